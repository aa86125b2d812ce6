"""The ledger: for each contribution, exactly one answer to "what became of it?".

A contribution is *cited* if one of its statements stands under something of the report,
*covered* if not, but a theme that one of its statements is coded to has a finding; otherwise
it is where the desk put it, or *unread* / *read*. Computed each time, never stored.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from commonspace.consultations.models import Consultation
from commonspace.contributions.models import Contribution
from commonspace.desk.choices import State
from commonspace.evidence.models import Coding, Statement
from commonspace.synthesis.choices import LedgerState
from commonspace.synthesis.services.writing import THINGS

_FROM_DESK = {
    State.WITHDRAWN: LedgerState.WITHDRAWN,
    State.REMOVED: LedgerState.REMOVED,
    State.PROTECTED: LedgerState.PROTECTED,
    State.SET_ASIDE: LedgerState.SET_ASIDE,
    State.MERGED: LedgerState.MERGED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """One contribution and what became of it; ``reason`` where somebody gave one."""

    contribution: Contribution
    state: LedgerState
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """Every contribution once; the counts add up to all received."""

    lines: tuple[LedgerLine, ...]

    @property
    def counts(self) -> Mapping[LedgerState, int]:
        found = Counter(line.state for line in self.lines)
        return {state: found[state] for state in LedgerState}

    @property
    def open_lines(self) -> tuple[LedgerLine, ...]:
        """Return what still has no answer: unread, or read and not used."""
        open_states = {LedgerState.UNREAD, LedgerState.READ}
        return tuple(line for line in self.lines if line.state in open_states)

    @property
    def accounted(self) -> int:
        return len(self.lines) - len(self.open_lines)


def ledger_of(consultation: Consultation) -> Ledger:
    """Return what became of every contribution of a consultation."""
    cited = contributions_cited(consultation)
    covered = _contributions_covered(consultation)
    contributions = consultation.contributions.select_related(
        "place", "contributor__organisation"
    ).prefetch_related("decisions")
    return Ledger(
        lines=tuple(_line(contribution, cited, covered) for contribution in contributions)
    )


def statements_cited(consultation: Consultation) -> set[UUID]:
    """Return the keys of statements that something of the report rests on."""
    found: set[UUID] = set()
    for thing in THINGS:
        found |= set(
            thing.statements.through.objects.filter(  # type: ignore[attr-defined]  # a many-to-many
                statement__consultation=consultation
            ).values_list("statement_id", flat=True)
        )
    return found


def contributions_cited(consultation: Consultation) -> set[object]:
    """Return the keys of contributions with a cited statement."""
    cited = statements_cited(consultation)
    return set(Statement.objects.filter(pk__in=cited).values_list("contribution_id", flat=True))


def _contributions_covered(consultation: Consultation) -> set[object]:
    return set(
        Coding.objects.filter(theme__findings__consultation=consultation).values_list(
            "statement__contribution_id", flat=True
        )
    )


def _line(contribution: Contribution, cited: set[object], covered: set[object]) -> LedgerLine:
    desk = contribution.place.state if hasattr(contribution, "place") else State.NEW
    if contribution.is_withdrawn:
        is_removed = desk == State.REMOVED
        state = LedgerState.REMOVED if is_removed else LedgerState.WITHDRAWN
        return LedgerLine(contribution=contribution, state=state)
    if desk in _FROM_DESK:
        return LedgerLine(
            contribution=contribution, state=_FROM_DESK[State(desk)], reason=_reason(contribution)
        )
    if contribution.pk in cited:
        return LedgerLine(contribution=contribution, state=LedgerState.CITED)
    if contribution.pk in covered:
        return LedgerLine(contribution=contribution, state=LedgerState.COVERED)
    state = LedgerState.UNREAD if desk == State.NEW else LedgerState.READ
    return LedgerLine(contribution=contribution, state=state)


def _reason(contribution: Contribution) -> str:
    decisions = [decision for decision in contribution.decisions.all() if decision.reason]
    return decisions[-1].reason if decisions else ""
