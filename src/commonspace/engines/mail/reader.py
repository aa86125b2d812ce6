"""The outside of reading mails: asks the confined worker, and believes nothing without a look."""

import binascii
import json
import re
import tempfile
from base64 import b64decode
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from commonspace.engines.extraction.plain import is_clean
from commonspace.engines.mail.bodies import MOST_CHARACTERS, MOST_PARTS
from commonspace.engines.mail.headers import MOST_ADDRESSES, MOST_IDS
from commonspace.engines.mail.message import MOST_BYTES
from commonspace.engines.mail.shapes import (
    Automatic,
    LeftOut,
    Letter,
    Piece,
    Trouble,
    Unread,
)
from commonspace.engines.mail.signatures import MOST_SIGNATURES, Verdict, is_of
from commonspace.engines.mail.worker import LENGTH_DIGITS
from commonspace.engines.sandbox import Bounds, Ending, run_module

_WORKER = "commonspace.engines.mail.worker"
_VERIFIER = "commonspace.engines.mail.verifier"
_KEY = re.compile(r"[a-z0-9][a-z0-9._-]{3,252}")
_STARTING_S = 10
_CPU_A_MAIL_S = 3
_MEMORY = 768 << 20
_TIMES_LARGER = 3
_BESIDE = 4 << 20
_LONGEST = 300
_FAILURES = {
    Ending.TOO_SLOW: Trouble.TOO_SLOW,
    Ending.OUT_OF_MEMORY: Trouble.OUT_OF_MEMORY,
    Ending.DIED: Trouble.BROKEN,
}


def read_letters(mails: Sequence[bytes]) -> list[Letter | Unread]:
    """Read mails in one confined process; if one of them brings it down, the halves apart.

    Returns:
        One letter, or why there is none, for each mail, in order.
    """
    small = [mail for mail in mails if len(mail) <= MOST_BYTES]
    read = iter(_read(small) if small else [])
    return [
        next(read) if len(mail) <= MOST_BYTES else Unread(trouble=Trouble.TOO_LARGE)
        for mail in mails
    ]


def _read(mails: Sequence[bytes]) -> list[Letter | Unread]:
    ending, output = _asked(mails)
    answers = _answers(output, mails) if ending is Ending.DONE else None
    if answers is not None:
        return answers
    if len(mails) > 1:
        middle = len(mails) // 2
        return [*_read(mails[:middle]), *_read(mails[middle:])]
    return [Unread(trouble=_FAILURES.get(ending, Trouble.BROKEN))]


def check_signatures(mails: Sequence[bytes], keys: Sequence[Mapping[str, str]]) -> list[Verdict]:
    """Check mails by the keys of their senders' domains, in one confined process.

    Args:
        mails: Each as it came.
        keys: For each mail, the keys that are known by where they are published.

    Returns:
        A verdict for each mail; all unknown if the process was brought down.
    """
    request = json.dumps([dict(own) for own in keys]).encode()
    ending, output = _asked(mails, module=_VERIFIER, request=request)
    lines = output.decode("ascii", "replace").split() if ending is Ending.DONE else []
    known = {str(one): one for one in Verdict}
    if len(lines) != len(mails) or not set(lines) <= set(known):
        return [Verdict.UNKNOWN] * len(mails)
    return [known[line] for line in lines]


def _asked(
    mails: Sequence[bytes], *, module: str = _WORKER, request: bytes = b""
) -> tuple[Ending, bytes]:
    size = sum(map(len, mails))
    seconds = _STARTING_S + _CPU_A_MAIL_S * len(mails)
    with tempfile.TemporaryDirectory(prefix="mails-") as folder:
        packed = Path(folder, "mails")
        with packed.open("xb") as file:
            for mail in mails:
                file.write(f"{len(mail):0{LENGTH_DIGITS}x}".encode() + mail)
        done = run_module(
            module,
            source=packed,
            request=request,
            bounds=Bounds(cpu_s=seconds, memory_bytes=_MEMORY, wall_s=4 * seconds),
            max_output_bytes=size * _TIMES_LARGER + _BESIDE * len(mails),
        )
    return done.ending, done.output


def _answers(output: bytes, mails: Sequence[bytes]) -> list[Letter | Unread] | None:
    lines = output.split(b"\n")[:-1]
    if len(lines) != len(mails):
        return None
    return [_believed(line, len(mail)) for line, mail in zip(lines, mails, strict=True)]


def _believed(line: bytes, size: int) -> Letter | Unread:
    """Check every claim of a worker that may have been taken over by the mail it read."""
    try:
        said = json.loads(line)
        if "trouble" in said:
            return Unread(trouble=Trouble(said["trouble"]))
        return _letter(said, size)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Unread(trouble=Trouble.BROKEN)


def _letter(said: dict[str, Any], size: int) -> Letter:
    return Letter(
        subject=_line(said["subject"]),
        sender_name=_line(said["sender_name"]),
        sender_address=_line(said["sender_address"]),
        to=_lines(said["to"], MOST_ADDRESSES),
        answers_to=_lines(said["answers_to"], MOST_IDS),
        written=_words(said["written"]),
        left_out=tuple(LeftOut(one) for one in said["left_out"]),
        forwarded_name=_line(said["forwarded_name"]),
        forwarded_address=_line(said["forwarded_address"]),
        files=_pieces(said["files"], size),
        letters=_pieces(said["letters"], size),
        automatic=Automatic(said["automatic"]) if said["automatic"] else "",
        vouched=tuple(_line(one, most=2000) for one in said["vouched"][:5]),
        keys=tuple(_key(one, said["sender_address"]) for one in said["keys"][:MOST_SIGNATURES]),
    )


def _key(said: object, address: object) -> str:
    """Take the name of a key only if it is the sender's domain that publishes it."""
    if not (isinstance(said, str) and isinstance(address, str) and _KEY.fullmatch(said)):
        raise ValueError
    if not is_of(said, address):
        raise ValueError
    return said


def _line(said: object, *, most: int = _LONGEST) -> str:
    if not isinstance(said, str) or "\n" in said or len(said) > most:
        raise ValueError
    return said if is_clean(said) else ""


def _lines(said: object, most: int) -> tuple[str, ...]:
    if not isinstance(said, list) or len(said) > most:
        raise ValueError
    return tuple(_line(one) for one in said)


def _words(said: object) -> str:
    if not isinstance(said, str) or len(said) > MOST_CHARACTERS or not is_clean(said):
        raise ValueError
    return said


def _pieces(said: object, size: int) -> tuple[Piece, ...]:
    if not isinstance(said, list) or len(said) > MOST_PARTS:
        raise ValueError
    pieces = tuple(_piece(one) for one in said)
    if sum(len(piece.content) for piece in pieces) > size * 2 + _BESIDE:
        raise ValueError
    return pieces


def _piece(said: dict[str, Any]) -> Piece:
    try:
        content = b64decode(said["content"], validate=True)
    except binascii.Error as error:
        raise ValueError from error
    return Piece(
        name=_line(said["name"]) or "file",
        media_type=_line(said["media_type"])[:120],
        content=content,
    )
