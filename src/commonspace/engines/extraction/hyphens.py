"""Words broken at the end of a printed line, made whole; hyphens that were meant, kept."""

import re
from collections.abc import Iterable, Iterator

_BROKEN = re.compile(r"([^\W_][\w'’-]*)([-\u2010\u00ad])$")
_FIRST = re.compile(r"[^\W_][\w'’]*")
_WORD = re.compile(r"[^\W_][\w'’]*(?:-[^\W_][\w'’]*)*")
_FINAL = tuple(".!?:;…»”\"')]؟۔।。")
_PREFIXES = (
    "self non co well cross anti ex vice all half semi quasi north south east west socio franco "
    "afro anglo vis celui celle ceux lui elle eux même demi mi sous"
)
_KEEPS = frozenset(_PREFIXES.split())


def join_hyphens(pages: list[list[list[str]]]) -> Iterator[tuple[int, str]]:
    """Return number and text of each page, with broken words made whole.

    Whether a hyphen was meant is asked of the document: if it writes the word whole elsewhere,
    or with the hyphen inside a line, so do we.

    Args:
        pages: For each page its blocks, each a list of lines.
    """
    known = frozenset(
        word.lower()
        for blocks in pages
        for lines in blocks
        for line in lines
        for word in _WORD.findall(line)
    )
    for number, blocks in enumerate(pages, start=1):
        yield number, _joined("\n".join(_mended(lines, known)) for lines in blocks)


def flows_on(before: str, after: str) -> bool:
    """Tell whether a sentence goes on from one block or page to the next."""
    first = after.lstrip()[:1]
    return bool(before) and first.islower() and not before.rstrip().endswith(_FINAL)


def _joined(blocks: Iterable[str]) -> str:
    text = ""
    for block in blocks:
        if text:
            text += "\n" if flows_on(text, block) else "\n\n"
        text += block
    return text


def _mended(lines: list[str], known: frozenset[str]) -> list[str]:
    mended = list(lines)
    for at in range(len(mended) - 1):
        broken = _BROKEN.search(mended[at])
        rest = _FIRST.match(mended[at + 1])
        if broken is None or rest is None:
            continue
        head, hyphen = broken[1], broken[2]
        joint = "-" if _is_meant(head, hyphen, rest[0], known) else ""
        mended[at] = f"{mended[at][: broken.start()]}{head}{joint}{rest[0]}"
        after = mended[at + 1][rest.end() :]
        # Punctuation belongs to the word it follows, wherever that has gone.
        closing = re.match(r"\S*", after)
        kept = closing[0] if closing else ""
        mended[at] += kept
        mended[at + 1] = after[len(kept) :].lstrip()
    return [line for line in mended if line]


def _is_meant(head: str, hyphen: str, rest: str, known: frozenset[str]) -> bool:
    if hyphen == "\u00ad":
        return False
    if not rest[0].islower():
        return True
    whole, parted = f"{head}{rest}".lower(), f"{head}-{rest}".lower()
    if (whole in known) != (parted in known):
        return parted in known
    return "-" in head or head.lower() in _KEEPS
