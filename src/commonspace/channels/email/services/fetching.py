"""Looking where mails lie: fetch, commit, and only then mark."""

import logging
import mailbox as boxes
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from commonspace.channels.email.choices import CameBy
from commonspace.channels.email.configuration import account_of, shared_account
from commonspace.channels.email.errors import MailboxUnreadableError
from commonspace.channels.email.models import Mailbox
from commonspace.channels.email.services.arriving import Arrival, keep
from commonspace.engines.mail.imap import MailboxError, MailboxTrouble, OpenMailbox, opened
from commonspace.engines.mail.message import MOST_BYTES, MOST_HEAD_BYTES

_TAKEN = "taken"
_SETTLED_AFTER_S = 2

logger = logging.getLogger(__name__)


def fetch_all() -> tuple[int, list[str]]:
    """Fetch from every mailbox and folder; one that fails holds up no other.

    Returns:
        How many mails were new, and the sentence of each mailbox that could not be read.
    """
    new, troubles = 0, []
    for mailbox in [*([_shared_mailbox()] if shared_account() else []), *_own_mailboxes()]:
        try:
            new += fetch(mailbox)
        except MailboxUnreadableError as refusal:
            logger.warning("Mailbox %s could not be read: %s", mailbox.pk, refusal.trouble)
            troubles.append(f"{mailbox.address or 'mailbox of all calls'}: {refusal.message}")
    folder = drop_folder()
    new += fetch_folder(folder) if folder else 0
    return new, troubles


def fetch(mailbox: Mailbox) -> int:
    """Keep every mail of a mailbox that bears no mark, then mark it.

    Killed in between, the next look finds the mail unmarked, knows it, and marks it.

    Returns:
        How many mails were new.

    Raises:
        MailboxUnreadableError: If the mailbox cannot be read. What was kept before stays kept.
    """
    new = 0
    with _opened(mailbox) as box:
        for handful in box.fetched(box.waiting()):
            arrivals = (
                Arrival(
                    content=mail.content, came_by=CameBy.MAILBOX, arrived_at=mail.arrived_at,
                    mailbox=mailbox, is_whole=mail.is_whole,
                )
                for mail in handful
            )  # fmt: skip
            new += len(keep(arrivals))
            box.mark([mail.uid for mail in handful])
    return new


def look_into(mailbox: Mailbox) -> int:
    """Open a mailbox, change nothing, and return how many mails wait in it.

    Raises:
        MailboxUnreadableError: If it cannot be opened, with what to do about it.
    """
    with _opened(mailbox) as box:
        return len(box.waiting())


def fetch_folder(folder: Path) -> int:
    """Keep the mails in a folder's ``.eml`` and ``.mbox`` files, then move the files aside.

    Returns:
        How many mails were new.
    """
    new = 0
    for path in _mail_files(folder):
        new += len(keep(_arrivals_in(path)))
        _move_aside(path)
    return new


def drop_folder() -> Path | None:
    """Return the folder into which other programs drop mails, if the operator named one."""
    return Path(settings.COMMONSPACE_MAIL_FOLDER) if settings.COMMONSPACE_MAIL_FOLDER else None


def something_to_fetch() -> bool:
    """Tell whether there is any place where mails may lie."""
    return bool(shared_account() or drop_folder() or _own_mailboxes().exists())


def _own_mailboxes() -> QuerySet[Mailbox]:
    return Mailbox.objects.exclude(host="").exclude(consultation=None).order_by("pk")


def _shared_mailbox() -> Mailbox:
    """Return the row that keeps how the mailbox of all calls fares."""
    found = Mailbox.objects.filter(consultation=None).order_by("pk").first()
    return found or Mailbox.objects.create(consultation=None)


@contextmanager
def _opened(mailbox: Mailbox) -> Iterator[OpenMailbox]:
    """Open a mailbox for as long as the block lasts, and note how it fared.

    Raises:
        MailboxUnreadableError: If it cannot be opened or read.
    """
    account = account_of(mailbox)
    if account is None:
        raise MailboxUnreadableError(MailboxTrouble.UNREACHABLE)
    try:
        with opened(account) as box:
            yield box
    except MailboxError as error:
        _note(mailbox, trouble=str(error.trouble))
        raise MailboxUnreadableError(str(error.trouble)) from error
    _note(mailbox, trouble="")


def _note(mailbox: Mailbox, *, trouble: str) -> None:
    mailbox.trouble = trouble
    if not trouble:
        mailbox.worked_at = timezone.now()
    mailbox.save(update_fields=["trouble", "worked_at"])


def _mail_files(folder: Path) -> list[Path]:
    """Return the mail files of a folder that nobody is still writing, oldest first."""
    before = timezone.now().timestamp() - _SETTLED_AFTER_S
    found = [
        path
        for path in (folder.iterdir() if folder.is_dir() else ())
        if path.suffix.lower() in {".eml", ".mbox"} and path.is_file() and not path.is_symlink()
    ]
    return sorted((path for path in found if path.stat().st_mtime <= before), key=_age)


def _age(path: Path) -> tuple[float, str]:
    return path.stat().st_mtime, path.name


def _arrivals_in(path: Path) -> Iterator[Arrival]:
    at = datetime.fromtimestamp(path.stat().st_mtime, tz=UTC)
    for content in _mails_in(path):
        is_whole = len(content) <= MOST_BYTES
        yield Arrival(
            content=content if is_whole else content[:MOST_HEAD_BYTES],
            came_by=CameBy.FOLDER, arrived_at=at, is_whole=is_whole,
        )  # fmt: skip


def _mails_in(path: Path) -> Iterator[bytes]:
    if path.suffix.lower() == ".eml":
        yield path.read_bytes()
        return
    box = boxes.mbox(path, create=False)
    try:
        for key in box.keys():  # noqa: SIM118  # a mailbox is no mapping
            yield box.get_bytes(key)
    finally:
        box.close()


def _move_aside(path: Path) -> None:
    aside = path.parent / _TAKEN
    aside.mkdir(exist_ok=True, mode=0o700)
    goal, number = aside / path.name, 1
    while goal.exists():
        number += 1
        goal = aside / f"{path.stem}-{number}{path.suffix}"
    path.rename(goal)
