"""Links in a text, and those whose address was lost on the way to us."""

import re

from commonspace.analysis.reading.addresses import addresses
from commonspace.analysis.reading.blocks import Block
from commonspace.analysis.reading.model import Doubt, Link, Span
from commonspace.analysis.reading.plain import plain

_MARKDOWN = re.compile(r"\[((?:\\.|[^\[\]\n\\]){1,300})\]\(([^()\s]{0,1000})\)")
_MISSING = re.compile(
    r"\b(?:e-?mail|contact|write|send(?:ing)?|reach|call)\b[^.?!\n]{0,200}?\b(?:at|to|on)"
    r"(?=\s*(?:,|$))",
    re.IGNORECASE,
)
_LOST = frozenset({"", "#"})
_LOOK = 100_000


def read_links(text: str, blocks: list[Block]) -> tuple[Link, ...]:
    """Return every link: Markdown ones from the original, plain addresses as mended."""
    found = [
        Link(
            text=plain(match[1]),
            url="" if match[2] in _LOST else match[2],
            lost=match[2] in _LOST,
            spans=(Span(match.start(), match.end()),),
        )
        for match in _MARKDOWN.finditer(text)
    ]
    known = {link.url for link in found}
    found += [
        Link(text=url, url=url, lost=False, spans=block.spans)
        for block in blocks
        for url in addresses(plain(block.text))
        if url not in known
    ]
    return tuple(sorted(found, key=lambda link: link.spans[0].start if link.spans else 0))


def missing_addresses(blocks: list[Block]) -> list[Doubt]:
    """Return the places where a text says "write to" and then gives no address."""
    return [
        Doubt(kind="missing address", text=block.text[:300], spans=block.spans)
        for block in blocks
        if len(block.text) < _LOOK and _MISSING.search(plain(block.text))
    ]
