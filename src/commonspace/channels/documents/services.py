"""Putting documents in: keep the bytes first, then take each document to the door."""

import zipfile
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.db import transaction

from commonspace.channels.documents.choices import Fate
from commonspace.channels.documents.models import Bundle, BundleItem
from commonspace.consultations.models import Consultation
from commonspace.contributions.choices import Channel
from commonspace.engines.archives import Entry, open_archive
from commonspace.engines.blobs import TooLargeError
from commonspace.engines.extraction import Reason, UnreadableError
from commonspace.intake.envelopes import Consent, Envelope, FilePart, Sender
from commonspace.intake.services import receive
from commonspace.people.models import Account, Contributor, Organisation
from commonspace.people.services import organisation_named
from commonspace.provenance.models import Outcome, Run, StoredFile
from commonspace.provenance.services import (
    actor_of,
    forget_bytes,
    open_run,
    record_event,
    report_progress,
    running,
    store_bytes,
)
from commonspace.provenance.store import blob_store

KIND = "documents"
UNPACKING, TAKING_IN = "unpacking", "taking in"
LARGEST_DOCUMENT = 100 << 20
LARGEST_ARCHIVE = 1 << 30
_OFFICE_STARTS = ("[Content_Types].xml", "mimetype", "_rels/")

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Whose documents they are and on which terms they were given, as staff state it.

    Attributes:
        received_at: ISO 8601 instant at which the documents reached the secretariat.
        copies: How many identical letters each document stands for, as declared.
        language: Empty to find it out from the words.
        consent_by: A value of ``contributions.choices.ConsentBy``.
    """

    organisation: str
    kind: str
    country: str
    language: str
    attribution: str
    may_publish: bool
    consent_by: str
    received_at: str
    copies: int = 1


def put_in(
    *,
    consultation: Consultation,
    terms: Terms,
    files: Iterable[tuple[str, BinaryIO]],
    by: Account | None,
) -> Bundle:
    """Keep files on disk as one bundle; nothing is opened or read yet.

    A file that is empty or too large is noted with its reason and costs no other its place.
    """
    kept = [_kept(name, stream) for name, stream in files]
    with transaction.atomic():
        run = open_run(kind=KIND, started_by=actor_of(by), consultation=consultation.code)
        bundle = Bundle.objects.create(
            consultation=consultation, run=run, given_by=by, terms=asdict(terms)
        )
        for item in kept:
            item.bundle = bundle
            item.save()
        record_event(
            actor=actor_of(by), verb="documents.put-in",
            subject=f"bundle:{bundle.pk}", scope=consultation.code,
        )  # fmt: skip
    return bundle


def take_in(bundle: Bundle, *, progress: Progress | None = None) -> None:
    """Open the archives of a bundle and make one contribution of each document.

    Safe to run again after a stop: what is taken in stays taken in, once.

    Args:
        bundle: What staff put in.
        progress: Called with the stage, how many files are done and of how many.
    """
    run = bundle.run
    if run.outcome == Outcome.DONE:
        return

    def tell(stage: str, done: int, total: int) -> None:
        report_progress(run, stage, done, total)
        if progress:
            progress(stage, done, total)

    with running(run):
        for archive in [item for item in _waiting(bundle) if _is_archive(item)]:
            _open(archive, tell)
        _take_all(bundle, tell)
        _count(bundle, run)


def _kept(name: str, stream: BinaryIO) -> BundleItem:
    limit = LARGEST_ARCHIVE if name.lower().endswith(".zip") else LARGEST_DOCUMENT
    try:
        return _item(name, store_bytes(stream=stream, name=name, max_bytes=limit))
    except TooLargeError:
        return BundleItem(name=name[-500:], fate=Fate.NOT_TAKEN, reason=Reason.TOO_LARGE)


def _item(name: str, file: StoredFile) -> BundleItem:
    if file.size_bytes:
        return BundleItem(name=name[-500:], file=file)
    forget_bytes(file=file)
    return BundleItem(name=name[-500:], fate=Fate.NOT_TAKEN, reason=Reason.EMPTY_FILE)


def _waiting(bundle: Bundle) -> list[BundleItem]:
    return list(bundle.items.filter(fate=Fate.WAITING).select_related("file"))


def _is_archive(item: BundleItem) -> bool:
    """Tell an archive of documents from one document; an office document is packed the same way."""
    if item.inside_id or item.file is None or not item.name.lower().endswith(".zip"):
        return False
    with blob_store().as_file(item.file.blob) as path:
        return not _is_office(path)


def _is_office(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as packed:
            names = packed.namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return False
    return bool(names) and names[0].startswith(_OFFICE_STARTS)


def _open(archive: BundleItem, tell: Progress) -> None:
    """Keep each entry of an archive as a file of its own, and note those that cannot be kept."""
    _forget_entries(archive)
    assert archive.file is not None  # noqa: S101  # only kept files are opened
    count = 0
    try:
        with blob_store().as_file(archive.file.blob) as path:
            for entry in open_archive(path):
                _entry_item(archive, entry).save()
                count += 1
                tell(UNPACKING, count, 0)
    except UnreadableError as refusal:
        archive.fate, archive.reason = Fate.NOT_TAKEN, refusal.reason
    else:
        archive.fate = Fate.OPENED if count else Fate.NOT_TAKEN
        archive.reason = "" if count else Reason.EMPTY_FILE
    archive.save(update_fields=["fate", "reason"])


def _entry_item(archive: BundleItem, entry: Entry | UnreadableError) -> BundleItem:
    if isinstance(entry, Entry):
        try:
            item = _kept(entry.name, entry.stream)
        except UnreadableError as trouble:
            item = BundleItem(name=entry.name, fate=Fate.NOT_TAKEN, reason=trouble.reason)
    else:
        item = BundleItem(name=entry.where[-500:], fate=Fate.NOT_TAKEN, reason=entry.reason)
    item.bundle_id, item.inside = archive.bundle_id, archive
    return item


def _forget_entries(archive: BundleItem) -> None:
    """Drop the entries of an earlier try that was stopped half way."""
    for entry in archive.entries.select_related("file"):
        file = entry.file
        entry.delete()
        if file:
            forget_bytes(file=file)


def _take_all(bundle: Bundle, tell: Progress) -> None:
    terms = Terms(**bundle.terms)
    organisation = organisation_named(
        name=terms.organisation, kind=terms.kind, country=terms.country
    )
    if organisation is None:
        raise ValueError(terms.organisation)
    speaker = _speaker_for(bundle.consultation, organisation)
    items = _waiting(bundle)
    tell(TAKING_IN, 0, len(items))
    for number, item in enumerate(items, start=1):
        speaker = _take(item, bundle, terms, organisation, speaker)
        tell(TAKING_IN, number, len(items))


def _speaker_for(consultation: Consultation, organisation: Organisation) -> Contributor | None:
    """Return the contributor for whom documents of an organisation count, if there is one yet.

    All its documents are one contributor's, so that ten papers are never ten voices. Persons
    who wrote on its behalf by other ways are contributors of their own.
    """
    return (
        Contributor.objects.filter(
            organisation=organisation,
            identity=None,
            contributions__consultation=consultation,
            contributions__channel=Channel.DOCUMENT,
        )
        .order_by("contributions__reference")
        .first()
    )


def _take(
    item: BundleItem,
    bundle: Bundle,
    terms: Terms,
    organisation: Organisation,
    speaker: Contributor | None,
) -> Contributor:
    assert item.file is not None  # noqa: S101  # only kept files wait
    received = receive(
        Envelope(
            consultation=bundle.consultation,
            channel=Channel.DOCUMENT,
            key=f"{bundle.consultation_id}:{organisation.pk}:{item.file.sha256}",
            received_at=datetime.fromisoformat(terms.received_at),
            sender=Sender(
                organisation=terms.organisation, kind=terms.kind, country=terms.country,
                contributor=speaker,
            ),
            consent=Consent(
                attribution=terms.attribution, may_publish=terms.may_publish, by=terms.consent_by
            ),
            files=(FilePart(file=item.file, title=Path(item.name).stem[:300]),),
            language=terms.language,
            entered_by=bundle.given_by,
            copies=terms.copies,
        )
    )  # fmt: skip
    contribution = received.contribution
    is_ours = contribution.attachments.filter(file=item.file).exists()
    spare = None if is_ours else item.file
    item.contribution = contribution
    item.fate = Fate.TAKEN_IN if is_ours else Fate.ALREADY_HERE
    item.file = item.file if is_ours else None
    item.save(update_fields=["contribution", "fate", "file"])
    if spare:
        forget_bytes(file=spare)
    return speaker or contribution.contributor


def _count(bundle: Bundle, run: Run) -> None:
    """Write into the run how many files came, became contributions, and did not."""
    fates = list(bundle.items.exclude(fate=Fate.OPENED).values_list("fate", flat=True))
    run.counts_in = len(fates)
    run.counts_out = fates.count(Fate.TAKEN_IN)
    run.counts_unprocessed = run.counts_in - run.counts_out
