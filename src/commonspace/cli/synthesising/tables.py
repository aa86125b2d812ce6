"""The run as tables: statements, themes, campaigns, every row of the ledger."""

import csv
import io
import re
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, count, islice
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from commonspace.analysis.results import Statement
from commonspace.cli.synthesising.composition.closing import settings_rows
from commonspace.cli.synthesising.composition.material import Material
from commonspace.cli.synthesising.fates import SENTENCES, said
from commonspace.kernel.cells import inert, starts_a_formula

_LONGEST_IN_CELL = 32_000
_MOST_ROWS = 1_048_000
_MADE = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_NO_DAY = b"2000-01-01T00:00:00Z"
_WIDTHS = {"A": 10, "B": 12, "C": 32, "D": 70, "E": 28}


def ledger_csv(material: Material) -> bytes:
    """Return one line for each row of the input, with its state; no cell can run."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(
        [
            _("Row"),
            _("Place"),
            _("Who"),
            _("State"),
            _("In words"),
            _("Reason"),
            _("Statements"),
            _("Themes"),
        ]
    )
    for each in material.fates:
        cells = (
            each.row.number,
            each.row.place,
            each.row.speaker.words,
            each.fate.value,
            _(SENTENCES[each.fate]),
            each.reason,
            len(each.statements),
            "; ".join(each.themes),
        )
        writer.writerow([inert(cell) for cell in cells])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def statements_xlsx(material: Material, path: Path) -> None:
    """Write a workbook of statements, themes, campaigns, rows and settings; no cell can run."""
    book = Workbook(write_only=True)
    _sheets(book, _("Statements"), _statement_heads(), _statement_rows(material))
    _sheets(book, _("Themes"), _theme_heads(), _theme_rows(material))
    if material.analysis.campaigns:
        _sheets(book, _("Campaigns"), _campaign_heads(), _campaign_rows(material))
    rows = (_("Row"), _("State"), _("Reason"), _("Themes"))
    _sheets(book, _("Rows"), rows, _fate_rows(material))
    _sheets(book, _("Settings"), (_("Setting"), _("Value")), settings_rows(material))
    made = path.with_suffix(".made")
    book.save(made)
    _without_time(made, path)
    made.unlink()


def _sheets(
    book: Workbook, title: str, heads: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    """Write rows on a sheet, and on further ones where there are more than a sheet can hold."""
    left = iter(rows)
    for number in count(1):
        part = list(islice(left, 1)) if number > 1 else []
        if number > 1 and not part:
            return
        name = title[:28] if number == 1 else f"{title[:26]} {number}"
        _sheet(book, name, heads, chain(part, islice(left, _MOST_ROWS - len(part))))


def _sheet(
    book: Workbook, title: str, heads: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for letter, width in _WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    bold = [WriteOnlyCell(sheet, head) for head in heads]
    for cell in bold:
        cell.font = Font(bold=True)
    sheet.append(bold)
    written = 1
    for row in rows:
        sheet.append([_cell(sheet, value) for value in row])
        written += 1
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{written}"


def _cell(sheet: object, value: object) -> object:
    if isinstance(value, int | float):
        return value
    words = ILLEGAL_CHARACTERS_RE.sub("", str(value))[:_LONGEST_IN_CELL]
    cell = WriteOnlyCell(sheet, "")
    cell.value, cell.data_type = words, "s"
    cell.data_type = "s"
    if starts_a_formula(words):
        cell.quotePrefix = True
    if len(words) > _WIDTHS["C"]:
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _statement_heads() -> tuple[str, ...]:
    return (
        _("Number"), _("Row"), _("Who"), _("Statement"), _("Theme"), _("Question"), _("Kind"),
        _("Because"), _("Side"), _("Because"), _("Language"), _("Heading above"), _("Page or time"),
        _("Same words as"), _("Campaign"), _("Share of neighbours in the theme"), _("Start"), _("End"),
        _("Kind of organisation"), _("Country"), _("Organisation"), _("Second opinion"),
        _("Codes"), _("Code given by"), _("A person should decide"),
    )  # fmt: skip


def _statement_rows(material: Material) -> Iterator[tuple[object, ...]]:
    for index, one in enumerate(material.analysis.statements):
        speaker = material.taken.speaker(one.record_id)
        shift = material.taken.shift.get(one.record_id, 0)
        yield (
            index + 1, material.taken.place(one.record_id), speaker.words, one.quote,
            _theme_label(material, one), one.question or "", one.kind, said(one.kind_reason),
            one.stance, said(one.stance_reason) if one.stance_reason else "", one.language, one.lead,
            one.mark, one.duplicate_group or "", one.campaign or "", round(one.certainty, 4),
            one.start + shift, one.end + shift, speaker.kind, speaker.country, speaker.organisation,
            material.second_opinion(index), *_codes(material, index),
        )  # fmt: skip


def _theme_label(material: Material, one: Statement) -> str:
    theme = material.theme_of(one)
    return material.label(theme) if theme else ""


def _codes(material: Material, index: int) -> tuple[str, str, str]:
    if not material.coding:
        return "", "", ""
    one = material.coding.learned.assignments[index]
    by = _("a person") if one.by_person else _("a suggestion")
    titles = "; ".join(material.coding.title(key) for key in one.codes)
    return titles, by if one.codes else "", "" if one.is_sure else _("yes")


def _theme_heads() -> tuple[str, ...]:
    return (
        _("Theme"), _("Part of"), _("Question"), _("Label"), _("Words"), _("Voices"),
        _("Contributors"), _("Organisations"), _("Statements"), _("Stability"), _("Languages"),
        _("Voices for"), _("Voices against"), _("Voices on a condition"), _("Voices of no side"),
        _("In the middle"), _("Doubts"),
    )  # fmt: skip


def _theme_rows(material: Material) -> Iterator[tuple[object, ...]]:
    doubts: dict[str, list[str]] = defaultdict(list)
    for doubt in material.analysis.theme_doubts:
        doubts[doubt.theme].append(said(doubt.reason))
    for one in material.offered:
        middle = material.statement(one.medoid).quote if one.medoid >= 0 else ""
        yield (
            one.key, one.parent or "", one.question or "", material.label(one), ", ".join(one.keywords),
            one.n_voices, one.n_contributors, one.n_organisations, len(one.statements),
            round(one.stability, 4), ", ".join(one.languages), *one.stances, middle,
            "; ".join(doubts[one.key]),
        )  # fmt: skip


def _campaign_heads() -> tuple[str, ...]:
    return (
        _("Campaign"),
        _("Sort"),
        _("Text"),
        _("Senders"),
        _("Likeness"),
        _("Because"),
        _("Voices counted each"),
        _("Decision"),
    )


def _campaign_rows(material: Material) -> Iterator[tuple[object, ...]]:
    texts = {record.id: record.text for record in material.taken.records}
    for one in material.analysis.campaigns:
        yield (
            one.id, one.kind, texts[one.representative], len(one.contributors),
            round(one.similarity, 4), said(one.reason), one.n_each or "", one.decision,
        )  # fmt: skip


def _fate_rows(material: Material) -> Iterator[tuple[object, ...]]:
    for each in material.fates:
        yield (each.row.place, _(SENTENCES[each.fate]), each.reason, "; ".join(each.themes))


def _without_time(made: Path, path: Path) -> None:
    """Copy a workbook without the moment it was written, so that equal runs are equal bytes."""
    with ZipFile(made) as source, ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for name in source.namelist():
            entry = ZipInfo(name)
            entry.compress_type = ZIP_DEFLATED
            if name == "docProps/core.xml":
                archive.writestr(entry, _MADE.sub(_NO_DAY, source.read(name)))
                continue
            with source.open(name) as content, archive.open(entry, "w", force_zip64=True) as target:
                shutil.copyfileobj(content, target, 1 << 20)
