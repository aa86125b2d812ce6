"""What to read where a question has too little for themes: everything, in order."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from commonspace.consultations.models import Consultation, Question
from commonspace.contributions.queries import current_answers
from commonspace.evidence.choices import Kind
from commonspace.evidence.particulars import ADDRESSEES, addressee_in
from commonspace.evidence.queries import (
    live_statements,
    statements_with_source,
    waiting,
    with_source,
)
from commonspace.evidence.showing import Shown, show_candidates, show_statements
from commonspace.provenance.models import Run

MOST_SHOWN = 300
ORDER = (
    Kind.RECOMMENDATION,
    Kind.SERVICE,
    Kind.EXAMPLE,
    Kind.RESOURCE,
    Kind.CHALLENGE,
    Kind.QUESTION,
    Kind.QUOTE,
    Kind.POSITION,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextToRead:
    """One contribution with what it says to the question, in the order of its words."""

    reference: int
    speaker: str
    statements: tuple[Shown, ...]

    @property
    def confirmed(self) -> int:
        return sum(one.is_confirmed for one in self.statements)


@dataclass(frozen=True, slots=True)
class Sort:
    """Statements that do the same; of recommendations, those that speak to the same."""

    heading: str
    statements: tuple[Shown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingList:
    """Everything said to a question: text by text, and again by what it does."""

    texts: tuple[TextToRead, ...]
    sorts: tuple[Sort, ...]
    n_statements: int
    unread: tuple[int, ...]

    @property
    def is_whole(self) -> bool:
        return self.n_statements <= MOST_SHOWN


def reading_list(
    consultation: Consultation, question: Question | None, run: Run | None
) -> ReadingList:
    """Return what there is to read on a question, as it came.

    Of long documents the first ``MOST_SHOWN`` statements are shown; each text leads to all of it.
    ``unread`` are contributions that nothing was found or marked in.
    """
    statements = live_statements(consultation).filter(question=question)
    found = statements_with_source(statements).order_by("contribution__reference", "start")
    shown = show_statements(found[:MOST_SHOWN])
    total = statements.count()
    if run is not None:
        left = waiting(run).filter(question=question)
        rows = with_source(left).order_by("text__contribution__reference", "text", "start")
        shown += show_candidates(rows[:MOST_SHOWN])
        total += left.count()
    shown = sorted(shown, key=lambda one: (one.reference, str(one.text_id), one.start))[:MOST_SHOWN]
    answered = current_answers(consultation).filter(question=question)
    asked = set(answered.values_list("contribution__reference", flat=True))
    return ReadingList(
        texts=_by_text(shown),
        sorts=_by_sort(shown),
        n_statements=total,
        unread=tuple(sorted(asked - {one.reference for one in shown})),
    )


def _by_text(shown: Sequence[Shown]) -> tuple[TextToRead, ...]:
    found: dict[int, list[Shown]] = defaultdict(list)
    for one in shown:
        found[one.reference].append(one)
    return tuple(
        TextToRead(reference=reference, speaker=own[0].speaker, statements=tuple(own))
        for reference, own in found.items()
    )


def _by_sort(shown: Sequence[Shown]) -> tuple[Sort, ...]:
    sorts: list[Sort] = []
    for kind in ORDER:
        own = [one for one in shown if one.kind == kind]
        if kind != Kind.RECOMMENDATION:
            sorts.append(Sort(str(kind.label), tuple(own)))
            continue
        for key, heading in ADDRESSEES.items():
            to = tuple(one for one in own if addressee_in(one.quote) == key)
            sorts.append(Sort(f"{kind.label} · {_(heading)}", to))
    return tuple(one for one in sorts if one.statements)
