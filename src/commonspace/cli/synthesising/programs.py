"""The run as JSON, for programs: statements, themes, settings, every row's state."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

from commonspace.analysis.learning import Assignment
from commonspace.analysis.results import Campaign
from commonspace.cli.synthesising.composition.material import VERSION, Material

_STATUS = "suggested by software, confirmed by nobody"


def statements_json(material: Material, path: Path) -> None:
    """Write every statement with who said it, where it stands and what is proposed for it."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write(f'{{\n "status": {json.dumps(_STATUS)},\n "statements": [')
        for place, one in enumerate(_statements(material)):
            whole = json.dumps(one, ensure_ascii=False, sort_keys=True)
            file.write(f"{',' if place else ''}\n  {whole}")
        file.write("\n ]\n}\n")


def _statements(material: Material) -> Iterator[dict[str, object]]:
    opinions = material.chat.opinions if material.chat else {}
    for index, one in enumerate(material.analysis.statements):
        row = material.taken.rows[material.taken.row_of[one.record_id]]
        shift = material.taken.shift.get(one.record_id, 0)
        found = {
            **asdict(one),
            "start": one.start + shift,
            "end": one.end + shift,
            "kind_reason": str(one.kind_reason),
            "stance_reason": str(one.stance_reason or ""),
            "quotable_reason": str(one.quotable_reason or ""),
            "number": index + 1,
            "row": row.number,
            "place": row.place,
            "speaker": asdict(row.speaker),
        }
        if material.coding:
            found["coding"] = _coding(material.coding.learned.assignments[index])
        if index in opinions:
            found["second_opinion"] = opinions[index]
        yield found


def _coding(one: Assignment) -> dict[str, object]:
    return {
        "codes": one.codes,
        "by_person": one.by_person,
        "is_sure": one.is_sure,
        "suggestions": [{**asdict(each), "reason": str(each.reason)} for each in one.suggestions],
    }


def analysis_json(material: Material) -> bytes:
    """Return the analysis but for its statements, with settings and sums."""
    analysis = material.analysis
    whole = {
        "status": _STATUS,
        "software": f"commonspace {VERSION}",
        "input": {"name": material.name, "form": material.form, "sha256": material.digest},
        "columns": [
            {"name": g.name, "role": g.role.value, "reason": g.reason} for g in material.guesses
        ],
        "settings": asdict(material.settings),
        "embedder": analysis.embedder,
        "counts": asdict(analysis.counts),
        "questions": [asdict(one) for one in analysis.questions],
        "themes": [
            {**asdict(one), "is_offered": one in material.offered} for one in analysis.themes
        ],
        "duplicate_groups": [asdict(one) for one in analysis.duplicate_groups],
        "campaigns": [_campaign(material, one) for one in analysis.campaigns],
        "theme_doubts": [
            {**asdict(one), "reason": str(one.reason)} for one in analysis.theme_doubts
        ],
        "minority": [
            {"statement": one.statement, "why": one.why, "reason": str(one.reason)}
            for one in analysis.minority
        ],
        "unsorted": analysis.unsorted,
        "codebook": _codebook(material),
        "notes": [{"question": one.question, "note": str(one)} for one in analysis.notes],
        "rows": [
            {"row": e.row.number, "place": e.row.place, "state": e.fate.value, "reason": e.reason}
            for e in material.fates
        ],
    }
    return _json(whole)


def _codebook(material: Material) -> dict[str, object] | None:
    if not material.coding:
        return None
    quality = material.coding.learned.quality
    return {
        "codes": [asdict(code) for code in material.coding.codes],
        "coded_rows": material.coding.coded_rows,
        "quality": asdict(quality) if quality else None,
    }


def _campaign(material: Material, one: Campaign) -> dict[str, object]:
    """Return a campaign with its senders as they may be printed."""
    senders = [material.taken.speaker(member).label for member in one.members]
    return {
        **asdict(one),
        "reason": str(one.reason),
        "contributors": list(dict.fromkeys(senders)),
    }


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
