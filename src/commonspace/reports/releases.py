"""What the public reads: released editions and their files, and nothing else."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from commonspace.kernel.errors import NotYoursError
from commonspace.provenance.models import StoredFile
from commonspace.reports.document import Document
from commonspace.reports.document_json import from_json
from commonspace.reports.errors import RecalledError
from commonspace.reports.models import Edition
from commonspace.reports.notes import shown_snapshot, with_notes
from commonspace.reports.rendering.html import render_html_page
from commonspace.reports.rendering.text import render_text

FORMATS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "epub": "application/epub+zip",
}
"""Formats whose files are made at release and kept."""

WRITTEN = {
    "html": "text/html; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "json": "application/json",
}
"""Formats written from the snapshot each time somebody asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """An edition as readers get it."""

    edition: Edition
    document: Document
    others: Sequence[Edition]

    @property
    def is_latest(self) -> bool:
        """Tell whether no newer edition stands."""
        return all(other.number < self.edition.number for other in self.others)


def editions_of(code: str) -> Sequence[Edition]:
    """Return the editions of a consultation that stand, newest first, without their contents."""
    return list(_editions(code).filter(recalled_at=None))


def _editions(code: str) -> QuerySet[Edition]:
    return (
        Edition.objects.filter(report__consultation__code=code)
        .select_related("pdf", "docx", "odt", "epub", "report__consultation")
        .prefetch_related("notes")
        .defer("document", "figures", "overrides")
    )


def standing_edition(code: str, number: int | None = None) -> Edition:
    """Return an edition that stands, the newest one by default.

    Raises:
        NotYoursError: If there is none and never was.
        RecalledError: If that edition, or every one, was taken back.
    """
    standing = editions_of(code)
    for edition in standing:
        if number is None or edition.number == number:
            return edition
    once = _editions(code) if number is None else _editions(code).filter(number=number)
    if once.exists():
        raise RecalledError(
            _("This edition of the report was taken back by its publisher and is no longer shown.")
        )
    raise NotYoursError


def released(code: str, number: int | None = None) -> Released:
    """Return an edition with its document, the newest one by default.

    Raises:
        NotYoursError: If there is none and never was.
        RecalledError: If that edition, or every one, was taken back.
    """
    found = standing_edition(code, number)
    others = [one for one in editions_of(code) if one.pk != found.pk]
    return Released(edition=found, document=from_json(shown_snapshot(found)), others=others)


def file_of(edition: Edition, form: str) -> StoredFile:
    """Return the stored file of one format.

    Raises:
        NotYoursError: If there is no such format of this edition.
    """
    file: StoredFile | None = getattr(edition, form, None) if form in FORMATS else None
    if file is None:
        raise NotYoursError
    return file


def written(edition: Edition, form: str) -> str:
    """Return the snapshot as a page that stands alone, as plain text, or as data, with its notes.

    Raises:
        NotYoursError: If there is no such format.
    """
    match form:
        case "html":
            return render_html_page(with_notes(edition))
        case "txt":
            return render_text(with_notes(edition))
        case "json":
            return _data(edition)
    raise NotYoursError


def _data(edition: Edition) -> str:
    """Return the document with the figures printed in it, so that each can be computed again."""
    whole = json.loads(shown_snapshot(edition)) | {
        "edition": edition.number,
        "figures": edition.figures,
        "notes": [
            {"number": note.number, "at": note.at.isoformat(), "removed": note.what}
            for note in edition.notes.all()
        ],
    }
    return json.dumps(whole, ensure_ascii=False, sort_keys=True, indent=1)
