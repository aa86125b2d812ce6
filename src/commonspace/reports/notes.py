"""Notes on an edition in words, and the edition as it is shown with them."""

from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commonspace.intake.choices import Removed
from commonspace.reports.document import Document, Notice
from commonspace.reports.document_json import from_json
from commonspace.reports.models import Edition, EditionNote
from commonspace.reports.removed import without_places
from commonspace.reports.rendering.charts import Markup
from commonspace.reports.rendering.html import render_html


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A place a note speaks of, as readers find it."""

    at: str
    anchor: str
    page: int | None

    def __str__(self) -> str:
        if self.page is None:
            return self.at
        return _("%(at)s (page %(page)d of the PDF)") % {"at": self.at, "page": self.page}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownNote:
    """A note in the language of the page."""

    number: int
    on: date
    text: str
    places: tuple[Where, ...]


def notes_on(edition: Edition) -> list[ShownNote]:
    """Return the notes on an edition, in words, in the order in which they came."""
    zone = edition.report.consultation.zone
    return [
        ShownNote(
            number=note.number,
            on=timezone.localdate(note.at, zone),
            text=sentence_of(note),
            places=_places(note),
        )
        for note in edition.notes.all()
    ]


def sentence_of(note: EditionNote) -> str:
    """Say what was removed, and whether it still stands here."""
    removed, stands, masked = {
        Removed.EVERYTHING: (
            _("One contribution was removed at its author’s wish."),
            _("Its words were printed in this edition before that."),
            _("Its words stood in this edition; this page no longer shows them."),
        ),
        Removed.NAME: (
            _("The name of one contributor was removed at their wish."),
            _("It was printed in this edition before that."),
            _("It stood in this edition; this page no longer shows it."),
        ),
        Removed.QUOTATION: (
            _("The words of one contribution are quoted no more, at its author’s wish."),
            _("They were quoted in this edition before that."),
            _("They stood in this edition; this page no longer shows them."),
        ),
    }[Removed(note.what)]
    if not note.places:
        return f"{removed} {_('Nothing of it stands in this edition but its figures.')}"
    return f"{removed} {masked if note.is_masked else stands}"


def _places(note: EditionNote) -> tuple[Where, ...]:
    """Return the places of a note, those under one heading or number once."""
    found: dict[tuple[str, str], Where] = {}
    for place in note.places:
        where = Where(at=place["at"], anchor=place["anchor"], page=place.get("page"))
        key = (where.at, where.anchor)
        if where.at and (key not in found or found[key].page is None):
            found[key] = where
    return tuple(found.values())


def shown_snapshot(edition: Edition) -> str:
    """Return the snapshot as pages are written from it: without what notes say to leave out."""
    places: list[dict[str, Any]] = [
        place for note in edition.notes.all() if note.is_masked for place in note.places
    ]
    if not places:
        return edition.document
    with translation.override(from_json(edition.document).language):
        return without_places(edition.document, places, mark=_("[removed at its author’s wish]"))


def with_notes(edition: Edition) -> Document:
    """Return the document of an edition with its notes in front, for what leaves the site."""
    document = from_json(shown_snapshot(edition))
    with translation.override(document.language):
        notes = tuple(_notice(note) for note in notes_on(edition))
    return replace(document, front=(*notes, *document.front))


def _notice(note: ShownNote) -> Notice:
    places = "; ".join(map(str, note.places))
    where = f" {_('Where it stood:')} {places}." if places else ""
    title = _("Note %(number)d, %(day)s") % {"number": note.number, "day": date_format(note.on)}
    return Notice(title=title, text=f"{note.text}{where}")


@lru_cache(maxsize=8)
def drawn(snapshot: str) -> Markup:
    """Return a snapshot as the article of a page; the same snapshot always draws alike."""
    return render_html(from_json(snapshot))
