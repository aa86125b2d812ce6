"""Documents of different make, none like the ones the reading was first tried on."""

import pytest
from tests.analysis.reading.documents import (
    ALL,
    ARABIC_CALL,
    FRENCH_REPORT,
    HARBOUR_REPORT,
    HOUSING_REPORT,
    LETTERED_FORM,
    LIBRARY_REPORT,
    MINUTES,
    NIGHT_PROGRAMME,
    PLAIN_AGENDA,
    PLAIN_LETTER,
    SESSION_FORM,
    SPANISH_REPORT,
    SPORTS_CALL,
    TRANSPORT_CALL,
    TREES_REPORT,
    WATER_REPORT,
)

from commonspace.analysis.reading import read_document, read_documents


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("water", "report"),
        ("library", "report"),
        ("transport", "call"),
        ("night", "programme"),
        ("session", "session report"),
        ("french", "report"),
        ("arabic", "call"),
        ("letter", "other"),
        ("harbour", "report"),
        ("lettered", "session report"),
        ("agenda", "programme"),
        ("minutes", "other"),
        ("housing", "report"),
        ("trees", "report"),
        ("sports", "call"),
        ("spanish", "report"),
    ],
)
def test_kind_is_guessed_from_what_is_found(name, kind):
    assert read_document(ALL[name], name=name).kind == kind


@pytest.mark.parametrize("name", sorted(ALL))
def test_spans_point_into_the_original(name):
    text = ALL[name]
    reading = read_document(text)
    items = [
        *reading.questions,
        *reading.examples,
        *reading.recommendations,
        *reading.services,
        *reading.resources,
        *reading.footnotes,
        *reading.paragraphs,
    ]

    for item in items:
        covered = " ".join(text[span.start : span.end] for span in item.spans)
        first = item.text.split()[0]
        assert item.spans
        assert first.strip("*") in covered


def test_markdown_report_ties_everything_to_its_questions():
    reading = read_document(WATER_REPORT)

    assert [q.number for q in reading.questions] == [1, 2, 3]
    assert [q.asks_for_examples for q in reading.questions] == [True, False, False]
    assert [(r.id, r.addressee, r.strength) for r in reading.recommendations] == [
        ("R1.1", "cities", "should"),
        ("R1.2", "cities and CSOs", "must"),
        ("R1.2.1", None, None),
        ("R1.2.2", None, None),
        ("R1.3", "national authorities", "need to"),
        ("R2.1", "cities", "can"),
    ]
    assert [(s.question, s.audience) for s in reading.services] == [
        (1, "cities"),
        (1, "cities"),
        (1, "direct"),
    ]


def test_markdown_boxes_become_examples_with_places_and_organisations():
    first, second = read_document(WATER_REPORT).examples

    assert (first.short_title, first.question, first.countries) == (
        "Saturday on the Lea",
        1,
        ("KE",),
    )
    assert "Water Board" in first.organisations
    assert second.title == "Box 2: School gauges"
    assert second.organisations == ("Institute of Hydrology (IHL)",)


def test_same_address_twice_is_doubted():
    reading = read_document(WATER_REPORT)

    assert [r.year for r in reading.resources] == [2021, 2022, None]
    assert [d.text for d in reading.doubts if d.kind == "same address"] == [
        "water.example/atlas?year=2022"
    ]


def test_ibid_takes_the_note_before():
    first, second = read_document(WATER_REPORT).footnotes

    assert (first.is_ibid, second.is_ibid, second.resolves_to) == (False, True, 1)
    assert WATER_REPORT[second.markers[0] : second.markers[0] + 1] == "2"


def test_running_heads_and_page_numbers_are_no_text():
    reading = read_document(LIBRARY_REPORT)

    printed = " ".join(p.text for p in reading.paragraphs)
    assert "Page" not in printed
    assert "Libraries After Dark" not in printed


def test_hyphens_follow_the_vocabulary_of_the_document():
    hyphens = read_document(LIBRARY_REPORT).hyphens

    assert [m.left for m in hyphens.joined] == ["popu-"]
    assert [m.left for m in hyphens.kept][:2] == ["long-", "self-"]


def test_recommendations_take_the_addressee_of_their_heading():
    reading = read_document(LIBRARY_REPORT)

    assert [r.addressee for r in reading.recommendations] == [
        "cities",
        "cities",
        "national authorities",
    ]
    assert {r.question for r in reading.recommendations} == {None}


def test_unnumbered_and_numbered_boxes_both_count():
    assert [e.short_title for e in read_document(LIBRARY_REPORT).examples] == [
        "The night shelf",
        "Evening keys",
    ]


def test_address_broken_at_a_hyphen_is_whole():
    resource = read_document(LIBRARY_REPORT).resources[0]

    assert resource.urls == ("http://rooms.example/guides/opening-later.pdf",)
    assert (resource.author, resource.title, resource.place) == (
        "Reading Rooms Network",
        "Opening later",
        "Porto",
    )


def test_questions_with_letters_before_their_numbers_are_read():
    questions = read_document(TRANSPORT_CALL).questions

    assert [q.number for q in questions] == [1, 2, 3]
    assert questions[1].asks_for_examples
    assert questions[1].sub_questions == ("What would make night buses feel safe?",)


def test_programme_in_two_notations_gets_one_clock():
    items = read_document(NIGHT_PROGRAMME).programme.items

    assert [(i.time, i.end) for i in items] == [
        ("09:00", "09:30"),
        ("09:30", "10:15"),
        ("10:15", "12:00"),
        ("13:30", "14:15"),
        ("14:15", "15:00"),
        ("15:00", None),
    ]
    assert [i.kind for i in items][2:5] == ["discussion", "report-back", "launch"]
    assert (items[2].moderators, items[2].rapporteur) == (("A. Keita",), "B. Silva")
    assert items[1].led_by == ("Lamp Society",)


def test_programme_lists_objectives_and_organisers():
    programme = read_document(NIGHT_PROGRAMME).programme

    assert programme.objectives[0].text == "To hear residents on dark streets"
    assert [e.text for e in programme.organisers] == ["Lamp Society", "Street Safety Trust (SST)"]


def test_session_form_keeps_numbered_answers_under_their_question():
    first, second = read_document(SESSION_FORM).template_sections

    assert [len(q.answers) for q in first.questions] == [2, 2]
    assert first.questions[1].answers[0].text == "Give traders water taps"
    assert [q.text for q in first.quotes] == ["“We sell, we sweep, we go home.” – a trader"]
    assert (second.heading, len(second.questions)) == ("What comes next", 1)


def test_session_form_proposes_no_recommendations():
    reading = read_document(SESSION_FORM)

    assert (reading.recommendations, reading.services, reading.resources) == ((), (), ())


def test_french_cues_are_read():
    reading = read_document(FRENCH_REPORT)

    assert [(r.question, r.addressee, r.strength) for r in reading.recommendations] == [
        (1, "cities", "should"),
        (1, "cities and CSOs", "must"),
        (1, None, "need to"),
        (2, "national authorities", "must"),
    ]
    assert reading.examples[0].organisations == ("Association des Lilas",)
    assert reading.resources[0].title == "Guide du compost"
    assert reading.resources[0].question is None


def test_arabic_questions_are_read():
    questions = read_document(ARABIC_CALL).questions

    assert [q.number for q in questions] == [1, 2]
    assert questions[0].text.endswith("؟")


def test_plain_letter_holds_nothing():
    reading = read_document(PLAIN_LETTER)

    found = (
        reading.questions,
        reading.examples,
        reading.recommendations,
        reading.services,
        reading.resources,
        reading.footnotes,
        reading.programme.items,
        reading.template_sections,
    )
    assert not any(found)


def test_questions_of_the_call_place_what_a_report_says():
    report = (
        "What we heard\n\nNight buses that feel safe\n\nRecommendations\n\n"
        "- Operators should light every stop.\n\nFares and how to set them\n\n"
        "Recommendations\n\n- Cities should cap fares.\n"
    )

    _, reading = read_documents([("call", TRANSPORT_CALL), ("report", report)])

    assert [(r.question, r.addressee) for r in reading.recommendations] == [
        (2, None),
        (3, "cities"),
    ]


def test_labelled_recommendations_and_lists_in_chapters_both_count():
    found = read_document(HOUSING_REPORT).recommendations

    assert [(r.id, r.addressee) for r in found] == [
        ("R.1", None),
        ("R.2", "cities"),
        ("R.3", "national authorities"),
        ("R.4", "cities"),
        ("R.5", None),
        ("R.5.1", None),
        ("R.5.2", None),
        ("R.6", None),
    ]


def test_box_with_a_title_of_its_own_ends_before_the_text_goes_on():
    reading = read_document(HOUSING_REPORT)

    assert [e.title for e in reading.examples] == ["Box 2.1: The damp bus"]
    assert "Tenants liked it." in [p.text for p in reading.paragraphs]


def test_numbered_notes_in_brackets_are_read():
    first, second = read_document(HOUSING_REPORT).footnotes

    assert (first.n, second.resolves_to, second.heading) == (1, 1, "2.1 Inspections")


def test_markdown_box_takes_all_under_its_heading():
    first, second = read_document(TREES_REPORT).examples

    assert first.text.endswith("They report to the city.")
    assert (first.countries, second.organisations) == (("NL",), ("Green Hands Foundation",))


def test_references_without_bullets_are_read():
    first, second = read_document(TREES_REPORT).resources

    assert (first.author, first.year) == ("Smith, J. and Lee, K.", 2018)
    assert (second.title, second.urls) == ("Old trees", ("https://utrecht.example/trees",))


def test_question_below_its_label_is_read():
    assert [q.text for q in read_document(SPORTS_CALL).questions] == [
        "How should the ground be shared between clubs?",
        "What would bring girls' teams to the ground? Please share examples.",
    ]


def test_spanish_report_is_tied_to_its_questions():
    reading = read_document(SPANISH_REPORT)

    assert [(r.question, r.addressee, r.strength) for r in reading.recommendations] == [
        (1, "cities", "must"),
        (1, "national authorities", "should"),
        (2, None, "can"),
    ]
    assert reading.examples[0].organisations == ("Cooperativa del Puerto",)


def test_square_metres_stay_square():
    reading = read_document("The park has 3 km² of lawn and 20 m² of sand for everybody to use.")

    assert "3 km² of lawn and 20 m² of sand" in reading.paragraphs[0].text


def test_other_acting_parties_are_kept_in_their_words():
    found = read_document(HARBOUR_REPORT).recommendations

    assert [(r.question, r.acting, r.addressee) for r in found] == [
        (1, "Harbour boards", None),
        (1, "Cities", "cities"),
        (2, "Governments", "national authorities"),
    ]


def test_services_are_told_apart_by_labels_in_the_list():
    assert [(s.audience, s.heading) for s in read_document(HARBOUR_REPORT).services] == [
        ("cities", "To harbour boards"),
        ("cities", "To harbour boards"),
        ("direct", "To fishers and their families"),
    ]


def test_address_goes_on_after_an_underscore():
    assert read_document(HARBOUR_REPORT).resources[1].urls == (
        "https://noise.example/sea_and_sleep.html",
    )


def test_form_with_lettered_sections_and_labelled_questions():
    first, second = read_document(LETTERED_FORM).template_sections

    assert [(q.n, len(q.answers)) for q in first.questions] == [(1, 2), (2, 1)]
    assert first.questions[1].question == "Which practices were named?"
    assert (second.id, second.heading) == ("B", "Follow-up")


def test_agenda_without_morning_or_afternoon_goes_on_after_noon():
    items = read_document(PLAIN_AGENDA).programme.items

    assert [i.time for i in items][-2:] == ["12:30", "13:30"]
    assert items[2].led_by == ("A. Ode", "B. Lind")


def test_words_that_only_look_like_labels_propose_nothing():
    reading = read_document(MINUTES)

    assert (reading.examples, reading.recommendations, reading.resources) == ((), (), ())
    assert (reading.questions, reading.programme.items) == ((), ())


def test_question_goes_under_the_heading_most_places_agree_on():
    divider = "1. How libraries and river towns can share what they\n"
    full = "How libraries and river towns can share what they know about floods"
    text = (
        "Questions\n\n1.  How can libraries and river towns share what they know about floods?\n"
        f"2.  How can volunteers help when the water comes?\n\n{divider}\n{full.upper()}\n\n"
        "People told us a lot about it.\n\nRecommendations\n\n" + full + ".\n\n"
        "•  Towns should keep a flood diary in every library;\n"
    )

    first, _second = read_document(text).questions

    assert first.heading == full
