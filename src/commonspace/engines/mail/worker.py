"""The confined program: reads a handful of hostile mails, answers with a line of JSON for each.

Its file holds the mails one after the other, each after its length in eight digits of hexadecimal.
"""

import json
import signal
import sys
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import asdict
from email.errors import MessageError
from pathlib import Path
from typing import Any

from commonspace.engines.mail.message import read_letter
from commonspace.engines.mail.shapes import Trouble, UnreadError

SECONDS_A_MAIL = 2.0
LENGTH_DIGITS = 8
_STRANGE = (
    ValueError, LookupError, TypeError, AttributeError, AssertionError, MessageError, OverflowError,
    NotImplementedError,
)  # fmt: skip


class TooSlowError(Exception):
    """A mail has had its share of the processor."""


def main() -> None:
    """Read the mails in the file named, and print what each holds."""
    signal.signal(signal.SIGPROF, too_slow)
    for content in mails_in(Path(sys.argv[1]).read_bytes()):
        sys.stdout.write(json.dumps(answer(content)) + "\n")
        sys.stdout.flush()


def mails_in(packed: bytes) -> Iterator[bytes]:
    """Yield the mails of a file in their order."""
    start = 0
    while start < len(packed):
        length = int(packed[start : start + LENGTH_DIGITS], 16)
        start += LENGTH_DIGITS
        yield packed[start : start + length]
        start += length


def answer(content: bytes) -> dict[str, Any]:
    """Return what a mail holds as values that JSON knows, or why it holds nothing."""
    try:
        return _within_its_share(content)
    except UnreadError as unread:
        trouble = unread.trouble
    except RecursionError:
        trouble = Trouble.TOO_DEEP
    except MemoryError:
        trouble = Trouble.OUT_OF_MEMORY
    except TooSlowError:
        trouble = Trouble.TOO_SLOW
    except _STRANGE:
        trouble = Trouble.BROKEN
    return {"trouble": trouble}


def _within_its_share(content: bytes) -> dict[str, Any]:
    signal.setitimer(signal.ITIMER_PROF, SECONDS_A_MAIL)
    try:
        return _plain(content)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _plain(content: bytes) -> dict[str, Any]:
    letter = asdict(read_letter(content))
    for name in ("files", "letters"):
        letter[name] = [
            {**piece, "content": b64encode(piece["content"]).decode()} for piece in letter[name]
        ]
    return letter


def too_slow(_signal: int, _frame: object) -> None:
    """End the work on a mail that has had its share."""
    raise TooSlowError


if __name__ == "__main__":
    main()
