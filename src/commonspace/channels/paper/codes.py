"""The code of a sheet: in letters for people, in QR codes for machines.

Eight characters of the alphabet that receipts use too, the last one a check. Receipts have twelve,
so nobody takes one for the other. A code leads to a sheet of paper and opens nothing.
"""

import re
import secrets
from dataclasses import dataclass
from typing import Final

from commonspace.kernel.codes import ALPHABET, check_character, normalised, spelled

BODY: Final = 7
CORNERS: Final = "AB"
"""The code at the top of a page, and the one at its foot."""
_PAYLOAD = re.compile(rf"CSP/([0-9A-Z]{{8}})/(\d{{1,2}})([{CORNERS}])")


@dataclass(frozen=True, slots=True)
class Mark:
    """What one QR code says: which sheet, which page of it, which of the two places on the page."""

    code: str
    page: int
    corner: int


def new_code() -> str:
    """Return a code nobody can guess from another one."""
    body = "".join(secrets.choice(ALPHABET) for _place in range(BODY))
    return body + check_character(body)


def is_sheet_code(code: str) -> bool:
    """Tell a slip of the finger from a code that may have been printed."""
    return (
        len(code) == BODY + 1
        and all(character in ALPHABET for character in code)
        and check_character(code[:BODY]) == code[BODY]
    )


def typed_code(typed: str) -> str:
    """Return the code somebody typed from paper, empty if there is a slip in it."""
    code = normalised(typed)
    return code if is_sheet_code(code) else ""


def letters(code: str) -> str:
    """Return a code in groups of four, as it stands on the paper."""
    return spelled(code)


def payload(code: str, page: int, corner: int) -> str:
    """Return what a QR code says; short, and in capitals, so that its squares are large."""
    return f"CSP/{code}/{page}{CORNERS[corner]}"


def from_payload(said: str) -> Mark | None:
    """Return what a QR code speaks of, ``None`` if it is not one of ours."""
    found = _PAYLOAD.fullmatch(said)
    if not found or not is_sheet_code(found[1]):
        return None
    return Mark(code=found[1], page=int(found[2]), corner=CORNERS.index(found[3]))
