"""What every format prints, before any of them draws it."""

import dataclasses

import pytest
from django.utils import translation
from tests.reports.rendering import invented

from commonspace.reports.document import (
    Document,
    Evidence,
    Figure,
    FindingBlock,
    Heading,
    Note,
    NoteMark,
    Paragraph,
    Plain,
    RecommendationItem,
    RecommendationList,
    ResourceList,
    Section,
    ServiceList,
    direction_of,
    plain,
)
from commonspace.reports.rendering.errors import BrokenNoteError, MissingAlternativeError
from commonspace.reports.rendering.flow import flow_of
from commonspace.reports.rendering.nodes import HeadingNode
from commonspace.reports.rendering.text import render_text


def of(*blocks: object, notes: tuple[Note, ...] = ()) -> Document:
    sections = (Section(Heading(text="Part"), blocks),)
    return Document(title="Title", language="en", date=invented.DAY, sections=sections, notes=notes)


def test_empty_lists_print_no_heading() -> None:
    document = of(
        ServiceList(items=(), heading="Direct services", audience="People"),
        RecommendationList(items=(), heading="Recommendations"),
        ResourceList(items=(), heading="Resources"),
    )

    assert render_text(document) == "Title\n20 November 2026\nPart\n"


def test_heading_levels_never_skip_one() -> None:
    document = of(*(Heading(text="x", level=level) for level in (4, 5, 2, 5, 1)))

    section = flow_of(document).sections[0]

    levels = [node.level for node in section.children if isinstance(node, HeadingNode)]
    assert levels == [2, 3, 2, 3, 2]


def test_anchors_are_unique_and_plain() -> None:
    headings = (Heading(text="x", anchor=anchor) for anchor in ("a b", "a b", "<a>", ""))

    flow = flow_of(of(*headings))

    assert [entry.anchor for entry in flow.contents()] == ["part-1", "a-b", "a-b-2", "a", "part-5"]


def test_footnotes_are_numbered_by_first_mark() -> None:
    marks = (NoteMark("b"), NoteMark("a"), NoteMark("b"))
    notes = (Note("a", plain("About a.")), Note("b", plain("About b.")))

    text = render_text(of(Paragraph((Plain("Said"), *marks)), notes=notes))

    assert "Said[1][2][1]\nNotes\n1. About b.\n2. About a.\n" in text


@pytest.mark.parametrize(
    ("runs", "notes"),
    [
        ((NoteMark("missing"),), ()),
        (plain("no mark"), (Note("a", plain("alone")),)),
        ((NoteMark("a"),), (Note("a", (NoteMark("a"),)),)),
    ],
)
def test_broken_footnotes_are_refused(runs: tuple[object, ...], notes: tuple[Note, ...]) -> None:
    with pytest.raises(BrokenNoteError):
        flow_of(of(Paragraph(runs), notes=notes))


def test_a_figure_without_words_is_refused() -> None:
    with pytest.raises(MissingAlternativeError):
        flow_of(of(Figure(chart=invented.WHO, alternative=" ")))


def test_evidence_keeps_the_words_and_marks_them_in_their_language() -> None:
    finding = FindingBlock(
        runs=plain("F"),
        evidence=(Evidence(quote="Oui.", speaker="Union", language="fr", translation="Yes."),),
    )

    text = render_text(of(finding))

    assert text.endswith(
        "F\nEvidence: 1 quotation\n1. «\u202fOui.\u202f»\nTranslation: “Yes.”\nUnion\n"
    )


def test_nested_recommendations_follow_their_parent() -> None:
    child = RecommendationItem(text="train them.")
    parent = RecommendationItem(
        text="Hire:", number="1.5", addressee="Cities", strength="must", children=(child,)
    )

    text = render_text(of(RecommendationList(items=(parent,), heading="Recommendations")))

    assert text.endswith("Recommendations\n- 1.5 Hire:\nCities · must\n- train them.\n")


def test_labels_follow_the_document_not_the_reader() -> None:
    document = dataclasses.replace(invented.report(), language="en")

    with translation.override("ar"):
        text = render_text(document)

    assert "Evidence: 3 quotations" in text


@pytest.mark.parametrize(
    ("language", "direction"),
    [("ar", "rtl"), ("fa-IR", "rtl"), ("uz-Arab", "rtl"), ("ku-latn", "ltr"), ("fr", "ltr")],
)
def test_direction_follows_language_and_script(language: str, direction: str) -> None:
    assert direction_of(language) == direction


def test_a_tag_that_is_no_language_is_undetermined() -> None:
    document = dataclasses.replace(of(), language='en" x')

    assert flow_of(document).language == "und"
