"""What editors type, as blocks: paragraphs, lists, addresses, footnotes.

An empty line parts paragraphs; lines that begin with "- " make a list; an address of the web
becomes a link; words between "[[" and "]]" become a footnote at that place.
"""

import re
from collections.abc import Iterator

from commonspace.reports import document as blocks

_NOTE = re.compile(r"\s*\[\[(.*?)\]\]")
_ADDRESS = re.compile(r"https?://[^\s<>\"“”«»\[\]]*[^\s<>\"“”«»\[\].,;:!?)]")
_BULLETS = ("- ", "• ")


def typed_blocks(
    text: str, notes: list[blocks.Note], *, lead: bool = False
) -> Iterator[blocks.Paragraph | blocks.ItemList]:
    """Yield the blocks of a typed text and add its footnotes to ``notes``."""
    for part in re.split(r"\n\s*\n", text.replace("\r\n", "\n")):
        lines = [line.strip() for line in part.splitlines() if line.strip()]
        if lines and all(line.startswith(_BULLETS) for line in lines):
            yield blocks.ItemList(tuple(blocks.Item(typed_runs(line[2:], notes)) for line in lines))
        elif lines:
            yield blocks.Paragraph(
                typed_runs(" ".join(lines), notes), role="lead" if lead else "body"
            )


def typed_runs(text: str, notes: list[blocks.Note]) -> blocks.Runs:
    """Return one paragraph's runs and add its footnotes to ``notes``.

    Example:
        >>> notes = []
        >>> typed_runs("Rents doubled [[See https://example.org/rents]] in a year.", notes)
        (Plain(text='Rents doubled'), NoteMark(note='note-1'), Plain(text=' in a year.'))
        >>> notes[0].runs
        (Plain(text='See '), Link(text='https://example.org/rents', url='https://example.org/rents'))
    """
    found: list[blocks.Run] = []
    end = 0
    for match in _NOTE.finditer(text):
        found += _linked(text[end : match.start()])
        end = match.end()
        if match[1].strip():
            notes.append(
                blocks.Note(key=f"note-{len(notes) + 1}", runs=tuple(_linked(match[1].strip())))
            )
            found.append(blocks.NoteMark(notes[-1].key))
    return (*found, *_linked(text[end:]))


def _linked(text: str) -> Iterator[blocks.Plain | blocks.Link]:
    end = 0
    for match in _ADDRESS.finditer(text):
        if match.start() > end:
            yield blocks.Plain(text[end : match.start()])
        yield blocks.Link(match[0], match[0])
        end = match.end()
    if end < len(text):
        yield blocks.Plain(text[end:])
