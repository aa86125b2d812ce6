"""Names of organisations in texts, and which of them may be one another."""

import pytest

from commonspace.analysis.reading.names import like_names, mentions, short_forms


def pairs(*names, shorts=(), alone=()):
    return {(one.one, one.other, one.reason) for one in like_names(names, shorts, alone)}


def test_a_name_is_found_over_line_ends_and_through_markup():
    text = "It was led by the **Global Coalition \non Migration** (GCM) in spring.\n\nNew York."

    (found,) = mentions(text)

    assert (found.name, found.short) == ("Global Coalition on Migration", "GCM")
    assert text[found.start : found.end] == "Global Coalition \non Migration** (GCM)"


def test_headings_in_capitals_and_names_without_a_body_are_no_organisations():
    assert list(mentions("GLOBAL CIVIL SOCIETY CONSULTATION")) == []
    assert list(mentions("She moved from Buenos Aires to Rio de Janeiro.")) == []


def test_two_bodies_in_one_sentence_stay_two():
    text = "Paid by the European Commission and the Swiss Agency for Development."

    names = [one.name for one in mentions(text)]

    assert names == ["European Commission", "Swiss Agency for Development"]


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Global Coalition on Migration", "Global Consortium on Migration", "body"),
        ("Swiss Agency for Development Cooperation",
         "Swiss Agency for Development and Cooperation", "spelling"),
        ("Migrant Forum in Asia", "Migrants Forum in Asia", "spelling"),
        ("Réseau des Villes Solidaires", "Reseau des Villes Solidaires", "spelling"),
    ],
)  # fmt: skip
def test_names_that_may_be_one_are_asked_about(one, other, reason):
    assert pairs(one, other) == {(one, other, reason)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Third Mayoral Forum", "Global Mayoral Forum"),
        ("Harbour Workers Union", "Harbour Cooks Union"),
        ("Joint Migration & Development Initiative", "Joint Migration and Development Initiative"),
        ("International Organization for Migration", "International Organisation for Migration"),
        ("Trade Union 12", "Trade Union 13"),
        ("Church Council", "Church Forum"),
        ("The Red Cross Society", "Red Cross Society"),
    ],
)
def test_names_that_differ_in_earnest_or_not_at_all_are_not(one, other):
    assert pairs(one, other) == set()


def test_short_forms_that_do_not_go_one_to_one_are_asked_about():
    initiative = "Joint Migration and Development Initiative"
    shorts = [
        (initiative, "JMDI"), (initiative, "JMIDI"), ("Trust of Harbours", "TOH"),
        ("Global Coalition on Migration", "GCM"), ("Global Compact on Migration", "GCM"),
        ("Trust of Harbours", "HarbourT"),
    ]  # fmt: skip

    found = pairs(shorts=shorts, alone={"JDMI", "PROVIDE", "PROVIDED", "JMDIS"})

    assert found == {
        ("JMDI", "JMIDI", "spelling"), ("JDMI", "JMDI", "spelling"), ("TOH", "HarbourT", "two-short"),
        ("Global Coalition on Migration", "Global Compact on Migration", "one-short"),
    }  # fmt: skip


def test_short_forms_alone_are_found_where_they_stand():
    text = "The JMDI and the UN met."

    assert [(one.name, text[one.start : one.end]) for one in short_forms(text)] == [
        ("JMDI", "JMDI")
    ]


def test_the_documents_of_2016_raise_five_questions_and_no_noise(shared):
    texts = [path.read_text() for path in sorted((shared / "source-documents").glob("*.txt"))]
    found = [one for text in texts for one in mentions(text)]

    asked = pairs(
        *(one.name for one in found),
        shorts=[(one.name, one.short) for one in found],
        alone={one.name for text in texts for one in short_forms(text)},
    )

    assert {frozenset(one[:2]) for one in asked} == {
        frozenset(("Global Coalition on Migration", "Global Consortium on Migration")),
        frozenset(("Global Coalition on Migration", "Global Compact on Migration")),
        frozenset(
            (
                "Swiss Agency for Development Cooperation",
                "Swiss Agency for Development and Cooperation",
            )
        ),
        frozenset(("JDMI", "JMDI")),
        frozenset(("JMDI", "JMIDI")),
    }
