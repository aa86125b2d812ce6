"""What a consultation prints on paper, what came back, and what a sheet says."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, Q, QuerySet

from commonspace.channels.paper.choices import PageState, SheetState, Ticked
from commonspace.channels.paper.models import FilledSheet, Layout, PaperOffer, Scan, ScannedPage
from commonspace.consultations.models import Consultation

EMPTY_BELOW = 0.02
"""Less ink than this inside a box is dust; the printed edge is left out before."""
TICKED_FROM = 0.06
"""From here on somebody made a mark: the shortest line across a box covers a tenth of it."""
CROSSED_OUT_FROM = 0.8
"""A box filled like this may be a tick that was taken back."""
SURE_WORDS = 0.75
PRINTED_FROM, PRINTED_WIDTH = 17.0, 176.0
"""The printed part of a page, from left to right."""
_ANSWER = "answer:"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldSeen:
    """One field or box of a sheet: where it is to be seen, and what was read in it."""

    key: str
    spot: Mapping[str, Any]
    page: ScannedPage | None
    text: str = ""
    confidence: float = 0.0
    has_ink: bool = False
    ticked: str = Ticked.NO

    @property
    def is_doubtful(self) -> bool:
        """Whether a person should look twice."""
        return self.has_ink and self.confidence < SURE_WORDS

    @property
    def percent(self) -> int:
        """How sure the reading is, in percent."""
        return round(self.confidence * 100)


def offer_of(consultation: Consultation) -> PaperOffer:
    """Return whether and how paper is offered; an unsaved row that offers nothing if there is none."""
    found = PaperOffer.objects.filter(consultation=consultation).first()
    return found or PaperOffer(consultation=consultation)


def scans_of(consultation: Consultation) -> QuerySet[Scan]:
    """Return the scans of a consultation, the latest first, with the number of their pages."""
    return consultation.paper_scans.select_related("run", "given_by", "file").annotate(
        count=Count("pages"), aside=Count("pages", filter=Q(pages__state=PageState.ASIDE))
    )


def filled_sheets_of(consultation: Consultation) -> QuerySet[FilledSheet]:
    """Return the sheets that came back, the longest waiting first."""
    return consultation.filled_sheets.select_related(
        "sheet__layout", "contribution", "done_by", "consultation"
    )


def waiting_sheets(consultation: Consultation) -> QuerySet[FilledSheet]:
    """Return the sheets that somebody still has to look at."""
    return filled_sheets_of(consultation).filter(state=SheetState.WAITING)


def pages_of(consultation: Consultation) -> QuerySet[ScannedPage]:
    """Return every scanned page of a consultation."""
    return ScannedPage.objects.filter(scan__consultation=consultation).select_related(
        "scan", "picture", "sheet__layout", "filled__sheet__layout"
    )


def pages_aside(consultation: Consultation) -> QuerySet[ScannedPage]:
    """Return the pages for which no sheet was found."""
    return pages_of(consultation).filter(state=PageState.ASIDE)


def waits_for_staff(consultation: Consultation) -> int:
    """Return how many sheets and single pages ask for a person."""
    unclear = pages_of(consultation).filter(state__in=[PageState.ASIDE, PageState.AGAIN])
    return waiting_sheets(consultation).count() + unclear.count()


def page_count(layout: Layout) -> int:
    """Return how many pages a sheet has."""
    return len(layout.pages)


def is_private(layout: Layout, page: int) -> bool:
    """Tell whether a page asks who somebody is: it never goes with the answers."""
    keys = [spot["key"] for spot in layout.pages[page - 1]]
    return any(not key.startswith(_ANSWER) for key in keys)


def missing_pages(filled: FilledSheet) -> list[int]:
    """Return the pages of a sheet that have not come back."""
    here = set(filled.pages.filter(state=PageState.PLACED).values_list("page", flat=True))
    return [page for page in range(1, page_count(filled.sheet.layout) + 1) if page not in here]


def fields_seen(filled: FilledSheet) -> dict[str, FieldSeen]:
    """Return every field and box of a sheet by its key, in the order they are printed."""
    placed = filled.pages.filter(state=PageState.PLACED).select_related("picture")
    pages = {page.page: page for page in placed}
    seen = {}
    for number, spots in enumerate(filled.sheet.layout.pages, start=1):
        for spot in spots:
            seen[spot["key"]] = _seen(spot, pages.get(number))
    return seen


def _seen(spot: Mapping[str, Any], page: ScannedPage | None) -> FieldSeen:
    key = spot["key"]
    readings = page.readings if page else {}
    said = readings.get("fields", {}).get(key, {})
    tick = readings.get("ticks", {}).get(key)
    return FieldSeen(
        key=key,
        spot=spot,
        page=page,
        text=said.get("text", ""),
        confidence=said.get("confidence", 0.0),
        has_ink=said.get("ink", False),
        ticked=taken_for(tick["dark"], is_found=tick["is_found"]) if tick else Ticked.NO,
    )


def taken_for(dark: float, *, is_found: bool) -> Ticked:
    """Return what a box is taken for; between the two, and where it was not found, a person looks."""
    if not is_found or dark >= CROSSED_OUT_FROM:
        return Ticked.LOOK
    if dark < EMPTY_BELOW:
        return Ticked.NO
    return Ticked.YES if dark >= TICKED_FROM else Ticked.LOOK


def chosen_in(seen: Mapping[str, FieldSeen], group: str) -> tuple[str, bool]:
    """Return what was ticked in a group such as ``naming:``, and whether a person should look.

    Nothing is taken for chosen unless one box is ticked and every other one is surely empty.
    """
    boxes = {key.removeprefix(group): one for key, one in seen.items() if key.startswith(group)}
    ticked = [value for value, one in boxes.items() if one.ticked == Ticked.YES]
    unsure = any(one.ticked == Ticked.LOOK for one in boxes.values())
    if len(ticked) == 1 and not unsure:
        return ticked[0], False
    return "", bool(ticked) or unsure


@dataclass(frozen=True, slots=True, kw_only=True)
class Crop:
    """The part of a page to show, in millimetres of the printed page."""

    page: ScannedPage
    x: float
    y: float
    width: float
    height: float


def crop_of(seen: FieldSeen) -> Crop | None:
    """Return where a field is to be seen, with a little around it; nothing on a slanted picture."""
    return _crop([seen], margin=2.0)


def crop_of_group(seen: Mapping[str, FieldSeen], group: str) -> Crop | None:
    """Return where the boxes of a group are to be seen, with the words beside them."""
    boxes = [one for key, one in seen.items() if key.startswith(group)]
    found = _crop(boxes, margin=1.8)
    return replace(found, x=PRINTED_FROM, width=PRINTED_WIDTH) if found else None


def _crop(boxes: list[FieldSeen], *, margin: float) -> Crop | None:
    pages = [one.page for one in boxes if one.page and one.page.is_straight and one.page.picture]
    if not pages:
        return None
    here = [one.spot for one in boxes if one.page == pages[0]]
    left = min(spot["x"] for spot in here) - margin
    top = min(spot["y"] for spot in here) - margin
    right = max(spot["x"] + spot["width"] for spot in here) + margin
    bottom = max(spot["y"] + spot["height"] for spot in here) + margin
    return Crop(page=pages[0], x=left, y=top, width=right - left, height=bottom - top)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How many sheets came back, and what became of them: the sum of the other three."""

    waiting: int
    taken: int
    aside: int

    @property
    def total(self) -> int:
        """How many sheets came back."""
        return self.waiting + self.taken + self.aside


def standing_of(consultation: Consultation) -> Standing:
    """Return the sheets of a consultation that came back, in figures that add up."""
    states = Counter(consultation.filled_sheets.values_list("state", flat=True))
    return Standing(
        waiting=states[SheetState.WAITING],
        taken=states[SheetState.TAKEN],
        aside=states[SheetState.ASIDE],
    )


def scans_again(consultation: Consultation) -> QuerySet[ScannedPage]:
    """Return the pages that were scanned a second time and wait for a word."""
    return pages_of(consultation).filter(state=PageState.AGAIN)


def tally_of(pages: QuerySet[ScannedPage]) -> list[tuple[str, int]]:
    """Return what became of pages, each state that occurs with its number."""
    states = Counter(pages.values_list("state", flat=True))
    return [(str(PageState(state).label), states[state]) for state in PageState if states[state]]


def next_waiting(consultation: Consultation) -> FilledSheet | None:
    """Return the sheet that waits longest."""
    return waiting_sheets(consultation).first()
