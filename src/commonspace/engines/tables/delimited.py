"""Text files of cells: any delimiter, any encoding, lines in several encodings too."""

import csv
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, lookup, register_error
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonspace.engines.extraction.plain import decode
from commonspace.engines.extraction.shapes import RefusedError
from commonspace.engines.tables.errors import UnreadableTableError
from commonspace.engines.tables.rows import Row, Table, table_of

SAMPLE = 1 << 18
_DELIMITERS = ",;\t|"
_ROWS_TO_TELL = 60
_EVEN = 0.6
_ONE_COLUMN = "\x1f"
_WIDE_SHARE = 0.2


@dataclass(slots=True)
class Decoded:
    """Lines of a file as text, and how many of them were not in the file's own encoding."""

    path: Path
    encoding: str
    others: int = 0
    quotes: int = 0
    is_little: bool = False

    def __iter__(self) -> Iterator[str]:
        self.others = self.quotes = 0
        if self.encoding:
            with self.path.open(encoding=self.encoding, errors="replace", newline="") as file:
                yield from file
            return
        with self.path.open("rb") as file:
            for number, line in enumerate(file):
                words = self._line(line.removeprefix(BOM_UTF8) if number == 0 else line)
                if words:
                    yield words

    def _line(self, line: bytes) -> str:
        """Return one line; its encoding is its own, for files that others were pasted into."""
        if line.count(0) > len(line) * _WIDE_SHARE:
            self.others += 1
            if len(line.removesuffix(b"\n")) % 2 == 0:
                self.is_little = line[1::2].count(0) >= line[::2].count(0)
            return _wide(line, is_little=self.is_little)
        self.is_little, line = False, line.removeprefix(b"\x00")
        try:
            return line.decode("utf-8")
        except UnicodeDecodeError:
            self.others += 1
            return _mixed(line)


def delimited_table(path: Path, *, encoding: str, delimiter: str, heading: bool) -> Table:
    """Return the table in a text file.

    Raises:
        UnreadableTableError: If it is no text, or the encoding named is none.
    """
    lines = Decoded(path, encoding_of(path, encoding))
    parting = _spoken(delimiter) or delimiter_of(list(islice(lines, _ROWS_TO_TELL * 4)))
    remarks: list[str] = []

    def walk() -> Iterator[Row]:
        remarks.clear()
        row = Row(number=0, cells=())
        for row in _rows(lines, parting):
            yield row
        if lines.quotes % 2 and any("\n" in cell for cell in row.cells):
            remarks.append(_never_closed(row))
        if lines.others:
            remarks.append(
                ngettext(
                    "%(count)d line was not in UTF-8 and was converted: look at its letters.",
                    "%(count)d lines were not in UTF-8 and were converted: look at their letters.",
                    lines.others,
                )
                % {"count": lines.others}
            )

    form = "TSV" if parting == "\t" else "CSV"
    return table_of(form, walk, heading=heading, remarks=remarks)


def _never_closed(row: Row) -> str:
    return _(
        "A quotation mark opens a cell of row %(number)s and never closes: "
        "rows after it have run together."
    ) % {"number": row.number}


def encoding_of(path: Path, asked: str) -> str:
    """Return the encoding to read a file in; nothing for UTF-8 with exceptions, line by line.

    Raises:
        UnreadableTableError: If the file is no text, or the encoding asked for is unknown.
    """
    if asked:
        try:
            return lookup(asked).name
        except LookupError:
            message = _("There is no encoding called “%(name)s”.") % {"name": asked}
            raise UnreadableTableError(message) from None
    with path.open("rb") as file:
        sample = file.read(SAMPLE)
    if sample.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "utf-16"
    first = sample.partition(b"\n")[0]
    if first.count(0) > len(first) * _WIDE_SHARE:
        return "utf-16-le" if sample[1::2].count(0) > sample[::2].count(0) else "utf-16-be"
    try:
        decode(b"\n".join(line for line in sample.split(b"\n") if not line.count(0)))
    except RefusedError:
        raise UnreadableTableError(
            _("This is not a file of text. A table can be CSV, TSV, XLSX, ODS or JSON Lines.")
        ) from None
    return ""


def delimiter_of(lines: list[str]) -> str:
    """Return what parts the cells: the mark that gives every row as many as the heading has."""
    heading = next((line for line in lines if line.strip()), "")
    best, widest = _ONE_COLUMN, 0.0
    for mark in _DELIMITERS:
        if mark not in heading:
            continue
        widths = [len(row) for row in _parted(lines, mark) if row][:_ROWS_TO_TELL]
        width, times = Counter(widths).most_common(1)[0]
        evenness = times / len(widths)
        if width > 1 and evenness >= _EVEN and evenness * width > widest:
            best, widest = mark, evenness * width
    return best


def _parted(lines: list[str], mark: str) -> Iterator[list[str]]:
    csv.field_size_limit(1 << 30)
    try:
        yield from csv.reader(lines, delimiter=mark)
    except csv.Error:
        return


def _rows(lines: Decoded, mark: str) -> Iterator[Row]:
    csv.field_size_limit(1 << 30)
    reader = csv.reader(_lines(lines), delimiter=mark)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield Row(number=number, cells=(), refusal=_("its cells cannot be told apart"))
            continue
        if any(cell.strip() for cell in cells):
            yield Row(number=number, cells=tuple(cells))


def _lines(lines: Decoded) -> Iterator[str]:
    """Yield lines with one kind of line end and no character that no file can carry."""
    for line in lines:
        whole = line.replace("\x00", "\ufffd").replace("\r\n", "\n").replace("\r", "\n")
        lines.quotes += whole.count('"')
        *ended, rest = whole.split("\n")
        yield from (f"{part}\n" for part in ended)
        if rest:
            yield rest


def _wide(line: bytes, *, is_little: bool) -> str:
    """Return a line of UTF-16, cut from its file at the byte that ends lines in UTF-8.

    Such a cut leaves the second half of the line end of little-endian text to the next line.
    """
    ended = line.endswith(b"\n")
    bare = line.removesuffix(b"\n")
    if len(bare) % 2:
        bare = bare[1:] if is_little else bare[:-1]
    words = bare.decode("utf-16-le" if is_little else "utf-16-be", "replace")
    words = words.strip("\ufeff\x00").removesuffix("\r")
    return words + "\n" if ended and words else words


def _mixed(line: bytes) -> str:
    """Return a line that is UTF-8 only in part, or of another encoding altogether."""
    whole = line.decode("utf-8", _LENIENT)
    kept = sum(len(character.encode()) > 1 for character in line.decode("utf-8", "ignore"))
    return whole if kept else _other_encoding(line)


def _as_western(error: UnicodeError) -> tuple[str, int]:
    """Read bytes that are no UTF-8 as the Western European they mostly are."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("cp1252", "replace"), error.end


_LENIENT = "commonspace-western"
register_error(_LENIENT, _as_western)


def _other_encoding(line: bytes) -> str:
    try:
        return decode(line)[0]
    except RefusedError:
        return line.decode("cp1252", "replace")


def _spoken(delimiter: str) -> str:
    named = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
    wanted = named.get(delimiter.lower(), delimiter)
    if len(wanted) > 1:
        raise UnreadableTableError(_("A delimiter is one character, or the word tab."))
    return wanted
