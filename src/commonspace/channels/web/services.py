"""Taking a filled form to the door, and keeping documents of a form that must be looked at again."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import BinaryIO, cast

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from commonspace.channels.web.errors import ChangedMeanwhileError
from commonspace.channels.web.filled import WAITS_FOR_SECONDS, Filled, Upload, Waiting
from commonspace.channels.web.models import WaitingFile
from commonspace.channels.web.queries import delivered_with
from commonspace.consultations.models import Consultation
from commonspace.contributions.choices import Channel
from commonspace.contributions.models import Contribution
from commonspace.intake.envelopes import Envelope, FilePart
from commonspace.intake.services import Received, receipt_code, receive, revise
from commonspace.people.services import correct_contributor, organisation_named
from commonspace.provenance.models import StoredFile
from commonspace.provenance.services import forget_bytes, store_bytes


def max_upload_bytes() -> int:
    """Return how large one document may be."""
    return int(settings.COMMONSPACE_MAX_UPLOAD_MB) * 1024 * 1024


def contribute(*, consultation: Consultation, filled: Filled, received_at: datetime) -> Received:
    """Hand a filled form to the door, once, and return its receipt.

    Raises:
        CommonspaceError: What the door refuses: nothing in it, too long, no choice of name.
    """
    received = receive(_envelope(consultation, filled, received_at=received_at))
    _no_longer_waiting(filled)
    return received


def delivered(filled: Filled) -> Received | None:
    """Return the receipt of a form that was sent before, exactly as it is now."""
    contribution = delivered_with(filled.channel_key())
    if contribution is None:
        return None
    return Received(contribution=contribution, code=receipt_code(contribution), is_new=False)


def change(
    *, contribution: Contribution, filled: Filled, based_on: int, received_at: datetime
) -> None:
    """Put a filled form in place of what a contribution says now; what it said stays on record.

    Args:
        contribution: The contribution to change.
        filled: The form, with the ids of earlier documents that stay.
        based_on: Number of the revision the contributor saw when they began to write.
        received_at: When the form came.

    Raises:
        ChangedMeanwhileError: If it was changed in another window since.
        CommonspaceError: What the door refuses.
    """
    if delivered_with(filled.channel_key()):
        return
    if contribution.current_revision != based_on:
        raise ChangedMeanwhileError
    envelope = _envelope(contribution.consultation, filled, received_at=received_at)
    with transaction.atomic():
        revise(contribution=contribution, envelope=envelope, keep=set(filled.keep))
        _correct_sender(contribution, filled)
    _no_longer_waiting(filled)


def with_documents_stored(filled: Filled) -> Filled:
    """Return the same form with its uploads on disk: nothing else happens to them before."""
    return replace(
        filled, uploads=(), waiting=(*filled.waiting, *keep_for_next_try(uploads=filled.uploads))
    )


def keep_for_next_try(*, uploads: Iterable[Upload]) -> tuple[Waiting, ...]:
    """Store documents of a form that must be looked at again, so that they need not be sent twice."""
    kept = []
    for upload in uploads:
        upload.file.seek(0)
        stored = store_bytes(
            stream=cast("BinaryIO", upload.file),
            name=upload.file.name or "",
            max_bytes=max_upload_bytes(),
        )
        WaitingFile.objects.create(file=stored)
        kept.append(
            Waiting(file=str(stored.pk), name=stored.name, sha256=stored.sha256, title=upload.title)
        )
    return tuple(kept)


def forget_abandoned_files() -> int:
    """Delete documents whose form was never sent, a day after they came.

    Returns:
        How many were deleted.
    """
    before = timezone.now() - timedelta(seconds=WAITS_FOR_SECONDS)
    forgotten = 0
    for waiting in WaitingFile.objects.filter(kept_at__lt=before).select_related("file"):
        file = waiting.file
        waiting.delete()
        if not file.attachments.exists():
            forget_bytes(file=file)
            forgotten += 1
    return forgotten


def _envelope(consultation: Consultation, filled: Filled, *, received_at: datetime) -> Envelope:
    return Envelope(
        consultation=consultation,
        channel=Channel.WEB,
        key=filled.channel_key(),
        received_at=received_at,
        sender=filled.sender,
        consent=filled.consent,
        answers=filled.answers,
        files=_file_parts(filled),
        language=filled.language,
    )


def _file_parts(filled: Filled) -> tuple[FilePart, ...]:
    if not filled.waiting:
        return ()
    stored = {
        str(file.pk): file
        for file in StoredFile.objects.filter(pk__in=[waiting.file for waiting in filled.waiting])
    }
    return tuple(
        FilePart(file=stored[waiting.file], title=waiting.title)
        for waiting in filled.waiting
        if waiting.file in stored
    )


def _no_longer_waiting(filled: Filled) -> None:
    """Let go of what a contribution now holds; what came twice at once stays to be forgotten."""
    if not filled.waiting:
        return
    held = WaitingFile.objects.filter(
        file__in=[waiting.file for waiting in filled.waiting], file__attachments__isnull=False
    )
    WaitingFile.objects.filter(pk__in=held.values("pk")).delete()


def _correct_sender(contribution: Contribution, filled: Filled) -> None:
    sender = filled.sender
    correct_contributor(
        contributor=contribution.contributor,
        details=sender.details,
        organisation=organisation_named(
            name=sender.organisation, kind=sender.kind, country=sender.country, place=sender.place
        ),
        kind=sender.kind,
        country=sender.country,
        place=sender.place,
    )
