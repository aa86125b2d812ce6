"""How a sheet is set: no page for one line more, no place to sign on a page of its own."""

import pytest
from tests import make

from commonspace.channels.paper.models import PaperOffer
from commonspace.channels.paper.printing.document import document_for
from commonspace.channels.paper.printing.press import places_of
from commonspace.channels.paper.services.printing import layout_for

TERMS = "You choose how we may name you, and whether we may publish your words. " * 9


@pytest.fixture
def offer(db):
    made = make.consultation("harbour", questions=5)
    made.naming_terms = {"en": TERMS}
    made.save()
    return PaperOffer.objects.create(consultation=made, is_offered=True, lines=8)


def pages_as_asked(offer: PaperOffer) -> int:
    asked = document_for(offer, "en")
    return len(places_of(asked, day=offer.consultation.created_at.date()))


def page_of(layout, start: str) -> set[int]:
    return {
        n for n, page in enumerate(layout.pages) for one in page if one["key"].startswith(start)
    }


@pytest.mark.parametrize("lines", [3, 8, 9, 13, 22])
def test_a_line_less_saves_a_page_or_is_not_taken_away(offer, lines):
    offer.lines = lines
    offer.save()

    layout = layout_for(consultation=offer.consultation, language="en")

    rows = {one["rows"] for one in layout.document["blocks"] if one.get("key") == "answer:general"}
    answers = {
        one["rows"]
        for one in layout.document["blocks"]
        if str(one.get("key", "")).startswith("answer:") and one["key"] != "answer:general"
    }
    assert rows == {5}
    if answers == {lines}:
        assert len(layout.pages) <= pages_as_asked(offer)
    else:
        assert answers == {lines - 1}
        assert len(layout.pages) < pages_as_asked(offer)


@pytest.mark.parametrize("times", [1, 2, 3, 5])
def test_boxes_and_signature_stand_with_the_terms(offer, times):
    offer.consultation.naming_terms = {"en": TERMS * times}
    offer.consultation.save()

    layout = layout_for(consultation=offer.consultation, language="en")

    assert (
        page_of(layout, "naming:")
        == page_of(layout, "publish:")
        == page_of(layout, "about:signature")
    )


def test_a_form_is_set_once_for_each_wording(offer):
    first = layout_for(consultation=offer.consultation, language="en")

    assert layout_for(consultation=offer.consultation, language="en") == first
