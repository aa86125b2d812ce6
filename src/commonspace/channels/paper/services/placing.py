"""Which page belongs to which sheet: by its code, or because a person says so."""

import uuid

from django.db import transaction

from commonspace.channels.paper.choices import PageState, SheetState
from commonspace.channels.paper.errors import NoSuchPageError, NoSuchSheetError
from commonspace.channels.paper.models import FilledSheet, ScannedPage, Sheet
from commonspace.channels.paper.queries import page_count
from commonspace.consultations.models import Consultation
from commonspace.people.models import Account
from commonspace.provenance.services import actor_of, record_event


def sheet_with(consultation: Consultation, code: str) -> Sheet | None:
    """Return the sheet of a consultation that has a code."""
    return (
        Sheet.objects.filter(layout__consultation=consultation, code=code)
        .select_related("layout")
        .first()
    )


@transaction.atomic
def place_by_code(page: ScannedPage) -> None:
    """Put a page with its sheet if its code was read; nothing is replaced without a person."""
    consultation = page.scan.consultation
    Consultation.objects.select_for_update().get(pk=consultation.pk)
    sheet = sheet_with(consultation, page.code) if page.code else None
    if page.state == PageState.EMPTY or _is_here_already(page):
        _save(page)
        return
    if sheet is None or not 1 <= page.page <= page_count(sheet.layout):
        page.state = PageState.ASIDE
        _save(page)
        return
    _place(page, sheet)


@transaction.atomic
def place_by_hand(
    *, page: ScannedPage, code: str, number: int, by: Account, is_new: bool = False
) -> ScannedPage:
    """Put a page with a sheet because a person read its code.

    Args:
        page: A page that was set aside, or one that is with the wrong copy of a blank.
        code: The code of a sheet of this consultation.
        number: Which page of it.
        by: Who says so.
        is_new: Whether it begins a sheet of its own, for copies of the blank.

    Raises:
        NoSuchSheetError: If no sheet has this code.
        NoSuchPageError: If the sheet has fewer pages.
    """
    consultation = page.scan.consultation
    Consultation.objects.select_for_update().get(pk=consultation.pk)
    sheet = sheet_with(consultation, code)
    if sheet is None:
        raise NoSuchSheetError
    if not 1 <= number <= page_count(sheet.layout):
        raise NoSuchPageError(page_count(sheet.layout))
    page.code, page.page, page.placed_by = code, number, by
    page.is_read, page.readings = False, {}
    before = page.filled
    _place(page, sheet, is_new=is_new)
    if before and before != page.filled:
        forget_if_bare(before)
    _record("paper.page-placed", page, by)
    return page


@transaction.atomic
def choose_scan(*, page: ScannedPage, by: Account) -> FilledSheet | None:
    """Let a second scan count: the first is put back, a sheet that was done is opened again."""
    filled = page.filled
    if filled is None or page.state != PageState.AGAIN:
        return filled
    filled.pages.filter(page=page.page, state=PageState.PLACED).update(state=PageState.REPLACED)
    page.state = PageState.PLACED
    page.save(update_fields=["state"])
    if filled.state != SheetState.WAITING:
        filled.state = SheetState.WAITING
        filled.save(update_fields=["state"])
    _record("paper.scan-chosen", page, by)
    return filled


@transaction.atomic
def keep_first_scan(*, page: ScannedPage, by: Account) -> None:
    """Leave a sheet as it is; the second scan is not used."""
    page.state = PageState.REPLACED
    page.save(update_fields=["state"])
    _record("paper.scan-not-chosen", page, by)


@transaction.atomic
def drop_page(*, page: ScannedPage, by: Account) -> None:
    """Say that a page belongs to no sheet. It stays with its scan."""
    page.state = PageState.DROPPED
    page.save(update_fields=["state"])
    _record("paper.page-dropped", page, by)


def forget_if_bare(filled: FilledSheet) -> None:
    """Drop a sheet from which its last page was taken away, if nothing was typed for it."""
    has_pages = filled.pages.exists()
    if not has_pages and not filled.kept and filled.state == SheetState.WAITING:
        filled.delete()


def _place(page: ScannedPage, sheet: Sheet, *, is_new: bool = False) -> None:
    page.sheet = sheet
    filled = _numbered(page, sheet) if sheet.is_numbered else _copy(page, sheet, is_new=is_new)
    page.filled = filled
    others = filled.pages.filter(page=page.page, state=PageState.PLACED).exclude(pk=page.pk)
    is_again = filled.state != SheetState.WAITING or others.exists()
    page.state = PageState.AGAIN if is_again else PageState.PLACED
    _save(page)


def _numbered(page: ScannedPage, sheet: Sheet) -> FilledSheet:
    return FilledSheet.objects.get_or_create(
        key=sheet.code,
        defaults={
            "consultation": page.scan.consultation,
            "sheet": sheet,
            "arrived_at": page.scan.arrived_at,
        },
    )[0]


def _copy(page: ScannedPage, sheet: Sheet, *, is_new: bool) -> FilledSheet:
    """Return the copy of a blank a page goes with: the last one given at once that lacks this page.

    Copies share their code, so only the order of the pages tells them apart; people check it.
    """
    given_at_once = FilledSheet.objects.filter(
        sheet=sheet, state=SheetState.WAITING, pages__scan__batch=page.scan.batch
    ).distinct()
    has_it = ScannedPage.objects.filter(page=page.page, state=PageState.PLACED).exclude(pk=page.pk)
    lacking = given_at_once.exclude(pk__in=has_it.exclude(filled=None).values("filled"))
    found = None if is_new else lacking.order_by("-created_at").first()
    return found or FilledSheet.objects.create(
        consultation=page.scan.consultation,
        sheet=sheet,
        key=str(uuid.uuid4()),
        arrived_at=page.scan.arrived_at,
    )


def _is_here_already(page: ScannedPage) -> bool:
    """Mark a picture that is here to the last byte: the same page twice in two files."""
    same = ScannedPage.objects.filter(
        scan__consultation=page.scan.consultation, sha256=page.sha256
    ).exclude(pk=page.pk)
    if not same.exclude(state__in=[PageState.SAME, PageState.DROPPED]).exists():
        return False
    page.state = PageState.SAME
    return True


def _save(page: ScannedPage) -> None:
    page.save(
        update_fields=[
            "state", "code", "page", "sheet", "filled", "placed_by", "is_read",
            "sealed_readings",
        ]
    )  # fmt: skip


def _record(verb: str, page: ScannedPage, by: Account) -> None:
    record_event(
        actor=actor_of(by), verb=verb, subject=f"scanned-page:{page.pk}",
        scope=page.scan.consultation.code,
    )  # fmt: skip
