"""Cutting statements anew: one in two, or neighbours into one; and taking it back."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from commonspace.evidence.errors import RecutError
from commonspace.evidence.judging import Judged, judged
from commonspace.evidence.models import CandidateStatement, Coding, Recut, Statement
from commonspace.evidence.services.confirming import refuse_if_coded_apart, refuse_if_in_use
from commonspace.evidence.services.keeping_statements import as_kept, brought_back
from commonspace.people.models import Account
from commonspace.provenance.anchors import Anchor
from commonspace.provenance.models import Run
from commonspace.provenance.services import actor_of, record_event

One = Statement | CandidateStatement
Span = tuple[int, int]


@transaction.atomic
def split(*, one: One, at: int, by: Account) -> Recut:
    """Cut a statement in two where the second part begins.

    The parts of a suggestion wait as it did; those of a confirmed statement are confirmed by the
    person who cut it, and what it was coded to is suggested for them first. Language, side and
    kind of each part are judged anew, and the theme of suggestions too.

    Args:
        one: The statement or candidate.
        at: Code point of the text at which the second part begins.
        by: Who cuts.

    Raises:
        RecutError: If ``at`` leaves one part without words.
        StatementInUseError: If something in the report rests on the statement.
        HeldForTwoError: If two people are coding these words apart.
    """
    words = one.text.text
    if not one.start < at < one.end or not words[one.start : at].strip() or not words[at : one.end].strip():  # fmt: skip
        raise RecutError(
            _("A part without words cannot stand. Choose a place inside the statement.")
        )
    parts = [Anchor.over(words, one.start, at), Anchor.over(words, at, one.end)]
    return _recut([one], [(part.start, part.end) for part in parts], by)


@transaction.atomic
def join(*, one: One, other: One, by: Account) -> Recut:
    """Make one statement of two neighbours of a text, with whatever stands between them.

    It is confirmed if one of the two was, and then coded to all that they were coded to.

    Raises:
        RecutError: If they stand in different texts, or speak to different questions.
        StatementInUseError: If something in the report rests on one of them.
        HeldForTwoError: If two people are coding these words apart.
    """
    if one.text_id != other.text_id or one.question_id != other.question_id:
        raise RecutError(
            _("Only neighbours in one text that speak to the same question can be joined.")
        )
    first, second = sorted((one, other), key=lambda each: each.start)
    return _recut([first, second], [(first.start, max(first.end, second.end))], by)


def next_to(one: One, run: Run | None) -> One | None:
    """Return the statement or suggestion that follows in the same text, if there is one."""
    after = {"text": one.text_id, "start__gte": one.end, "question": one.question_id}
    statement = Statement.objects.filter(**after).order_by("start").first()
    candidate = (
        run.candidates.filter(**after, refused_at=None).order_by("start").first() if run else None
    )
    found: list[One] = [each for each in (statement, candidate) if each is not None]
    return min(found, key=lambda each: (each.start, isinstance(each, CandidateStatement)), default=None)  # fmt: skip


@transaction.atomic
def take_back(*, recut: Recut, by: Account) -> None:
    """Bring back what was there before; codings, tags and translations come back with it.

    Raises:
        RecutError: If a part was confirmed, or cut again, since.
        StatementInUseError: If something in the report rests on a part.
    """
    if recut.taken_back_at is not None:
        return
    _refuse_if_gone_on(recut)
    for statement in _statements_at(recut.text_id, recut.made):
        refuse_if_in_use(statement)
        statement.delete()
    recut.candidates.all().delete()
    brought_back(recut)
    recut.replaced.update(refused_at=None, refused_by=None, replaced_by=None)
    recut.taken_back_at, recut.taken_back_by = timezone.now(), by
    recut.save(update_fields=["taken_back_at", "taken_back_by"])
    _log(recut, "statement.recut-taken-back", by)


def reapply(run: Run, texts: Iterable[UUID]) -> None:
    """Cut what a new run proposes as people cut it before, in the order in which they did."""
    for recut in Recut.objects.filter(text__in=texts, taken_back_at=None).select_related("text"):
        found = list(run.candidates.filter(_at(recut.taken), text=recut.text, refused_at=None))
        if len(found) == len(recut.taken):
            _replace(found, recut)


def _recut(taken: Sequence[One], made: list[Span], by: Account) -> Recut:
    text = taken[0].text
    refuse_if_coded_apart(text=text, start=taken[0].start, end=taken[-1].end)
    statements = [one for one in taken if isinstance(one, Statement)]
    for statement in statements:
        refuse_if_in_use(statement)
    recut = Recut.objects.create(
        text=text,
        taken=[[one.start, one.end] for one in taken],
        made=[[*span] for span in made],
        kept=[as_kept(one) for one in statements],
        by=by,
    )
    spans = _at(recut.taken)
    runs = {one.run_id for one in taken if isinstance(one, CandidateStatement)}
    candidates = CandidateStatement.objects.filter(spans, text=text, refused_at=None)
    own = list(candidates.filter(run__in=runs) if runs else candidates)
    if statements:
        _confirm_parts(recut, statements, by)
        _set_aside(list(candidates), recut)
    else:
        _replace(own, recut)
    _log(recut, "statement.split" if recut.is_split else "statement.joined", by)
    return recut


def _confirm_parts(recut: Recut, statements: Sequence[Statement], by: Account) -> None:
    """Put confirmed statements in the place of confirmed ones."""
    first = statements[0]
    coded = list(Coding.objects.filter(statement__in=statements)) if not recut.is_split else []
    kinds = {one.kind for one in statements}
    parts = judged(recut.text, [(start, end) for start, end in recut.made], first.question)
    Statement.objects.filter(pk__in=[one.pk for one in statements]).delete()
    for part in parts:
        made = Statement.objects.create(
            consultation_id=first.consultation_id,
            contribution_id=first.contribution_id,
            text=recut.text,
            start=part.start,
            end=part.end,
            quote=part.quote,
            question=first.question,
            kind=kinds.pop() if not recut.is_split and len(kinds) == 1 else part.kind,
            confirmed_by=by,
        )
        for coding in coded:
            Coding.objects.get_or_create(
                statement=made, theme_id=coding.theme_id, defaults={"by_id": coding.by_id}
            )


def _replace(candidates: Sequence[CandidateStatement], recut: Recut) -> None:
    """Set candidates aside and let those of the recut wait in their place, in the same runs."""
    spans = [(start, end) for start, end in recut.made]
    confirmed = {(one.start, one.end) for one in _statements_at(recut.text_id, recut.made)}
    for run in {one.run_id for one in candidates}:
        own = [one for one in candidates if one.run_id == run]
        left = [span for span in spans if span not in confirmed]
        if left:
            parts = judged(recut.text, left, own[0].question, own[0].run)
            CandidateStatement.objects.bulk_create(_candidate(part, own, recut) for part in parts)
    _set_aside(candidates, recut)


def _set_aside(candidates: Sequence[CandidateStatement], recut: Recut) -> None:
    CandidateStatement.objects.filter(pk__in=[one.pk for one in candidates]).update(
        refused_at=timezone.now(), refused_by=recut.by, replaced_by=recut
    )


def _candidate(part: Judged, own: Sequence[CandidateStatement], recut: Recut) -> CandidateStatement:
    first = own[0]
    campaigns = {one.campaign for one in own}
    return CandidateStatement(
        run=first.run,
        text=recut.text,
        start=part.start,
        end=part.end,
        quote=part.quote,
        question=first.question,
        language=part.language,
        kind=part.kind,
        kind_reason=part.kind_reason,
        kind_remark=part.kind_remark,
        certainty=part.certainty if part.is_placed else first.certainty,
        theme=part.theme if part.is_placed else first.theme,
        campaign=first.campaign if len(campaigns) == 1 else "",
        letter=first.letter if len(campaigns) == 1 else "",
        stance=part.stance,
        stance_remark=part.stance_remark,
        is_minority=any(one.is_minority for one in own),
        minority_remark=first.minority_remark,
        map_x=first.map_x,
        map_y=first.map_y,
        made_by=recut,
    )


def _refuse_if_gone_on(recut: Recut) -> None:
    made = _statements_at(recut.text_id, recut.made)
    if not recut.kept and made:
        raise RecutError(
            _("A part of it was confirmed since. Take that back first; nothing was changed.")
        )
    if len(made) < len(recut.made) and recut.kept:
        raise RecutError(_("A part of it was cut again or taken back since. Undo that first."))
    if recut.candidates.exclude(replaced_by=None).exists():
        raise RecutError(_("A part of it was cut again or taken back since. Undo that first."))


def _statements_at(text: UUID, spans: Iterable[Sequence[int]]) -> list[Statement]:
    return list(Statement.objects.filter(_at(spans), text=text))


def _at(spans: Iterable[Sequence[int]]) -> Q:
    found = Q(pk__in=[])
    for start, end in spans:
        found |= Q(start=start, end=end)
    return found


def _log(recut: Recut, verb: str, by: Account) -> None:
    record_event(
        actor=actor_of(by), verb=verb, subject=f"recut:{recut.pk}",
        scope=recut.text.contribution.consultation.code,
    )  # fmt: skip
