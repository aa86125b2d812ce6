"""The inside may lie: whatever a taken-over worker says, only what passes every check comes out."""

import json
import time
from pathlib import Path

import pytest
from tests.engines import documents as make

from commonspace.engines.extraction import Limits, Reason, UnreadableError
from commonspace.engines.extraction.lines import ordinal
from commonspace.engines.extraction.pypdf_reader import read_with_pypdf
from commonspace.engines.extraction.reader import _answer, _believed
from commonspace.engines.extraction.shapes import RefusedError
from commonspace.engines.sandbox import Ending, Finished

HONEST = {
    "text": "First page.\n\nSecond.",
    "pages": [
        {"start": 0, "end": 11, "number": 1, "how": "text layer", "confidence": None},
        {"start": 13, "end": 20, "number": 2, "how": "ocr", "confidence": 0.9},
    ],
    "media_type": "application/pdf",
    "title": "A title",
    "warnings": ["ocr-used"],
    "method": "pdftotext+tesseract",
    "tools": [["poppler", "22.12.0"]],
}


def said(**changes: object) -> Reason | None:
    output = json.dumps({**HONEST, **changes}).encode()
    limits = Limits(max_text_chars=1000, max_pages=10)
    try:
        _believed(_answer(Finished(ending=Ending.DONE, output=output)), limits)
    except UnreadableError as refusal:
        return refusal.reason
    return None


def page(**changes: object) -> list[dict[str, object]]:
    return [{**HONEST["pages"][0], **changes}]


def test_an_honest_answer_is_believed() -> None:
    assert said() is None


@pytest.mark.parametrize(
    "lie",
    [
        {"text": "x" * 1001, "pages": []},
        {"text": "", "pages": []},
        {"text": ["not", "text"]},
        {"text": "a\r\nb", "pages": []},
        {"text": "nul \0", "pages": []},
        {"text": "e\u0301", "pages": []},
        {"text": "right to left \u202e override", "pages": []},
        {"text": "half \ud800 a pair", "pages": []},
        {"pages": page(end=9000)},
        {"pages": page(start=-1)},
        {"pages": page(start=True)},
        {"pages": page(number=2)},
        {"pages": page(how="<script>")},
        {"pages": page(confidence=7)},
        {"pages": page(confidence="high")},
        {"pages": page(author="Marguerite")},
        {"pages": page() * 11},
        {"pages": {"0": 1}},
        {"media_type": "text/html; charset=x"},
        {"media_type": None},
        {"title": "x" * 301},
        {"title": "two\r\nlines"},
        {"warnings": ["all is well"]},
        {"warnings": 3},
        {"method": "magic"},
        {"tools": [["a\nb", "1"]]},
        {"tools": [["only one"]]},
        {"refused": "because"},
        {"refused": ["list"]},
    ],
)
def test_a_lie_is_a_failure_of_the_reader(lie: dict[str, object]) -> None:
    assert said(**lie) is Reason.READER_FAILED


@pytest.mark.parametrize("output", [b"", b"null", b"[]", b"{", b"\xff", b"[" * 100_000, b"{}"])
def test_what_is_no_answer_is_a_failure_of_the_reader(output: bytes) -> None:
    with pytest.raises(UnreadableError) as refusal:
        _believed(_answer(Finished(ending=Ending.DONE, output=output)), Limits())

    assert refusal.value.reason is Reason.READER_FAILED


def test_checking_a_long_answer_is_quick() -> None:
    began = time.monotonic()

    assert said(text=" " * 5_000_000) is Reason.READER_FAILED
    assert time.monotonic() - began < 2


def test_without_poppler_text_layers_are_read_all_the_same(tmp_path: Path) -> None:
    path = make.pdf(tmp_path, "First.\n#pagebreak()\nSecond.")

    found = read_with_pypdf(path, Limits())

    assert [(page.number, page.text) for page in found.pages] == [(1, "First."), (2, "Second.")]


def test_without_poppler_locked_cut_and_scanned_are_told_apart(tmp_path: Path) -> None:
    whole = make.pdf(tmp_path, "Words.")
    cut = tmp_path / "cut.pdf"
    cut.write_bytes(whole.read_bytes()[:300])
    reasons = []
    for path in (make.locked(whole), cut, make.scanned(whole)):
        with pytest.raises(RefusedError) as refusal:
            read_with_pypdf(path, Limits())
        reasons.append(refusal.value.reason)

    assert reasons == [Reason.ENCRYPTED, Reason.TRUNCATED, Reason.IMAGE_ONLY_NO_OCR]


@pytest.mark.parametrize(
    ("number", "style", "written"),
    [
        (3, "decimal", "3"),
        (2, "lower-letter", "b"),
        (28, "upper-letter", "BB"),
        (49, "lower-roman", "xlix"),
        (94, "upper-roman", "XCIV"),
        (0, "lower-letter", "0"),
    ],
)
def test_ordinal(number: int, style: str, written: str) -> None:
    assert ordinal(number, style) == written
