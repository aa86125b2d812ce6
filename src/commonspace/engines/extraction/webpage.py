"""Reading HTML: the words a browser would show, and nothing it would run or fetch."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

from commonspace.engines.extraction.lines import Line, PageText, Read, Sort, item, join_lines
from commonspace.engines.extraction.plain import decode
from commonspace.engines.extraction.shapes import Warn

_UNSEEN_TAGS = (
    "script style template noscript svg math iframe object embed canvas audio video select "
    "datalist head"
)
_UNSEEN = frozenset(_UNSEEN_TAGS.split())
_EMPTY_TAGS = "area base br col embed hr img input link meta param source track wbr"
_EMPTY = frozenset(_EMPTY_TAGS.split())
_BLOCKS_TAGS = (
    "address article aside blockquote body caption center dd details dialog div dl dt fieldset "
    "figcaption figure footer form header hgroup hr html legend main menu nav p pre section "
    "summary table tbody tfoot thead tr ul ol li"
)
_BLOCKS = frozenset(_BLOCKS_TAGS.split())
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_CLOSED_BY = {"li": {"li"}, "dt": {"dt", "dd"}, "dd": {"dt", "dd"}, "tr": {"tr", "td", "th"}}
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACES = re.compile(r" {2,}")
_NUMBER = re.compile(r"\d{1,6}")
_DEEPEST = 500
_TITLE_CHARS = 300

Hides = Callable[[str, dict[str, str | None]], bool]


def read_html(path: Path, *, hides: Hides | None = None) -> Read:
    """Read the visible text of a web page: headings, paragraphs, list items and table rows.

    Args:
        path: The page.
        hides: Tells of a tag and its attributes whether to leave the element out all the same.
    """
    text, warnings = decode(path.read_bytes())
    return read_markup(text, warnings=warnings, hides=hides)


def read_markup(
    text: str, *, warnings: frozenset[Warn] = frozenset(), hides: Hides | None = None
) -> Read:
    """Read the visible text of a web page whose letters are known already, as ``read_html`` does."""
    page = _Page(hides)
    page.feed(text)
    page.close()
    page.break_line()
    found: set[str] = set(warnings)
    if page.has_hidden_text:
        found.add(Warn.HIDDEN_TEXT_LEFT_OUT)
    title = " ".join(page.title.split()) or None
    pages = [PageText(join_lines(page.lines))]
    return Read(pages=pages, title=title, method="html", warnings=found)


class _Page(HTMLParser):
    """Collects lines while the page goes by."""

    def __init__(self, hides: Hides | None = None) -> None:
        super().__init__(convert_charrefs=True)
        self._hides = hides
        self.lines: list[Line] = []
        self.title = ""
        self.has_hidden_text = False
        self._open: list[tuple[str, bool]] = []
        self._unseen = 0
        self._lists: list[int | None] = []
        self._words: list[str] = []
        self._mark: str | None = None
        self._cells: list[str] | None = None
        self._sort: Sort = "text"
        self._in_title = False
        self._pre = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_title = tag == "title"
        if tag == "br":
            self._words.append("\n")
        if tag == "body":
            self._leave_head()
        if tag in _BLOCKS or tag in _HEADINGS:
            self._start_block(tag, dict(attrs))
        elif tag in {"td", "th"} and self._cells is not None:
            self._end_cell()
        if tag not in _EMPTY and len(self._open) < _DEEPEST:
            unseen = tag in _UNSEEN or self._is_hidden(tag, dict(attrs))
            self._open.append((tag, unseen))
            self._unseen += unseen

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _EMPTY:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self._in_title = False
        if tag in {"td", "th"}:
            self._end_cell()
        if tag == "tr":
            self._end_row()
        if tag in {"ul", "ol"}:
            self.break_line()
            del self._lists[-1:]
        if tag in _BLOCKS or tag in _HEADINGS:
            self.break_line()
        self._pre -= tag == "pre" and self._pre > 0
        self._close(tag)

    def handle_data(self, data: str) -> None:
        if self._in_title and len(self.title) < _TITLE_CHARS:
            self.title += data[:_TITLE_CHARS]
        if not self._unseen:
            self._words.append(data if self._pre else re.sub(r"\s+", " ", data))
        elif any(tag not in _UNSEEN and unseen for tag, unseen in self._open) and data.strip():
            self.has_hidden_text = True

    def break_line(self) -> None:
        """End the line that is being collected."""
        if self._cells is not None:
            if self._words and self._words[-1] != " ":
                self._words.append(" ")
            return
        text = self._joined()
        self._words = []
        if not text.strip():
            return
        if self._mark is not None:
            self.lines.append(item(text, mark=self._mark, level=max(len(self._lists) - 1, 0)))
            self._mark = None
        else:
            self.lines.append(Line(text, self._sort))

    def _joined(self) -> str:
        text = "".join(self._words)
        if self._pre:
            return text.strip("\n")
        return "\n".join(part.strip() for part in _SPACES.sub(" ", text).split("\n"))

    def _start_block(self, tag: str, attributes: dict[str, str | None]) -> None:
        self.break_line()
        self._sort = "heading" if tag in _HEADINGS else "text"
        self._pre += tag == "pre"
        while self._open and self._open[-1][0] in _CLOSED_BY.get(tag, ()):
            self.handle_endtag(self._open[-1][0])
        if tag in {"ul", "menu"}:
            self._lists.append(None)
        elif tag == "ol":
            start = attributes.get("start") or ""
            self._lists.append(int(start) - 1 if _NUMBER.fullmatch(start) else 0)
        elif tag == "li":
            self._mark = self._next_mark()
        elif tag == "tr" and not self._unseen:
            self._cells = []

    def _next_mark(self) -> str:
        if not self._lists or self._lists[-1] is None:
            return "•"
        self._lists[-1] += 1
        return f"{self._lists[-1]}."

    def _end_cell(self) -> None:
        if self._cells is not None and self._words:
            self._cells.append(" ".join("".join(self._words).split()))
            self._words = []

    def _end_row(self) -> None:
        if self._cells is None:
            return
        self._end_cell()
        cells, self._cells = self._cells, None
        while cells and not cells[0]:
            del cells[0]
        self.lines.append(Line("\t".join(cells).rstrip(), "row"))

    def _leave_head(self) -> None:
        while self._open and self._unseen and self._open[-1][0] in {"head", "title"}:
            self._close(self._open[-1][0])

    def _close(self, tag: str) -> None:
        """Close a tag and all that was left open inside it; ignore one that was never opened."""
        if not any(tag == opened for opened, _unseen in reversed(self._open)):
            return
        while self._open:
            opened, unseen = self._open.pop()
            self._unseen -= unseen
            if opened == tag:
                return

    def _is_hidden(self, tag: str, attributes: dict[str, str | None]) -> bool:
        style = attributes.get("style") or ""
        return (
            bool(self._hides and self._hides(tag, attributes))
            or "hidden" in attributes
            or attributes.get("aria-hidden") == "true"
            or bool(_HIDDEN_STYLE.search(style))
        )
