"""From a sheet somebody looked at to one contribution."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commonspace.channels.paper.choices import PageState, SheetState
from commonspace.channels.paper.errors import AlreadyTakenError, PaperChangedError
from commonspace.channels.paper.models import FilledSheet
from commonspace.channels.paper.queries import is_private
from commonspace.contributions.choices import Channel
from commonspace.intake.envelopes import AnswerPart, Consent, Envelope, FilePart, Sender
from commonspace.intake.services import Received, receipt_code, receive, revise
from commonspace.people.models import Account
from commonspace.provenance.services import actor_of, record_event

WHO = frozenset({"name", "organisation", "kind", "country", "place", "contact"})
"""What a form says of somebody: it goes to the vault and the directory, and is not kept here."""
ABOUT = "about:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What stands on a sheet, as a person saw it. ``version`` is the one they began from."""

    answers: tuple[AnswerPart, ...]
    sender: Sender
    consent: Consent
    language: str
    arrived_at: datetime
    version: int


@transaction.atomic
def keep_so_far(*, filled: FilledSheet, typed: dict[str, Any], version: int, by: Account) -> None:
    """Keep what was typed, without taking the sheet in.

    Raises:
        PaperChangedError: If somebody else kept something meanwhile.
        AlreadyTakenError: If the sheet is done.
    """
    row = _open_sheet(filled, version)
    row.kept, row.version = typed, row.version + 1
    row.save(update_fields=["sealed_kept", "version"])
    _record("paper.typed", row, by)


def take_in(*, filled: FilledSheet, typed: Typed, form: dict[str, Any], by: Account) -> Received:
    """Take a sheet to the door: one contribution, with the pages that hold answers as its files.

    A sheet that was taken in before and opened again becomes a new wording of the same
    contribution. The pages that say who somebody is stay here.

    Raises:
        PaperChangedError, AlreadyTakenError: If somebody else was faster.
        CommonspaceError: What the door refuses.
    """
    with transaction.atomic():
        row = _open_sheet(filled, typed.version)
        if row.contribution is None:
            received = receive(_envelope(row, typed, f"paper:{row.key}", by))
        else:
            key = f"paper:{row.key}:{row.version}"
            contribution = revise(
                contribution=row.contribution, envelope=_envelope(row, typed, key, by), keep=set()
            )
            received = Received(
                contribution=contribution, code=receipt_code(contribution), is_new=False
            )
        row.contribution, row.state = received.contribution, SheetState.TAKEN
        row.kept = {name: value for name, value in form.items() if name not in WHO}
        row.version, row.arrived_at = row.version + 1, typed.arrived_at
        row.done_by, row.done_at = by, timezone.now()
        row.save()
        _forget_who(row)
        _record("paper.taken-in", row, by)
    return received


@transaction.atomic
def put_aside(*, filled: FilledSheet, reason: str, version: int, by: Account) -> None:
    """Say that a sheet is no contribution, and why; it can be opened again."""
    row = _open_sheet(filled, version)
    row.state, row.reason, row.version = SheetState.ASIDE, reason[:300], row.version + 1
    row.done_by, row.done_at = by, timezone.now()
    row.save(update_fields=["state", "reason", "version", "done_by", "done_at"])
    _record("paper.put-aside", row, by)


@transaction.atomic
def open_again(*, filled: FilledSheet, by: Account) -> None:
    """Put a sheet that was put aside back among those to be looked at."""
    row = FilledSheet.objects.select_for_update().get(pk=filled.pk)
    if row.state == SheetState.ASIDE:
        row.state, row.reason = SheetState.WAITING, ""
        row.save(update_fields=["state", "reason"])
        _record("paper.opened-again", row, by)


def _open_sheet(filled: FilledSheet, version: int) -> FilledSheet:
    row = (
        FilledSheet.objects.select_for_update(of=("self",))
        .select_related("sheet__layout", "consultation", "contribution")
        .get(pk=filled.pk)
    )
    if row.state != SheetState.WAITING:
        raise AlreadyTakenError
    if row.version != version:
        raise PaperChangedError
    return row


def _envelope(row: FilledSheet, typed: Typed, key: str, by: Account) -> Envelope:
    return Envelope(
        consultation=row.consultation,
        channel=Channel.PAPER,
        key=key,
        received_at=typed.arrived_at,
        sender=typed.sender,
        consent=typed.consent,
        answers=typed.answers,
        files=tuple(_files(row)),
        language=typed.language,
        entered_by=by,
    )


def _files(row: FilledSheet) -> list[FilePart]:
    """Return the pages with answers; who somebody is does not go with them."""
    placed = row.pages.filter(state=PageState.PLACED).exclude(picture=None).order_by("page")
    return [
        FilePart(
            file=page.picture,
            title=_("Sheet %(code)s, page %(page)s") % {"code": row.letters, "page": page.page},
            is_form=True,
        )
        for page in placed.select_related("picture")
        if page.picture and not is_private(row.sheet.layout, page.page)
    ]


def _forget_who(row: FilledSheet) -> None:
    """Drop what was read of somebody's name: it is in the vault now, and nowhere else."""
    for page in row.pages.all():
        readings = page.readings
        fields = readings.get("fields", {})
        if any(key.startswith(ABOUT) for key in fields):
            readings["fields"] = {
                key: one for key, one in fields.items() if not key.startswith(ABOUT)
            }
            page.readings = readings
            page.save(update_fields=["sealed_readings"])


def _record(verb: str, row: FilledSheet, by: Account) -> None:
    record_event(
        actor=actor_of(by), verb=verb, subject=f"filled-sheet:{row.pk}",
        scope=row.consultation.code,
    )  # fmt: skip
