"""Reading PDF where poppler is not installed: text layers only, Latin and Cyrillic best."""

import warnings
from pathlib import Path

import pypdf
from pypdf.errors import FileNotDecryptedError, PyPdfError

from commonspace.engines.extraction.lines import PageText, Read
from commonspace.engines.extraction.plain import clean
from commonspace.engines.extraction.shapes import Limits, Reason, RefusedError, Warn

_DAMAGE = (PyPdfError, ValueError, LookupError, TypeError, AttributeError, OSError)
_TITLE_CHARS = 300


def read_with_pypdf(path: Path, limits: Limits) -> Read:
    """Read the text layers of a PDF, page by page.

    Raises:
        RefusedError: It needs a password, is damaged, or has no text layer at all.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            found = _read(pypdf.PdfReader(path), limits)
        except FileNotDecryptedError:
            raise RefusedError(Reason.ENCRYPTED) from None
        except _DAMAGE:
            raise RefusedError(Reason.TRUNCATED) from None
    if not any(page.text for page in found.pages):
        raise RefusedError(Reason.IMAGE_ONLY_NO_OCR)
    if any(not page.text for page in found.pages):
        found.warnings.add(Warn.PAGES_WITHOUT_TEXT)
    return found


def _read(reader: pypdf.PdfReader, limits: Limits) -> Read:
    if reader.is_encrypted and not reader.decrypt(""):
        raise RefusedError(Reason.ENCRYPTED)
    title = reader.metadata.title if reader.metadata else None
    found = Read(
        pages=[],
        paged=True,
        title=clean(title)[:_TITLE_CHARS] or None if title else None,
        method="pypdf",
        tools={"pypdf": pypdf.__version__},
    )
    room = limits.max_text_chars
    for number, page in enumerate(reader.pages, start=1):
        if number > limits.max_pages:
            found.warnings.add(Warn.TOO_MANY_PAGES)
            break
        found.pages.append(PageText(clean(page.extract_text()), number))
        room -= len(found.pages[-1].text)
        if room < 0:
            found.warnings.add(Warn.TEXT_CUT)
            break
    return found
