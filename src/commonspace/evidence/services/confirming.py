"""What a person makes of candidates, and statements a person marks in a text."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from commonspace.consultations.models import Consultation, Question
from commonspace.contributions.models import SourceText
from commonspace.evidence.errors import HeldForTwoError, StatementInUseError
from commonspace.evidence.models import (
    CandidateStatement,
    CandidateTheme,
    Coding,
    DoubleItem,
    Statement,
    Theme,
)
from commonspace.people.models import Account
from commonspace.provenance.anchors import Anchor
from commonspace.provenance.services import actor_of, record_event


@transaction.atomic
def confirm(
    *,
    candidate: CandidateStatement,
    by: Account | None,
    theme: Theme | None = None,
    kind: str = "",
    in_bulk: bool = False,
) -> Statement:
    """Make a candidate a statement, coded to ``theme`` or to the theme its group became.

    Confirming twice gives the same statement. ``kind`` is what the person says it does, where
    that differs from what the machine said.

    Raises:
        BrokenAnchorError: If the quotation does not match its source any more.
    """
    anchor = Anchor(start=candidate.start, end=candidate.end, quote=candidate.quote)
    statement = mark(
        text=candidate.text, anchor=anchor, question=candidate.question,
        kind=kind or candidate.kind, by=by, in_bulk=in_bulk,
    )  # fmt: skip
    if kind and statement.kind != kind:
        change_statement(statement=statement, kind=kind, question=statement.question, by=by)
    if statement.candidate_id is None:
        statement.candidate = candidate
        statement.save(update_fields=["candidate"])
    CandidateStatement.objects.filter(pk=candidate.pk).update(refused_at=None, refused_by=None)
    theme = theme or (candidate.theme.theme if candidate.theme else None)
    if theme is not None:
        code(statement=statement, theme=theme, by=by)
    return statement


@transaction.atomic
def mark(
    *,
    text: SourceText,
    anchor: Anchor,
    question: Question | None,
    kind: str,
    by: Account | None,
    in_bulk: bool = False,
) -> Statement:
    """Make the anchored words a statement; the same span twice is the same statement.

    Raises:
        BrokenAnchorError: If the anchor does not resolve in ``text``.
    """
    anchor.resolve(text.text)
    contribution = text.contribution
    statement, is_new = Statement.objects.get_or_create(
        text=text,
        start=anchor.start,
        end=anchor.end,
        defaults={
            "consultation_id": contribution.consultation_id,
            "contribution": contribution,
            "quote": anchor.quote,
            "question": question,
            "kind": kind,
            "confirmed_by": by,
            "confirmed_in_bulk": in_bulk,
        },
    )
    if is_new:
        record_event(
            actor=actor_of(by),
            verb="statement.confirmed-in-bulk" if in_bulk else "statement.confirmed",
            subject=f"statement:{statement.pk}",
            scope=contribution.consultation.code,
        )
    return statement


@transaction.atomic
def refuse(*, candidate: CandidateStatement, by: Account) -> None:
    """Set a candidate aside; it stays in its run, marked as refused."""
    candidate.refused_at, candidate.refused_by = timezone.now(), by
    candidate.save(update_fields=["refused_at", "refused_by"])
    _log_candidate(candidate, "candidate.refused", by)


@transaction.atomic
def reconsider(*, candidate: CandidateStatement, by: Account) -> None:
    """Take up again a candidate that was set aside."""
    candidate.refused_at = candidate.refused_by = None
    candidate.save(update_fields=["refused_at", "refused_by"])
    _log_candidate(candidate, "candidate.taken-up-again", by)


@transaction.atomic
def unmark(*, statement: Statement, by: Account) -> None:
    """Take a statement back; its candidate, if any, waits again.

    Raises:
        StatementInUseError: If something in the report rests on it.
    """
    refuse_if_in_use(statement)
    record_event(
        actor=actor_of(by), verb="statement.taken-back",
        subject=f"statement:{statement.pk}", scope=statement.consultation.code,
    )  # fmt: skip
    statement.delete()


def refuse_if_in_use(statement: Statement) -> None:
    """Refuse to lose a statement that something in the report rests on.

    Raises:
        StatementInUseError: If something does.
    """
    if _carries_something(statement):
        raise StatementInUseError(
            _(
                "Something in the report rests on this statement. Take it from there first; "
                "the statement has stayed."
            )
        )


def _carries_something(statement: Statement) -> bool:
    """Tell whether a later room holds on to this statement."""
    relations = [one for one in statement._meta.related_objects if one.many_to_many]  # noqa: SLF001  # Django's own door to it
    return any(getattr(statement, str(one.get_accessor_name())).exists() for one in relations)


@transaction.atomic
def change_statement(
    *, statement: Statement, kind: str, question: Question | None, by: Account | None = None
) -> Statement:
    """Set what a statement does and which question it speaks to."""
    statement.kind, statement.question = kind, question
    statement.save(update_fields=["kind", "question"])
    record_event(
        actor=actor_of(by), verb="statement.changed",
        subject=f"statement:{statement.pk}", scope=statement.consultation.code,
    )  # fmt: skip
    return statement


@transaction.atomic
def code(*, statement: Statement, theme: Theme, by: Account | None) -> Coding:
    """Say that a statement belongs to a theme.

    Raises:
        HeldForTwoError: If two people are coding these words apart: one would see the other's mind.
    """
    refuse_if_coded_apart(text=statement.text, start=statement.start, end=statement.end)
    coding, _is_new = Coding.objects.get_or_create(
        statement=statement, theme=theme, defaults={"by": by}
    )
    return coding


@transaction.atomic
def adopt_theme(
    *,
    candidate: CandidateTheme,
    by: Account | None,
    label: str = "",
    statements: Iterable[CandidateStatement] | None = None,
) -> Theme:
    """Make a proposed theme one of ours and confirm its statements in bulk, logged as such.

    Args:
        candidate: The proposal; adopting it again adds to the theme it became.
        by: Who decides.
        label: A better label than the proposed one.
        statements: Only these; all that were not refused and are not being coded apart by two
            people, those of the themes below it included, if ``None``.
    """
    theme = candidate.theme
    if theme is None:
        theme = Theme.objects.create(
            consultation=_consultation(candidate),
            question=candidate.question,
            label=(label or candidate.label)[:200],
            position=candidate.position,
            made_by=by,
        )
        candidate.theme = theme
        candidate.save(update_fields=["theme"])
        record_event(
            actor=actor_of(by), verb="theme.adopted", subject=f"theme:{theme.pk}", scope=theme.consultation.code
        )  # fmt: skip
    chosen = _standing(candidate) if statements is None else statements
    for statement in chosen:
        confirm(candidate=statement, by=by, theme=theme, in_bulk=True)
    if statements is None:
        for child in candidate.children.filter(theme=None):
            child.theme = theme
            child.save(update_fields=["theme"])
            adopt_theme(candidate=child, by=by)
    return theme


def _standing(candidate: CandidateTheme) -> QuerySet[CandidateStatement]:
    standing = candidate.statements.filter(
        refused_at=None, text__contribution__withdrawn_at=None
    ).exclude(pk__in=_held().values("pk"))
    return standing.select_related("text__contribution__consultation", "question", "theme")


@transaction.atomic
def join_theme(*, candidate: CandidateTheme, theme: Theme, by: Account | None) -> Theme:
    """Add a proposed theme to one of ours: its statements are confirmed there, in bulk."""
    candidate.theme = theme
    candidate.save(update_fields=["theme"])
    record_event(
        actor=actor_of(by), verb="theme.joined", subject=f"theme:{theme.pk}", scope=theme.consultation.code
    )  # fmt: skip
    return adopt_theme(candidate=candidate, by=by)


def refuse_if_coded_apart(*, text: SourceText, start: int, end: int) -> None:
    """Refuse to let anybody see what one of two coders thinks of these words.

    Raises:
        HeldForTwoError: If two people are coding them, or words among them, apart.
    """
    if _held().filter(text=text, start__lt=end, end__gt=start).exists():
        raise HeldForTwoError(
            _(
                "Two people are coding these words apart. They can be put into a theme "
                "when both are done and have compared."
            )
        )


def _held() -> QuerySet[CandidateStatement]:
    """Return what two people are coding apart at present."""
    items = DoubleItem.objects.filter(double__ended_at=None)
    return CandidateStatement.objects.filter(pk__in=items.values("candidate"))


def _log_candidate(candidate: CandidateStatement, verb: str, by: Account) -> None:
    record_event(
        actor=actor_of(by), verb=verb, subject=f"candidate:{candidate.pk}",
        scope=candidate.text.contribution.consultation.code,
    )  # fmt: skip


def _consultation(candidate: CandidateTheme) -> Consultation:
    if candidate.question:
        return candidate.question.consultation
    first = candidate.statements.select_related("text__contribution__consultation").first()
    if first is None:
        raise ValueError("A theme without statements belongs to no consultation.")
    return first.text.contribution.consultation
