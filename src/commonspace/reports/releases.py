"""What the public reads: released editions and their files, and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from commonspace.kernel.errors import NotYoursError
from commonspace.provenance.models import StoredFile
from commonspace.reports.document import Document
from commonspace.reports.document_json import from_json
from commonspace.reports.errors import RecalledError
from commonspace.reports.models import Edition

FORMATS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "epub": "application/epub+zip",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """An edition as readers get it."""

    edition: Edition
    document: Document
    is_latest: bool


def editions_of(code: str) -> Sequence[Edition]:
    """Return the editions of a consultation that stand, newest first."""
    return list(
        Edition.objects.filter(report__consultation__code=code, recalled_at=None).select_related(
            "pdf", "docx", "odt", "epub"
        )
    )


def released(code: str, number: int | None = None) -> Released:
    """Return an edition, the newest one by default.

    Raises:
        NotYoursError: If there is none.
        RecalledError: If that edition was taken back.
    """
    standing = editions_of(code)
    found = [one for one in standing if number is None or one.number == number]
    if found:
        return Released(
            edition=found[0], document=from_json(found[0].document), is_latest=found[0] == standing[0]
        )
    if number and Edition.objects.filter(report__consultation__code=code, number=number).exists():
        raise RecalledError(
            _("This edition was taken back by its publisher. A newer one may be on the page of the consultation.")
        )
    raise NotYoursError


def file_of(edition: Edition, form: str) -> StoredFile:
    """Return the stored file of one format.

    Raises:
        NotYoursError: If there is no such format of this edition.
    """
    file = getattr(edition, form, None) if form in FORMATS else None
    if file is None:
        raise NotYoursError
    return file
