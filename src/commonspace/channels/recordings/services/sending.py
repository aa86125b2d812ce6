"""From recordings that have arrived to one contribution, once."""

from dataclasses import dataclass
from datetime import datetime

from django.core.files.base import File
from django.db import transaction

from commonspace.channels.recordings.errors import NoRecordingError
from commonspace.channels.recordings.models import Offer, Upload
from commonspace.channels.recordings.services.uploads import (
    HEAD_BYTES,
    first_bytes,
    forget,
    join,
    longest_bytes,
)
from commonspace.consultations.models import Consultation
from commonspace.contributions.choices import Channel
from commonspace.contributions.models import Revision
from commonspace.engines.media import media_type_of
from commonspace.intake.envelopes import AnswerPart, Consent, Envelope, FilePart, Sender
from commonspace.intake.services import Received, receipt_code, receive
from commonspace.people.models import Account
from commonspace.provenance.models import StoredFile
from commonspace.provenance.services import actor_of, record_event, store_bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What somebody recorded, with what they say of it. ``question`` is a primary key."""

    key: str
    sender: Sender
    consent: Consent
    language: str
    question: int | None
    remark: str = ""
    uploads: tuple[Upload, ...] = ()
    files: tuple[File[bytes], ...] = ()
    entered_by: Account | None = None
    on_behalf_of: str = ""


def delivered(key: str) -> Received | None:
    """Return the contribution a form made when it was sent before, if it was."""
    found = (
        Revision.objects.filter(channel=Channel.RECORDING, channel_key=key)
        .select_related("contribution__consultation")
        .first()
    )
    if found is None:
        return None
    contribution = found.contribution
    return Received(contribution=contribution, code=receipt_code(contribution), is_new=False)


def send(*, consultation: Consultation, message: Message, received_at: datetime) -> Received:
    """Take recordings to the door; their pieces are let go only once the contribution is kept.

    Raises:
        NoRecordingError: If one of them is neither sound nor video.
        HalfSentError: If the end of one has not arrived.
        EmptyContributionError: If there is neither a recording nor a word.
    """
    before = delivered(message.key)
    if before:
        return before
    for upload in message.uploads:
        _known(first_bytes(upload))
    stored = [_typed(join(upload=upload), first_bytes(upload)) for upload in message.uploads]
    stored += [_stored(file) for file in message.files]
    received = receive(
        Envelope(
            consultation=consultation,
            channel=Channel.RECORDING,
            key=message.key,
            received_at=received_at,
            sender=message.sender,
            consent=message.consent,
            answers=(AnswerPart(question=message.question, text=message.remark),),
            files=tuple(FilePart(file=file, question=message.question) for file in stored),
            language=message.language,
            entered_by=message.entered_by,
            on_behalf_of=message.on_behalf_of,
        )
    )
    for upload in message.uploads:
        forget(upload=upload)
    return received


@transaction.atomic
def set_offer(*, offer: Offer, by: Account) -> None:
    """Let a call take recordings, or no longer."""
    offer.save()
    record_event(
        actor=actor_of(by), verb="recordings.set-up",
        subject=f"consultation:{offer.consultation_id}", scope=offer.consultation.code,
    )  # fmt: skip


def _stored(file: File[bytes]) -> StoredFile:
    file.seek(0)
    head = file.read(HEAD_BYTES)
    _known(head)
    file.seek(0)
    kept = store_bytes(stream=file, name=file.name or "recording", max_bytes=longest_bytes())  # type: ignore[arg-type]  # reads like a file
    return _typed(kept, head)


def _typed(file: StoredFile, head: bytes) -> StoredFile:
    file.media_type = _known(head)
    file.save(update_fields=["media_type"])
    return file


def _known(head: bytes) -> str:
    media_type = media_type_of(head)
    if not media_type:
        raise NoRecordingError
    return media_type
