"""The invented consultation the demo shows: read from ``data/``, typed, and checked.

Nothing here touches the database: whoever plays the demo reads ``load_demo()`` and calls the same
services a person's clicks would.
"""

from pathlib import Path
from typing import Any

from commonspace.cli.demo.checks import check
from commonspace.cli.demo.reading import DemoContentError, build, build_all, read_tables
from commonspace.cli.demo.shapes import (
    Consultation,
    Contribution,
    Decision,
    DemoContent,
    Meeting,
    SessionReport,
    StaffMember,
    Synthesis,
)

FOLDER = Path(__file__).parent / "data"
CONTRIBUTION_FILES = ("en", "fr", "es", "ar", "campaign", "meeting")
SYNTHESIS_FILES = ("findings", "examples", "recommendations", "services", "resources")


def load_demo(folder: Path = FOLDER) -> DemoContent:
    """Read, type and check everything the demo is made of.

    Raises:
        DemoContentError: If a file is incomplete or two files contradict each other.
    """
    call = read_tables(folder / "consultation.toml") | read_tables(folder / "documents.toml")
    sessions = read_tables(folder / "sessions.toml")
    content = DemoContent(
        consultation=build(Consultation, call, where="consultation"),
        contributions=_contributions(folder / "contributions"),
        decisions=build_all(Decision, read_tables(folder / "desk.toml")["decisions"], where="desk"),
        meetings=build_all(Meeting, sessions["meetings"], where="meetings"),
        session_reports=build_all(
            SessionReport, sessions["session_reports"], where="session_reports"
        ),
        synthesis=_synthesis(folder),
        staff=build_all(StaffMember, read_tables(folder / "staff.toml")["staff"], where="staff"),
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


def _synthesis(folder: Path) -> Synthesis:
    """Return the editor's decisions, each with the statements it names by key."""
    statements = _statements(folder / "statements")
    tables: dict[str, Any] = {"statements": statements}
    for name in SYNTHESIS_FILES:
        tables |= read_tables(folder / "synthesis" / f"{name}.toml")
    by_key = {statement["key"]: statement for statement in statements}
    for items in tables.values():
        for item in items:
            _name_evidence(item, by_key)
    return build(Synthesis, tables, where="synthesis")


def _statements(folder: Path) -> list[dict[str, Any]]:
    files = sorted(folder.glob("question-*.toml"))
    return [table for path in files for table in read_tables(path)["statements"]]


def _name_evidence(item: dict[str, Any], statements: dict[str, dict[str, Any]]) -> None:
    """Put statements in the place of their keys."""
    if "evidence" not in item:
        return
    named = item["evidence"]
    unknown = {named} - set(statements) if isinstance(named, str) else set(named) - set(statements)
    if unknown:
        raise DemoContentError(f"there is no statement {', '.join(sorted(unknown))}")
    if isinstance(named, str):
        item["evidence"] = statements[named]
    else:
        item["evidence"] = [statements[key] for key in named]
