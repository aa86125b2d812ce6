"""Quantity words in four languages, held against counts."""

import pytest
from django.utils import translation

from commonspace.evidence.queries import Support
from commonspace.synthesis.quantity import claims_in, disagreement, with_quantity


def support(n: int, of: int) -> Support:
    return Support(contributors=n, organisations=n, countries=1, of=of)


@pytest.mark.parametrize(
    ("text", "quantity"),
    [
        ("Most contributors ask for night buses.", "most"),
        ("The majority of organisations agree.", "most"),
        ("There was general consensus on buses.", "most"),
        ("Many of the contributors run classes.", "many"),
        ("Several migrants' associations ask for more.", "some"),
        ("Some say it costs too much.", "some"),
        ("One contributor disagrees.", "one"),
        ("La plupart des organisations le demandent.", "most"),
        ("De nombreuses associations le soulignent.", "many"),
        ("Certains participants en doutent.", "some"),
        ("Une seule organisation le propose.", "one"),
        ("La mayoría de las organizaciones lo pide.", "most"),
        ("Muchas asociaciones lo señalan.", "many"),
        ("Algunos participantes lo dudan.", "some"),
        ("Una sola organización lo propone.", "one"),
        ("معظم المشاركين يطلبون ذلك.", "most"),
        ("العديد من المنظمات تطلب ذلك.", "many"),
        ("بعض الجمعيات تشك في ذلك.", "some"),
        ("واحدة من المنظمات تقترح ذلك.", "one"),
    ],
)
def test_claims_in_finds_the_word_and_what_it_stands_for(text, quantity):
    assert [claim.quantity for claim in claims_in(text)] == [quantity]


@pytest.mark.parametrize(
    "text",
    [
        "Many cities close their desks at noon.",
        "In most towns the bus stops at nine.",
        "Shelters are full; one bed costs 40.",
        "La ville a beaucoup de quartiers.",
        "",
    ],
)
def test_claims_in_leaves_alone_what_does_not_speak_of_contributors(text):
    assert claims_in(text) == []


def test_disagreement_says_both_words_and_the_count():
    said = disagreement("Most contributors ask for it.", support(4, 31))

    assert said == "The text says “Most”, the count says 4 of 31: “some”."


@pytest.mark.parametrize(
    ("text", "n", "of"),
    [("Most contributors ask.", 20, 31), ("Some contributors ask.", 4, 31), ("Buses help.", 1, 31)],
)
def test_disagreement_is_silent_where_they_agree(text, n, of):
    assert disagreement(text, support(n, of)) == ""


def test_with_quantity_puts_in_the_word_the_rule_allows():
    assert with_quantity(
        "{quantity} contributors ask, {quantity} of them twice.", support(20, 31), "en"
    ) == ("Most contributors ask, most of them twice.")


def test_with_quantity_speaks_the_language_of_the_text_not_of_the_page():
    with translation.override("fr"):
        assert with_quantity("So say {quantity}.", support(1, 31), "en") == "So say one."
