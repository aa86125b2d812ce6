"""Codes people can say aloud, copy from paper and mistype without harm."""

import hmac
from hashlib import sha256

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUP = 4
BODY = 11

_READS_AS = str.maketrans({"0": "Q", "O": "Q", "1": "J", "I": "J", "L": "J", "U": "V"})


def check_character(body: str) -> str:
    """Return the character that makes any single slip or swap of neighbours visible.

    Luhn mod N over ``ALPHABET`` (ISO/IEC 7812-1, annex B, generalised to base N).
    """
    base = len(ALPHABET)
    total, factor = 0, 2
    for character in reversed(body):
        addend = factor * ALPHABET.index(character)
        total += addend // base + addend % base
        factor = 3 - factor
    return ALPHABET[-total % base]


def code_from(secret: bytes, label: str) -> str:
    """Return the code that ``secret`` always gives for ``label``: 11 characters and a check.

    Eleven characters of a 30-letter alphabet hold 53 bits: too many to try, and the same
    code can be shown again when a browser repeats itself, without ever being stored.
    """
    number = int.from_bytes(hmac.new(secret, label.encode(), sha256).digest(), "big")
    body = ""
    for _place in range(BODY):
        number, letter = divmod(number, len(ALPHABET))
        body += ALPHABET[letter]
    return body + check_character(body)


def spelled(code: str) -> str:
    """Return ``code`` in groups of four, as it is shown and said."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def normalised(typed: str) -> str:
    """Return what somebody meant: upper case, no spaces or hyphens, look-alikes mended."""
    kept = "".join(character for character in typed.upper() if character.isalnum())
    return kept.translate(_READS_AS)


def is_well_formed(code: str) -> bool:
    """Tell a slip of the finger from a code that was never given."""
    return (
        len(code) == BODY + 1
        and all(character in ALPHABET for character in code)
        and check_character(code[:BODY]) == code[BODY]
    )
