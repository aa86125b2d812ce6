"""Writing down what machines and people did."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from typing import BinaryIO, Protocol

from django.db import connection, transaction
from django.db.models import Exists, ManyToOneRel, OuterRef
from django.utils import timezone

from commonspace.provenance.models import Event, Outcome, Run, StoredFile
from commonspace.provenance.store import blob_store

FIRST = "0" * 64
_CHAIN_LOCK = 0x436861696E
"""The number under which PostgreSQL knows the turn to write an event."""

FAMILIAR = 10
"""How many known files there must be for each unknown one, for the unknown to be a crash's."""


class Person(Protocol):
    """Anybody with a primary key: an account."""

    @property
    def pk(self) -> object:
        """Return the key the log names them by."""


def actor_of(by: Person | None) -> str:
    """Return how the log names a person: by account number, never by name."""
    return f"account:{by.pk}" if by is not None and by.pk else "visitor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What one line of the event log says.

    Attributes:
        actor: ``account:7``, ``run:<uuid>``, ``visitor`` or ``receipt``.
        verb: What was done, such as ``contribution.received``.
        subject: Which thing, as ``kind:id``. Never its content.
        scope: Code of the consultation it belongs to, if any.
    """

    actor: str
    verb: str
    subject: str
    scope: str = ""


def record_event(*, actor: str, verb: str, subject: str, scope: str = "") -> Event:
    """Append one line to the event log; see ``Line`` for what it says."""
    line = Line(actor=actor, verb=verb, subject=subject, scope=scope)
    return record_events([line])[0]


@transaction.atomic(savepoint=False)
def record_events(lines: Iterable[Line]) -> list[Event]:
    """Append lines to the event log, in as many queries as one."""
    _wait_for_turn()
    last = Event.objects.order_by("-id")
    previous = last.values_list("digest", flat=True).first() or FIRST
    events = []
    for line in lines:
        event = _event(line, previous)
        previous = event.digest
        events.append(event)
    return Event.objects.bulk_create(events)


def _event(line: Line, previous: str) -> Event:
    at = timezone.now()
    said = [previous, at.isoformat(), line.actor, line.verb, line.subject, line.scope]
    return Event(
        at=at,
        actor=line.actor,
        verb=line.verb,
        subject=line.subject,
        scope=line.scope,
        previous=previous,
        digest=sha256("\n".join(said).encode()).hexdigest(),
    )


def _wait_for_turn() -> None:
    """Hold everybody else off the end of the chain until this transaction is over.

    A lock on the last row would not do: who waits for it reads that row, not the one that was
    added meanwhile. SQLite lets one transaction write at a time anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CHAIN_LOCK])


def store_bytes(*, stream: BinaryIO, name: str, max_bytes: int) -> StoredFile:
    """Keep what somebody gave us, exactly, on disk before anything else happens to it.

    Raises:
        TooLargeError: If more than ``max_bytes`` come.
    """
    blob = blob_store().put(stream, max_bytes=max_bytes)
    return StoredFile.objects.create(
        blob=blob.id, name=name[-255:], sha256=blob.sha256, size_bytes=blob.size
    )


def forget_bytes(*, file: StoredFile) -> None:
    """Delete a stored file, first its row, then its bytes.

    Raises:
        ProtectedError: If something still refers to it; nothing is deleted then.
    """
    blob = file.blob
    file.delete()
    transaction.on_commit(lambda: blob_store().delete(blob))


def forget_unowned(*, older_than: timedelta) -> int:
    """Delete what a crash left: stored files that nothing refers to, and bytes without a row.

    Bytes are left alone where they are many beside those that are known: then the database is
    not the one these files belong to.

    Returns:
        How many were deleted.
    """
    before = timezone.now() - older_than
    unowned = StoredFile.objects.filter(created_at__lt=before)
    for relation in StoredFile._meta.get_fields(include_hidden=True):  # noqa: SLF001  # as Django documents it
        if isinstance(relation, ManyToOneRel):
            owners = relation.related_model._base_manager  # noqa: SLF001  # as Django documents it
            unowned = unowned.exclude(
                Exists(owners.filter(**{relation.field.name: OuterRef("pk")}))
            )
    gone = 0
    for file in unowned:
        with transaction.atomic():
            forget_bytes(file=file)
        gone += 1
    known = set(StoredFile.objects.values_list("blob", flat=True))
    strangers = sum(blob not in known for blob in blob_store().ids())
    if strangers * FAMILIAR <= len(known):
        gone += blob_store().discard_unknown(known, older_than_s=older_than.total_seconds())
    return gone


def open_run(*, kind: str, started_by: str = "", **parameters: object) -> Run:
    """Write down that a machine step is asked for; it waits until a worker takes it."""
    return Run.objects.create(kind=kind, started_by=started_by, parameters=parameters)


@contextmanager
def running(run: Run) -> Iterator[Run]:
    """Mark a run as started, and as done or stopped when the block is left.

    The block sets counts, tool and version on the run; an error is recorded and raised on.
    """
    run.outcome, run.started_at = Outcome.RUNNING, timezone.now()
    run.save(update_fields=["outcome", "started_at"])
    try:
        yield run
    except BaseException as error:
        run.outcome, run.message = Outcome.FAILED, str(error)
        raise
    else:
        run.outcome = Outcome.DONE
    finally:
        run.ended_at = timezone.now()
        run.save()


def report_progress(run: Run, stage: str, done: int, total: int) -> None:
    """Let whoever waits see how far a run has come."""
    run.stage, run.done, run.total = stage, done, total
    run.save(update_fields=["stage", "done", "total"])
