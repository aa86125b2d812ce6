"""Reading PDF: the text layer page by page, and recognition where there is none to trust."""

import re
import shutil
import time
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from commonspace.engines.extraction.hyphens import join_hyphens
from commonspace.engines.extraction.lines import PageText, Read
from commonspace.engines.extraction.ocr import SURE, UNSURE, Recogniser
from commonspace.engines.extraction.plain import clean
from commonspace.engines.extraction.poppler import Document, open_document, page_blocks, plain_page
from commonspace.engines.extraction.poppler import page_picture as picture_of
from commonspace.engines.extraction.shapes import Limits, Reason, RefusedError, Warn

_FEW_LETTERS = 8
_FEW_BESIDE_A_SCAN = 200
_PRESENT = 0.1
_DOMINANT = 0.6
_AGREEMENT = 0.97
_KEPT_SHARE = 0.85
_PRESENTATION = re.compile("[\ufb00-\ufb06\ufb50-\ufdff\ufe70-\ufefc]")
_DIRECTION = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0640]")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"\w+")
_LATIN_WORD = re.compile(r"[A-Za-z]{3,}")


@dataclass(frozen=True, slots=True)
class _Script:
    """A writing system whose letters come out of text layers re-ordered or broken."""

    letters: re.Pattern[str]
    languages: tuple[str, ...]


_BREAKABLE = (
    _Script(re.compile("[\u0600-\u06ff\u0750-\u077f]"), ("ara", "fas", "urd", "pus", "ckb")),
    _Script(re.compile("[\u0900-\u097f]"), ("nep", "hin", "mar")),
    _Script(re.compile("[\u0980-\u09ff]"), ("ben", "asm")),
    _Script(re.compile("[\u0b80-\u0bff]"), ("tam",)),
    _Script(re.compile("[\u1000-\u109f]"), ("mya",)),
)


def read_pdf(path: Path, limits: Limits, recogniser: Recogniser, *, until: float) -> Read:
    """Read a PDF page by page, in reading order.

    Pages without a text layer are recognised from their picture. So are pages in scripts that
    text layers break, when the two disagree.

    Raises:
        RefusedError: It needs a password, is damaged past reading, or holds pictures only
            and there is no recognition here.
    """
    if shutil.which("pdftotext") is None:
        # Loaded here: slower, and only needed where poppler is not installed.
        from commonspace.engines.extraction.pypdf_reader import read_with_pypdf  # noqa: PLC0415

        return read_with_pypdf(path, limits)
    document = open_document(path, most_pages=limits.max_pages)
    found = Read(pages=[], paged=True, title=document.title, method="pdftotext")
    found.warnings |= document.warnings
    _read_text_layer(document, found, limits, until=until)
    _recognise(document, found, recogniser)
    _judge(found, recogniser)
    return found


def _read_text_layer(document: Document, found: Read, limits: Limits, *, until: float) -> None:
    pages = page_blocks(document, seconds=max(until - time.monotonic(), 1))
    found.warnings |= document.warnings
    room = limits.max_text_chars
    for number, blocks in join_hyphens(pages):
        text = _unligatured(clean(blocks))
        if _broken_script(text):
            text = _unligatured(clean(_DIRECTION.sub("", plain_page(document, number))))
        found.pages.append(PageText(text, number))
        room -= len(text)
        if room < 0:
            found.warnings.add(Warn.TEXT_CUT)
            return


def _recognise(document: Document, found: Read, recogniser: Recogniser) -> None:
    """Look at the pages whose text layer is missing, thin beside a scan, or not to be trusted."""
    for page in found.pages:
        letters = _letters(page.text)
        missing = letters < _FEW_LETTERS or (
            letters < _FEW_BESIDE_A_SCAN and page.number in document.scanned_pages
        )
        script = _broken_script(page.text)
        if not missing and script is None:
            continue
        if not recogniser.may_go_on:
            found.warnings.add(_unseen(missing=missing, can_read=recogniser.is_available))
        elif missing:
            _add_recognised(document, page, recogniser)
        elif script is not None:
            found.warnings.add(_compare(document, page, recogniser, script))
    found.warnings.discard("")


def _unseen(*, missing: bool, can_read: bool) -> Warn:
    if not missing:
        return Warn.TEXT_LAYER_DOUBTFUL
    return Warn.OCR_NOT_ALL_PAGES if can_read else Warn.PAGES_WITHOUT_TEXT


def _add_recognised(document: Document, page: PageText, recogniser: Recogniser) -> None:
    picture = picture_of(document, page.number)
    if picture is None:
        return
    seen = recogniser.read(picture)
    picture.unlink()
    if _letters(seen.text) > 2 * _letters(page.text):
        page.text, page.how, page.confidence = seen.text, "ocr", seen.confidence


def _compare(
    document: Document, page: PageText, recogniser: Recogniser, script: _Script
) -> Warn | str:
    """Replace a text layer that disagrees with what can be seen, if seeing is sure enough."""
    language = recogniser.reads(*script.languages)
    share = len(script.letters.findall(page.text)) / max(_letters(page.text), 1)
    picture = picture_of(document, page.number) if language and share >= _DOMINANT else None
    if language is None or picture is None:
        return Warn.TEXT_LAYER_DOUBTFUL
    with_latin = f"{language}+eng" if _LATIN_WORD.search(page.text) else language
    seen = recogniser.read(picture, only=with_latin)
    picture.unlink()
    if _agreement(page.text, seen.text) >= _AGREEMENT:
        return ""
    if seen.confidence < SURE or _letters(seen.text) < _KEPT_SHARE * _letters(page.text):
        return Warn.TEXT_LAYER_DOUBTFUL
    page.text, page.how, page.confidence = seen.text, "ocr", seen.confidence
    return Warn.TEXT_LAYER_REPLACED


def _judge(found: Read, recogniser: Recogniser) -> None:
    """Say how far the text can be trusted; refuse when there is none and none could be seen."""
    recognised = [page for page in found.pages if page.how == "ocr"]
    if recognised:
        found.method = "pdftotext+tesseract"
        found.warnings.add(Warn.OCR_USED)
        if any((page.confidence or 0) < UNSURE for page in recognised):
            found.warnings.add(Warn.OCR_UNSURE)
    has_text = any(page.text for page in found.pages)
    if has_text and any(not page.text for page in found.pages):
        found.warnings.add(Warn.PAGES_WITHOUT_TEXT)
    if not has_text and not recogniser.is_available:
        raise RefusedError(Reason.IMAGE_ONLY_NO_OCR)


def _broken_script(text: str) -> _Script | None:
    letters = max(_letters(text), 1)
    for script in _BREAKABLE:
        if len(script.letters.findall(text)) / letters > _PRESENT:
            return script
    return None


def _letters(text: str) -> int:
    return len(_LETTER.findall(text))


def _unligatured(text: str) -> str:
    """Write out ligatures and positional forms, which a font needs and a reader does not."""
    spelled = _PRESENTATION.sub(lambda match: unicodedata.normalize("NFKC", match[0]), text)
    return unicodedata.normalize("NFC", spelled)


def _agreement(first: str, second: str) -> float:
    """Return the share of words, of the longer text, that both texts have."""
    counts = [Counter(_WORD.findall(_MARKS.sub("", text).lower())) for text in (first, second)]
    longer = max(sum(count.values()) for count in counts)
    return sum((counts[0] & counts[1]).values()) / longer if longer else 1.0
