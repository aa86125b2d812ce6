"""The confined program that checks signatures: mails in a file, their keys on standard input."""

import json
import signal
import sys
from pathlib import Path

from commonspace.engines.mail.signatures import Verdict, verdict_of
from commonspace.engines.mail.worker import SECONDS_A_MAIL, TooSlowError, mails_in, too_slow

_STRANGE = (ValueError, LookupError, TypeError, AttributeError, AssertionError, OverflowError, ArithmeticError)  # fmt: skip


def main() -> None:
    """Print a verdict for each mail, a line each."""
    signal.signal(signal.SIGPROF, too_slow)
    keys = json.loads(sys.stdin.buffer.read())
    for content, own in zip(mails_in(Path(sys.argv[1]).read_bytes()), keys, strict=True):
        print(_verdict(content, own), flush=True)  # noqa: T201  # this is how it answers


def _verdict(content: bytes, keys: dict[str, str]) -> Verdict:
    signal.setitimer(signal.ITIMER_PROF, SECONDS_A_MAIL)
    try:
        return verdict_of(content, keys)
    except (TooSlowError, MemoryError, RecursionError, *_STRANGE):
        return Verdict.UNKNOWN
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


if __name__ == "__main__":
    main()
