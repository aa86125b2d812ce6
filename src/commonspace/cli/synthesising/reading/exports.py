"""Folders that other programs export, read as the one table they stand for."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from commonspace.cli.synthesising.reading.jsonlines import json_table, words_of
from commonspace.engines.tables.delimited import Decoded, delimited_table, encoding_of
from commonspace.engines.tables.roles import Role
from commonspace.engines.tables.rows import Row, Table, whole_words

_POLIS_BESIDE = ("summary.csv", "votes.csv", "participants-votes.csv")
_QUESTIONS = "question_part_*/responses.jsonl"
_LONGEST_TOPIC = 300


def exported_table(root: Path) -> Table | None:
    """Return the table of a folder that Polis or ThemeFinder wrote, or nothing for any other."""
    return _polis(root) or _themefinder(root)


def _polis(root: Path) -> Table | None:
    comments = _the_one(root, "comments.csv")
    beside = [found for name in _POLIS_BESIDE if (found := _the_one(root, name))]
    if not comments or not beside:
        return None
    table = delimited_table(comments, encoding="", delimiter="", heading=True)
    summary = _the_one(root, "summary.csv")
    remark = _("This is an export of Polis: its comments are read; votes play no part.")
    table.remarks.append(remark)
    return Table(
        form=_("export of Polis"),
        names=table.names,
        rows=table.rows,
        remarks=table.remarks,
        question=_asked_about(summary) if summary else "",
    )


def _the_one(root: Path, name: str) -> Path | None:
    """Return the file of a name, perhaps with the conversation's name and a hyphen before it."""
    found = sorted(
        path
        for path in root.glob(f"*{name}")
        if path.name == name or path.name.endswith(f"-{name}")
    )
    return found[0] if len(found) == 1 else None


def _asked_about(summary: Path) -> str:
    lines = Decoded(summary, encoding_of(summary, ""))
    try:
        said = {row[0]: row[1] for row in csv.reader(lines) if len(row) > 1}
    except csv.Error:
        return ""
    return " ".join(said.get("topic", "").split())[:_LONGEST_TOPIC]


def _themefinder(root: Path) -> Table | None:
    inputs = root / "inputs" if (root / "inputs").is_dir() else root
    parts = sorted(inputs.glob(_QUESTIONS))
    if not parts:
        return None
    tables = [
        (_asked(part.with_name("question.json")), json_table(part, encoding="")) for part in parts
    ]

    def rows() -> Iterator[Row]:
        number = 0
        for (asked, table), part in zip(tables, parts, strict=True):
            who = table.names.index("response_id") if "response_id" in table.names else None
            said = (
                table.names.index("response") if "response" in table.names else len(table.names) - 1
            )
            for row in table.rows():
                number += 1
                cells = (asked, row.cells[who] if who is not None else "", row.cells[said])
                place = _("%(part)s, line %(number)s") % {
                    "part": part.parent.name,
                    "number": row.number,
                }
                yield Row(number=number, cells=cells, place=place, refusal=row.refusal)

    return Table(
        form=_("input of ThemeFinder"),
        names=("question", "response_id", "response"),
        rows=rows,
        remarks=[],
        roles=(Role.QUESTION, Role.CONTRIBUTOR, Role.TEXT),
    )


def _asked(path: Path) -> str:
    try:
        found = json.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return path.parent.name
    said = found.get("question_text") if isinstance(found, dict) else None
    return whole_words(" ".join(words_of(said).split())) or path.parent.name
