"""On which page of a printed edition some words stand."""

import re
from collections.abc import Sequence

import pypdf
from pypdf.errors import PyPdfError

from commonspace.provenance.models import StoredFile
from commonspace.provenance.store import blob_store

_WORD = re.compile(r"\w+")
_ENOUGH = 5


def pages_in(file: StoredFile | None) -> list[str]:
    """Return the words of each page of a PDF; nothing where there is none to read."""
    if file is None:
        return []
    try:
        with blob_store().as_file(file.blob) as path:
            return [_spaced(page.extract_text()) for page in pypdf.PdfReader(path).pages]
    except (PyPdfError, OSError, ValueError):
        return []


def page_of(words: str, pages: Sequence[str]) -> int | None:
    """Return the number of the first page on which words stand, of a few running words of them."""
    said = _WORD.findall(words.casefold())
    size = min(_ENOUGH, len(said))
    if not size:
        return None
    runs = [f" {' '.join(said[at : at + size])} " for at in range(len(said) - size + 1)]
    for number, page in enumerate(pages, start=1):
        if any(run in page for run in runs):
            return number
    return None


def _spaced(text: str) -> str:
    return f" {' '.join(_WORD.findall(text.casefold()))} "
