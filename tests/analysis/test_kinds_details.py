"""What statements tell in detail, and how well they would stand as a quotation."""

import pytest

from commonspace.analysis.kinds.details import details_of
from commonspace.analysis.kinds.quotable import quotable


@pytest.mark.parametrize(
    ("language", "text", "acting", "strength"),
    [
        ("en", "Landlords must show the meter.", "Landlords", "must"),
        ("fr", "Les musées devraient ouvrir tard.", "Les musées", "should"),
        ("es", "Los museos pueden abrir tarde.", "Los museos", "could"),
        ("pt", "Os museus têm de abrir tarde.", "Os museus", "must"),
        ("de", "Die Museen sollten spät öffnen.", "Die Museen", "should"),
        ("ar", "على المتاحف أن تفتح مساء.", "المتاحف", "must"),
    ],
)
def test_a_recommendation_names_who_is_asked_and_how_strongly(language, text, acting, strength):
    found = details_of(text, language=language, kind="recommendation")

    values = {one.label: one.value for one in found}
    assert (values["acting"], values["strength"]) == (acting, strength)


def test_a_recommendation_names_whom_the_acting_party_is_to_move():
    text = "Cities must advocate for national authorities to support the ferry."

    found = details_of(text, language="en", kind="recommendation")

    assert [text[one.start : one.end] for one in found if one.label == "influenced"] == [
        "national authorities"
    ]


def test_an_example_names_place_organisation_and_outcome():
    text = (
        "In 2009 the city of Kisumu and the Red Cross opened a desk, and complaints fell by half."
    )

    found = details_of(text, language="en", kind="example")

    assert [(one.label, text[one.start : one.end]) for one in found] == [
        ("place", "Kisumu"),
        ("organisation", "Red Cross"),
        ("outcome", "and complaints fell by half"),
    ]


def test_a_resource_names_year_title_number_and_address():
    text = 'Orme, P. (2012), "Bread and Borders", ISBN 978-0-00-000000-2, https://quay.example/b'

    found = details_of(text, language="en", kind="resource")

    assert [(one.label, one.value) for one in found] == [
        ("year", "2012"),
        ("title", "Bread and Borders"),
        ("number", "978-0-00-000000-2"),
        ("address", "https://quay.example/b"),
    ]


@pytest.mark.parametrize("text", ["", "🙂🙂", "must", "\ud800 must", "x" * 100_000])
@pytest.mark.parametrize("kind", ["recommendation", "example", "resource", "position"])
def test_details_stand_in_the_words_whatever_is_given(text, kind):
    for one in details_of(text, language="en", kind=kind):
        assert text[one.start : one.end].lower() == one.value.lower() or one.label == "strength"


@pytest.mark.parametrize(
    ("language", "text", "code"),
    [
        ("en", "I clean offices at night and nobody has ever asked my name.", "own-voice"),
        ("fr", "Je nettoie des bureaux la nuit et personne ne connaît mon nom.", "own-voice"),
        ("ar", "نحن ننظف المكاتب ليلا ولا أحد يعرف أسماءنا هنا أبدا.", "own-voice"),
        ("en", "The ferry carried 300 children across the strait last winter.", "concrete"),
        ("en", "This would help the children of the whole strait every winter.", "leans"),
        ("en", "ferries for the children of the strait in winter and", "broken"),
        ("en", "No.", "too-short"),
        ("en", "word " * 120 + ".", "too-long"),
    ],
)
def test_quotable_says_why(language, text, code):
    assert quotable(text, language).reason.code == code


def test_what_stands_alone_is_more_quotable_than_what_leans():
    alone = quotable("I cross the strait with my two children every winter morning.", "en")
    leaning = quotable("It would help me and my two children every winter morning.", "en")

    assert alone.score > leaning.score
