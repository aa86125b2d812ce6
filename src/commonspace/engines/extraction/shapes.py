"""The few shapes that cross between the confined worker and the rest, and the words they use.

Nothing here may import Django: the worker starts once for every file.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from commonspace.engines.sandbox import Bounds

How = Literal["text layer", "ocr"]


class Reason(StrEnum):
    """Why a file gives no text."""

    EMPTY_FILE = "empty-file"
    TOO_LARGE = "too-large"
    ENCRYPTED = "encrypted"
    TRUNCATED = "truncated"
    IMAGE_ONLY_NO_OCR = "image-only-no-ocr"
    NO_TEXT = "no-text"
    NOT_WHAT_IT_SAYS = "not-what-it-says"
    ARCHIVE = "archive"
    ARCHIVE_BOMB = "archive-bomb"
    PIXEL_FLOOD = "pixel-flood"
    TOO_SLOW = "too-slow"
    OUT_OF_MEMORY = "out-of-memory"
    UNKNOWN_FORMAT = "unknown-format"
    OLD_OFFICE_FORMAT = "old-office-format"
    SPREADSHEET = "spreadsheet"
    SLIDES = "slides"
    RECORDING = "recording"
    PICTURE_FORMAT = "picture-format"
    EXECUTABLE = "executable"
    MACRO_FILE = "macro-file"
    UNSAFE_NAME = "unsafe-name"
    NESTED_ARCHIVE = "nested-archive"
    TOO_MANY_ENTRIES = "too-many-entries"
    NOT_A_FILE = "not-a-file"
    READER_FAILED = "reader-failed"


class Warn(StrEnum):
    """What somebody should know about a text that was read."""

    NAME_DISAGREES = "name-disagrees"
    TRACKED_CHANGES = "tracked-changes"
    COMMENTS_LEFT_OUT = "comments-left-out"
    HIDDEN_TEXT_LEFT_OUT = "hidden-text-left-out"
    ENCODING_GUESSED = "encoding-guessed"
    ENCODING_REPAIRED = "encoding-repaired"
    LOOKS_GARBLED = "looks-garbled"
    CONTROL_CHARACTERS = "control-characters"
    TOO_MANY_PAGES = "too-many-pages"
    TEXT_CUT = "text-cut"
    OCR_USED = "ocr-used"
    OCR_UNSURE = "ocr-unsure"
    OCR_NOT_ALL_PAGES = "ocr-not-all-pages"
    PAGES_WITHOUT_TEXT = "pages-without-text"
    TEXT_LAYER_REPLACED = "text-layer-replaced"
    TEXT_LAYER_DOUBTFUL = "text-layer-doubtful"
    DAMAGED_BUT_READ = "damaged-but-read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much of a stranger's file we are willing to take."""

    max_file_bytes: int = 100 << 20
    max_pages: int = 1000
    max_ocr_pages: int = 60
    max_text_chars: int = 6_000_000
    max_unpacked_bytes: int = 256 << 20
    max_unpacked_ratio: int = 200
    max_part_bytes: int = 48 << 20
    max_image_pixels: int = 60_000_000
    cpu_s: int = 100
    wall_s: int = 120
    memory_bytes: int = 1 << 30
    ocr_languages: tuple[str, ...] = ("eng", "fra", "spa", "ara")

    def bounds(self) -> Bounds:
        """Return what the confined worker may use to keep these limits."""
        return Bounds(
            cpu_s=self.cpu_s,
            wall_s=self.wall_s,
            memory_bytes=self.memory_bytes,
            file_bytes=max(self.max_text_chars * 8, 64 << 20),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSpan:
    """Where one page stands in the text, in code points: ``text[start:end]``.

    ``confidence`` is the mean word confidence of recognition, 0 to 1, none for a text layer.
    """

    start: int
    end: int
    number: int
    how: How
    confidence: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """A program or library that had a part in a text, for the record of the run."""

    name: str
    version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    r"""The text of one file, and how it was come by.

    The text is Unicode NFC, its lines end in ``\n`` alone, and it holds no control characters but
    that and the tab. Names of authors are never read out of a file. ``language`` is left to those
    who read the text.
    """

    text: str
    pages: tuple[PageSpan, ...]
    media_type: str
    title: str | None
    language: None
    warnings: tuple[Warn, ...]
    method: str
    tools: tuple[Tool, ...]


class RefusedError(Exception):
    """Raised inside the worker; the outside turns the reason into a sentence."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason
