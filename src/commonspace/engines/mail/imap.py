"""Fetching mails by IMAP: raw bytes out, a mark in, nothing opened and nothing deleted."""

import ssl
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from django.utils import timezone
from imapclient import IMAPClient
from imapclient.exceptions import IMAPClientError, LoginError

from commonspace.engines.mail.message import MOST_BYTES

KEPT = b"$CommonspaceKept"
_INSTEAD = b"\\Flagged"
_ANY_FLAG = b"\\*"
_MOST_AT_ONCE = 50
_MOST_BYTES_AT_ONCE = 24 << 20
_TIMEOUT_S = 30
_HEAD, _WHOLE = "BODY.PEEK[HEADER]", "BODY.PEEK[]"


class Security(StrEnum):
    """How the line to a mail server is protected."""

    TLS = "tls"
    STARTTLS = "starttls"
    PLAIN = "plain"


class MailboxTrouble(StrEnum):
    """Why a mailbox could not be read just now."""

    UNREACHABLE = "unreachable"
    UNTRUSTED = "untrusted"
    REFUSED = "refused"
    NO_FOLDER = "no-folder"
    BROKE_OFF = "broke-off"


class MailboxError(Exception):
    """Raised when a mailbox cannot be read; nothing in it was changed."""

    def __init__(self, trouble: MailboxTrouble) -> None:
        super().__init__(trouble)
        self.trouble = trouble


@dataclass(frozen=True, slots=True, kw_only=True)
class MailAccount:
    """Where a mailbox is and how to get in."""

    host: str
    port: int
    security: str
    user: str
    password: str
    folder: str = "INBOX"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """One mail as the server holds it. Of one that is too large, ``content`` is the head alone."""

    uid: int
    content: bytes
    arrived_at: datetime
    is_whole: bool


class OpenMailbox:
    """A folder that is open for reading. What was kept is marked, never moved or deleted."""

    def __init__(self, client: IMAPClient, permitted: Sequence[bytes]) -> None:
        self._client = client
        self._mark = KEPT if _ANY_FLAG in permitted or KEPT in permitted else _INSTEAD

    def waiting(self) -> list[int]:
        """Return the ids of mails that bear no mark yet, oldest first."""
        unmarked = (b"UNKEYWORD", KEPT) if self._mark == KEPT else (b"UNFLAGGED",)
        return sorted(self._client.search([b"UNDELETED", *unmarked]))

    def fetched(self, uids: Sequence[int]) -> Iterator[list[Fetched]]:
        """Yield mails in handfuls that fit into memory."""
        sizes = {
            uid: int(found[b"RFC822.SIZE"])
            for start in range(0, len(uids), 500)
            for uid, found in self._client.fetch(uids[start : start + 500], ["RFC822.SIZE"]).items()
        }
        large = [uid for uid in uids if sizes.get(uid, 0) > MOST_BYTES]
        for handful in _handfuls([uid for uid in uids if uid not in set(large)], sizes):
            yield self._fetch(handful, _WHOLE)
        for uid in large:
            yield self._fetch([uid], _HEAD)

    def mark(self, uids: Sequence[int]) -> None:
        """Mark mails as kept, so that the next look passes them by."""
        self._client.add_flags(uids, [self._mark], silent=True)

    def _fetch(self, uids: Sequence[int], part: str) -> list[Fetched]:
        found = self._client.fetch(uids, [part, "INTERNALDATE"])
        key = part.replace(".PEEK", "").encode()
        return [
            Fetched(
                uid=uid,
                content=found[uid].get(key) or b"",
                arrived_at=_aware(found[uid].get(b"INTERNALDATE")),
                is_whole=part == _WHOLE,
            )
            for uid in uids
            if uid in found
        ]


@contextmanager
def opened(account: MailAccount) -> Iterator[OpenMailbox]:
    """Open a mailbox for as long as the block lasts.

    Raises:
        MailboxError: If it cannot be reached, entered or read; with a reason from a closed list,
            never with what the other side said.
    """
    try:
        with _connected(account) as client:
            yield _entered(client, account)
    except ssl.SSLError as error:
        raise MailboxError(MailboxTrouble.UNTRUSTED) from error
    except LoginError as error:
        raise MailboxError(MailboxTrouble.REFUSED) from error
    except (IMAPClientError, EOFError) as error:
        raise MailboxError(MailboxTrouble.BROKE_OFF) from error
    except OSError as error:
        raise MailboxError(MailboxTrouble.UNREACHABLE) from error


def _connected(account: MailAccount) -> IMAPClient:
    client = IMAPClient(
        account.host,
        port=account.port,
        ssl=account.security == Security.TLS,
        ssl_context=ssl.create_default_context() if account.security == Security.TLS else None,
        timeout=_TIMEOUT_S,
    )
    client.normalise_times = False
    return client


def _entered(client: IMAPClient, account: MailAccount) -> OpenMailbox:
    if account.security == Security.STARTTLS:
        client.starttls(ssl_context=ssl.create_default_context())
    client.login(account.user, account.password)
    try:
        state = client.select_folder(account.folder)
    except IMAPClientError as error:
        raise MailboxError(MailboxTrouble.NO_FOLDER) from error
    return OpenMailbox(client, tuple(state.get(b"PERMANENTFLAGS", ())))


def _handfuls(uids: Sequence[int], sizes: dict[int, int]) -> Iterator[list[int]]:
    handful: list[int] = []
    weight = 0
    for uid in uids:
        size = sizes.get(uid, 0)
        if handful and (len(handful) >= _MOST_AT_ONCE or weight + size > _MOST_BYTES_AT_ONCE):
            yield handful
            handful, weight = [], 0
        handful.append(uid)
        weight += size
    if handful:
        yield handful


def _aware(said: datetime | None) -> datetime:
    at = said or timezone.now()
    return at if at.tzinfo else at.replace(tzinfo=UTC)
