"""What paper keeps of a contribution, and how it lets go of it."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from commonspace.channels.paper.models import FilledSheet, Scan, ScannedPage
from commonspace.channels.paper.queries import is_private
from commonspace.intake.choices import Removed
from commonspace.intake.keepers import Removal, Touched
from commonspace.provenance.services import forget_bytes


def touched(removal: Removal) -> Iterable[Touched]:
    """Name the sheet, and the scans in which it stands among others."""
    if removal.what == Removed.QUOTATION:
        return
    for filled in FilledSheet.objects.filter(contribution=removal.contribution):
        whole = removal.what == Removed.EVERYTHING
        yield Touched(
            kind=_("sheet of paper"),
            words=filled.letters,
            fate=_("its pictures are deleted") if whole else _("its page with the name is deleted"),
        )
        for scan in _scans(filled):
            yield Touched(kind=_("scan"), words=scan.name, fate=_("the file as it came is deleted"))


def erase(removal: Removal) -> None:
    """Delete pictures and what was read in them; the files they were found in go with them."""
    if removal.what == Removed.QUOTATION:
        return
    for filled in FilledSheet.objects.filter(contribution=removal.contribution):
        for scan in _scans(filled):
            file, scan.file, scan.name = scan.file, None, ""
            scan.save(update_fields=["file", "name"])
            if file:
                forget_bytes(file=file)
        whole = removal.what == Removed.EVERYTHING
        for page in filled.pages.select_related("picture"):
            if whole or page.page == 0 or is_private(filled.sheet.layout, page.page):
                _erase(page)
        if whole:
            filled.kept, filled.reason = {}, ""
            filled.save(update_fields=["sealed_kept", "reason"])


def _scans(filled: FilledSheet) -> list[Scan]:
    found = Scan.objects.filter(pages__filled=filled).exclude(file=None)
    return list(found.select_related("file").distinct())


def _erase(page: ScannedPage) -> None:
    picture, page.picture, page.readings, page.sha256 = page.picture, None, {}, ""
    page.save(update_fields=["picture", "sealed_readings", "sha256"])
    if picture and not picture.attachments.exists():
        forget_bytes(file=picture)
