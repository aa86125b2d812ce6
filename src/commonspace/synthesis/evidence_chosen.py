"""Statements and candidates named in an address or a form, and finding more of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from commonspace.consultations.models import Consultation, Question
from commonspace.evidence.models import CandidateStatement, Statement, Theme
from commonspace.evidence.queries import live_statements, statements_with_source, with_source
from commonspace.evidence.services.confirming import confirm
from commonspace.evidence.showing import Shown, language_of, show_candidates, show_statements
from commonspace.kernel.errors import NotYoursError
from commonspace.people.models import Account
from commonspace.synthesis.prefill import suggested

MOST_FOUND = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What a thing of the report is to rest on."""

    statements: tuple[Statement, ...]
    candidates: tuple[CandidateStatement, ...]

    @property
    def shown(self) -> list[Shown]:
        return [*show_statements(self.statements), *show_candidates(self.candidates)]

    @property
    def question(self) -> Question | None:
        found = [
            *(one.question for one in self.statements),
            *(one.question for one in self.candidates),
        ]
        return next(iter(found), None)

    def suggested(self, kind: str) -> dict[str, object]:
        """Return what the first of them suggests for the fields of ``kind``."""
        for statement in self.statements:
            return suggested(
                kind, words=statement.quote, contribution=statement.contribution, language=language_of(statement)
            )  # fmt: skip
        for candidate in self.candidates:
            return suggested(
                kind, words=candidate.quote, contribution=candidate.text.contribution, language=candidate.language
            )  # fmt: skip
        return {}

    def confirmed(self, *, by: Account) -> list[Statement]:
        """Return statements only: candidates are confirmed on the way."""
        made = [confirm(candidate=one, by=by) for one in self.candidates]
        return [*self.statements, *made]


def chosen_by(consultation: Consultation, keys: Iterable[str]) -> Chosen:
    """Return the statements and candidates of a consultation that ``keys`` name.

    Raises:
        NotYoursError: If a key names nothing here.
    """
    numbers: list[str] = []
    ids: list[str] = []
    for key in dict.fromkeys(keys):
        (numbers if key.startswith("c-") else ids).append(key[2:])
    if not all(one.isascii() and one.isdigit() for one in numbers):
        raise NotYoursError
    candidates = with_source(
        CandidateStatement.objects.filter(
            pk__in=numbers,
            text__contribution__consultation=consultation,
            text__contribution__withdrawn_at=None,
        )
    ).select_related("question", "theme__theme", "text__contribution__consultation")
    known = (
        {str(pk): pk for pk in consultation.statements.values_list("pk", flat=True)} if ids else {}
    )
    statements = statements_with_source(
        live_statements(consultation).filter(pk__in=[known[one] for one in ids if one in known])
    )
    found = Chosen(statements=tuple(statements), candidates=tuple(candidates))
    if len(found.statements) + len(found.candidates) < len(numbers) + len(ids):
        raise NotYoursError
    return found


def chosen_of(theme: Theme) -> Chosen:
    """Return the statements of a theme."""
    found = Statement.objects.filter(codings__theme=theme, contribution__withdrawn_at=None)
    return Chosen(statements=tuple(statements_with_source(found)), candidates=())


def statements_found(
    consultation: Consultation, *, question: Question | None, words: str, theme: Theme | None,
    without: Iterable[object],
) -> list[Shown]:  # fmt: skip
    """Return statements that could stand under something, by words or by theme."""
    found = live_statements(consultation).exclude(pk__in=list(without))
    if question is not None:
        found = found.filter(question=question)
    for word in words.split():
        found = found.filter(quote__icontains=word)
    if theme is not None:
        found = found.filter(codings__theme=theme)
    return show_statements(statements_with_source(found)[:MOST_FOUND])
