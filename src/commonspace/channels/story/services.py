"""Offering the form, reading filled files, taking stories to the door."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from django.db import transaction
from django.utils import timezone

from commonspace.channels.story.choices import Part
from commonspace.channels.story.defaults import FIELDS
from commonspace.channels.story.errors import NotThisFormError
from commonspace.channels.story.models import Story, StoryField, StoryForm, WaitingStory
from commonspace.channels.story.queries import form_of, recognise
from commonspace.consultations.models import Consultation
from commonspace.contributions.choices import Channel
from commonspace.engines.extraction import Limits, extract
from commonspace.intake.envelopes import AnswerPart, Consent, Envelope, FilePart, Sender
from commonspace.intake.services import Received, receive
from commonspace.people.models import Account
from commonspace.provenance.models import StoredFile
from commonspace.provenance.services import actor_of, forget_bytes, record_event, store_bytes
from commonspace.provenance.store import blob_store
from commonspace.sharing.filled import Filled

LARGEST_FORM = 20 << 20
WAITS = timedelta(days=1)
LIMITS = Limits(max_file_bytes=LARGEST_FORM, max_pages=20, max_ocr_pages=6, cpu_s=40, wall_s=50)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One field of a story with what was written in it."""

    part: str
    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A story that is ready to be sent. ``question`` is a primary key."""

    key: str
    told: tuple[Told, ...]
    sender: Sender
    consent: Consent
    language: str
    may_be_case: bool
    question: int | None = None
    file: StoredFile | None = None


@transaction.atomic
def start_form(*, consultation: Consultation) -> StoryForm:
    """Return the form of a consultation; make it, with the fields everybody starts with, if there is none."""
    form = form_of(consultation)
    if form.pk is None:
        form.save()
        StoryField.objects.bulk_create(
            StoryField(
                form=form, part=one.part, rows=one.rows, is_needed=one.is_needed, position=position
            )
            for position, one in enumerate(FIELDS, start=1)
        )
    return form


@transaction.atomic
def offer(*, form: StoryForm, by: Account) -> None:
    """Keep whether and how stories are asked for."""
    form.save()
    record_event(
        actor=actor_of(by), verb="story-form.set-up",
        subject=f"consultation:{form.consultation_id}", scope=form.consultation.code,
    )  # fmt: skip


@transaction.atomic
def move(*, field: StoryField, up: bool) -> None:
    """Put a field one place up or down."""
    fields = list(field.form.fields.all())
    here = fields.index(field)
    there = here - 1 if up else here + 1
    if 0 <= there < len(fields):
        fields[here], fields[there] = fields[there], fields[here]
    for position, one in enumerate(fields, start=1):
        one.position = position
    StoryField.objects.bulk_update(fields, ["position"])


def keep_file(*, stream: BinaryIO, name: str) -> StoredFile:
    """Keep a filled file on disk before anything else happens to it.

    Raises:
        TooLargeError: If it is larger than a form can be.
    """
    stored = store_bytes(stream=stream, name=name, max_bytes=LARGEST_FORM)
    WaitingStory.objects.create(file=stored)
    return stored


def read_file(*, consultation: Consultation, file: StoredFile) -> Filled:
    """Read a kept file back as fields, in a confined process.

    Raises:
        UnreadableError: If the file gives no text.
        NotThisFormError: If it is not the story form of this consultation.
    """
    with TemporaryDirectory(prefix="story-") as folder:
        path = Path(folder) / "form"
        with blob_store().open(file.blob) as stream, path.open("wb") as copy:
            while piece := stream.read(1 << 16):
                copy.write(piece)
        extraction = extract(path, name=file.name, limits=LIMITS)
    filled = recognise(consultation, extraction.text)
    if filled is None:
        raise NotThisFormError
    return filled


def waiting_file(pk: str) -> StoredFile | None:
    """Return a kept file whose form was not sent yet."""
    waiting = WaitingStory.objects.filter(file__pk=pk).select_related("file").first()
    return waiting.file if waiting else None


def tell(
    *,
    consultation: Consultation,
    telling: Telling,
    received_at: datetime,
    by: Account | None = None,
) -> Received:
    """Take a story to the door, once, and keep its fields beside it.

    Raises:
        CommonspaceError: What the door refuses.
    """
    with transaction.atomic():
        received = receive(
            Envelope(
                consultation=consultation,
                channel=Channel.STORY,
                key=f"story:{telling.key}",
                received_at=received_at,
                sender=telling.sender,
                consent=telling.consent,
                answers=(AnswerPart(question=telling.question, text=whole(telling.told)),),
                files=(FilePart(file=telling.file, is_form=True),) if telling.file else (),
                language=telling.language,
                entered_by=by,
            )
        )
        if received.is_new:
            Story.objects.create(
                contribution=received.contribution,
                told=[
                    {"part": one.part, "label": one.label, "text": one.text} for one in telling.told
                ],
                may_be_case=telling.may_be_case,
            )
            WaitingStory.objects.filter(file=telling.file).delete()
    return received


def whole(told: Sequence[Told]) -> str:
    """Return a story as one text: the title, then short fields with their labels, then the telling."""
    paragraphs = []
    for one in told:
        bare = one.part in {Part.TITLE, Part.DONE, Part.OUTCOME, Part.LESSONS}
        if one.text.strip():
            paragraphs.append(one.text.strip() if bare else f"{one.label} {one.text.strip()}")
    return "\n\n".join(paragraphs)


def forget_waiting_files() -> int:
    """Delete filled files that were read and never sent, a day after they came."""
    forgotten = 0
    for waiting in WaitingStory.objects.filter(kept_at__lt=timezone.now() - WAITS):
        file = waiting.file
        waiting.delete()
        if not file.attachments.exists():
            forget_bytes(file=file)
            forgotten += 1
    return forgotten
