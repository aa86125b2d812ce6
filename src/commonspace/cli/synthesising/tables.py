"""The run as tables and as JSON: statements, themes, every row of the ledger."""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font

from commonspace.cli.synthesising.composition.material import VERSION, Material
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


def statements_xlsx(material: Material) -> bytes:
    """Return a workbook of statements, themes and rows, in which no cell can run."""
    book = Workbook(write_only=True)
    _sheet(book, _("Statements"), _statement_heads(), _statement_rows(material))
    _sheet(book, _("Themes"), _theme_heads(), _theme_rows(material))
    _sheet(book, _("Rows"), (_("Row"), _("State"), _("Reason"), _("Themes")), _fate_rows(material))
    made = io.BytesIO()
    book.save(made)
    return _without_time(made.getvalue())


def _sheet(
    book: Workbook, title: str, heads: Sequence[str], rows: Iterable[Sequence[object]]
) -> None:
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    for letter, width in _WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    bold = [WriteOnlyCell(sheet, head) for head in heads]
    for cell in bold:
        cell.font = Font(bold=True)
    sheet.append(bold)
    for _number, row in zip(range(_MOST_ROWS), rows, strict=False):
        sheet.append([_cell(sheet, value) for value in row])


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
        _("Because"), _("Language"), _("Heading above"), _("Same words as"), _("Campaign"),
        _("Share of neighbours in the theme"), _("Start"), _("End"),
    )  # fmt: skip


def _statement_rows(material: Material) -> Iterator[tuple[object, ...]]:
    for number, one in enumerate(material.analysis.statements, start=1):
        yield (
            number, material.taken.place(one.record_id), material.taken.speaker(one.record_id).words,
            one.quote, material.labels.get(one.theme or "", ""), one.question or "", one.kind,
            said(one.kind_reason), one.language, one.lead, one.duplicate_group or "",
            one.campaign or "", round(one.certainty, 4), one.start, one.end,
        )  # fmt: skip


def _theme_heads() -> tuple[str, ...]:
    return (
        _("Theme"), _("Part of"), _("Question"), _("Label"), _("Words"), _("Voices"),
        _("Contributors"), _("Organisations"), _("Statements"), _("Stability"), _("Languages"),
    )  # fmt: skip


def _theme_rows(material: Material) -> Iterator[tuple[object, ...]]:
    for one in material.analysis.themes:
        yield (
            one.key, one.parent or "", one.question or "", material.label(one), ", ".join(one.keywords),
            one.n_voices, one.n_contributors, one.n_organisations, len(one.statements),
            round(one.stability, 4), ", ".join(one.languages),
        )  # fmt: skip


def _fate_rows(material: Material) -> Iterator[tuple[object, ...]]:
    for each in material.fates:
        yield (each.row.place, _(SENTENCES[each.fate]), each.reason, "; ".join(each.themes))


def _without_time(made: bytes) -> bytes:
    """Return the workbook without the moment it was written, so that equal runs are equal bytes."""
    target = io.BytesIO()
    with ZipFile(io.BytesIO(made)) as source, ZipFile(target, "w", ZIP_DEFLATED) as archive:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _MADE.sub(_NO_DAY, content)
            archive.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return target.getvalue()


def statements_json(material: Material) -> bytes:
    """Return every statement with who said it, where it stands and what is proposed for it."""
    found = []
    for number, one in enumerate(material.analysis.statements, start=1):
        speaker = material.taken.speaker(one.record_id)
        row = material.taken.rows[material.taken.row_of[one.record_id]]
        found.append(
            {
                **asdict(one),
                "kind_reason": str(one.kind_reason),
                "number": number,
                "row": row.number,
                "place": row.place,
                "speaker": asdict(speaker),
            }
        )
    return _json({"status": "suggested by software, confirmed by nobody", "statements": found})


def analysis_json(material: Material) -> bytes:
    """Return the analysis but for its statements, with settings and sums."""
    analysis = material.analysis
    whole = {
        "status": "suggested by software, confirmed by nobody",
        "software": f"commonspace {VERSION}",
        "input": {"name": material.name, "form": material.form, "sha256": material.digest},
        "columns": [
            {"name": g.name, "role": g.role.value, "reason": g.reason} for g in material.guesses
        ],
        "settings": asdict(material.settings),
        "embedder": analysis.embedder,
        "counts": asdict(analysis.counts),
        "questions": [asdict(one) for one in analysis.questions],
        "themes": [asdict(one) for one in analysis.themes],
        "duplicate_groups": [asdict(one) for one in analysis.duplicate_groups],
        "campaigns": [_campaign(material, one.members, asdict(one)) for one in analysis.campaigns],
        "minority": [
            {"statement": one.statement, "why": one.why, "reason": str(one.reason)}
            for one in analysis.minority
        ],
        "unsorted": analysis.unsorted,
        "notes": [{"question": one.question, "note": str(one)} for one in analysis.notes],
        "rows": [
            {"row": e.row.number, "place": e.row.place, "state": e.fate.value, "reason": e.reason}
            for e in material.fates
        ],
    }
    return _json(whole)


def _campaign(
    material: Material, members: Sequence[str], campaign: dict[str, object]
) -> dict[str, object]:
    """Return a campaign with its senders as they may be printed."""
    senders = [material.taken.speaker(member).label for member in members]
    return {**campaign, "contributors": list(dict.fromkeys(senders))}


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
