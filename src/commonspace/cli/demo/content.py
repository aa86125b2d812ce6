"""The invented consultation the demo shows: read from ``data/``, typed, and checked.

Nothing here touches the database: whoever plays the demo reads ``load_demo()`` and calls the same
services a person's clicks would.
"""

from pathlib import Path
from typing import Any

from commonspace.cli.demo.checks import check
from commonspace.cli.demo.reading import build, build_all, read_tables
from commonspace.cli.demo.shapes import (
    Consultation,
    Contribution,
    DemoContent,
    Meeting,
    SessionReport,
    StaffMember,
    Synthesis,
)

FOLDER = Path(__file__).parent / "data"
CONTRIBUTION_FILES = ("en", "fr", "es", "ar", "campaign", "meeting")


def load_demo(folder: Path = FOLDER) -> DemoContent:
    """Read, type and check everything the demo is made of.

    Raises:
        DemoContentError: If a file is incomplete or two files contradict each other.
    """
    sessions = read_tables(folder / "sessions.toml")
    content = DemoContent(
        consultation=build(
            Consultation, read_tables(folder / "consultation.toml"), where="consultation"
        ),
        contributions=_contributions(folder / "contributions"),
        meetings=build_all(Meeting, sessions["meetings"], where="meetings"),
        session_reports=build_all(
            SessionReport, sessions["session_reports"], where="session_reports"
        ),
        synthesis=_synthesis(folder / "analysis.toml"),
        staff=build_all(
            StaffMember, read_tables(folder / "staff.toml")["staff"], where="staff"
        ),
    )
    check(content)
    return content


def _contributions(folder: Path) -> tuple[Contribution, ...]:
    """Return all contributions in the order in which they came."""
    found: list[Contribution] = []
    for name in CONTRIBUTION_FILES:
        tables = read_tables(folder / f"{name}.toml")["contributions"]
        found += build_all(Contribution, tables, where=name)
    return tuple(sorted(found, key=lambda one: (one.received.days, one.received.hours, one.key)))


def _synthesis(path: Path) -> Synthesis:
    """Return the editor's decisions; evidence speaks to its item's question unless it says so."""
    tables = read_tables(path)
    for items in tables.values():
        for item in items:
            _give_question(item)
    return build(Synthesis, tables, where="analysis")


def _give_question(item: dict[str, Any]) -> None:
    evidence = item.get("evidence", [])
    for piece in [evidence] if isinstance(evidence, dict) else evidence:
        if "question" in item:
            piece.setdefault("question", item["question"])
