"""Coding twice: drawing statements, coding them apart, ending, settling what differs."""

from collections.abc import Iterable
from math import ceil
from random import Random

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commonspace.consultations.models import Consultation, Question
from commonspace.evidence.board import run_for
from commonspace.evidence.double import compare
from commonspace.evidence.errors import DoubleCodingError
from commonspace.evidence.models import (
    BlindReading,
    CandidateStatement,
    DoubleCoding,
    DoubleItem,
    Theme,
)
from commonspace.evidence.queries import waiting
from commonspace.evidence.services.confirming import code, confirm
from commonspace.people.models import Account
from commonspace.provenance.services import actor_of, record_event

FEWEST_THEMES = 2
FEWEST_ITEMS = 20


@transaction.atomic
def start_double_coding(
    *,
    consultation: Consultation,
    question: Question | None,
    first: Account,
    second: Account,
    percent: int,
    by: Account,
) -> DoubleCoding:
    """Draw statements nobody has decided about, for two people to code apart.

    Of near-duplicates one is drawn. At least 20 are drawn where there are as many: fewer say
    little about agreement.

    Args:
        consultation: Whose statements.
        question: Under which question; ``None`` for what answers none.
        first: One coder.
        second: The other.
        percent: The share to draw, 1 to 100.
        by: Who asks for it.

    Raises:
        DoubleCodingError: If the two are one, there are fewer than two themes, nothing waits, or
            a double coding of this question is under way.
    """
    if first.pk == second.pk:
        raise DoubleCodingError(_("Choose two different people: each codes without the other."))
    if consultation.themes.filter(merged_into=None, question=question).count() < FEWEST_THEMES:
        raise DoubleCodingError(
            _("Make at least two themes of this question first: they are what is coded with.")
        )
    pool = _pool(consultation, question)
    if not pool:
        raise DoubleCodingError(
            _("No suggested statement waits under this question. Analyse it first, or again.")
        )
    seed = DoubleCoding.objects.count() + 1
    n = min(len(pool), max(FEWEST_ITEMS, ceil(len(pool) * percent / 100)))
    drawn = Random(seed).sample(pool, n)  # noqa: S311  # a draw that can be repeated, not a secret
    try:
        with transaction.atomic():
            made = DoubleCoding.objects.create(
                consultation=consultation, question=question, first=first, second=second,
                seed=seed, drawn_from=len(pool), made_by=by,
            )  # fmt: skip
    except IntegrityError as error:
        raise DoubleCodingError(
            _("Two people are coding this question apart already. End that first.")
        ) from error
    DoubleItem.objects.bulk_create(
        DoubleItem(double=made, candidate=candidate, position=place)
        for place, candidate in enumerate(drawn, start=1)
    )
    _log(made, "double-coding.started", by)
    return made


def _pool(consultation: Consultation, question: Question | None) -> list[CandidateStatement]:
    run = run_for(consultation, question)
    if run is None:
        return []
    seen: set[str] = set()
    found = []
    for candidate in waiting(run).filter(question=question).order_by("pk"):
        if candidate.duplicate_group and candidate.duplicate_group in seen:
            continue
        seen.add(candidate.duplicate_group)
        found.append(candidate)
    return found


@transaction.atomic
def code_apart(*, item: DoubleItem, coder: Account, themes: Iterable[Theme]) -> BlindReading:
    """Keep what one of the two chose; choosing again replaces it. No theme means: none of these.

    Raises:
        DoubleCodingError: If the double coding has ended meanwhile.
    """
    double = DoubleCoding.objects.select_for_update().get(pk=item.double_id)
    if not double.is_open:
        raise DoubleCodingError(
            _("This double coding has ended meanwhile. What you chose last was not kept.")
        )
    reading, _is_new = BlindReading.objects.update_or_create(item=item, coder=coder)
    reading.themes.set(themes)
    return reading


@transaction.atomic
def end_double_coding(*, double: DoubleCoding, by: Account) -> None:
    """End the coding apart; from now on both parts can be compared, and nothing is added."""
    changed = DoubleCoding.objects.filter(pk=double.pk, ended_at=None).update(
        ended_at=timezone.now(), ended_by=by
    )
    if changed:
        _log(double, "double-coding.ended", by)


@transaction.atomic
def settle(
    *, item: DoubleItem, themes: Iterable[Theme], by: Account, in_bulk: bool = False
) -> None:
    """Decide where an item belongs; with a theme it becomes a statement, coded by who decides.

    Raises:
        BrokenAnchorError: If the quotation does not match its source any more.
    """
    chosen = list(themes)
    if chosen:
        statement = confirm(candidate=item.candidate, by=by, theme=chosen[0], in_bulk=in_bulk)
        for theme in chosen[1:]:
            code(statement=statement, theme=theme, by=by)
    item.settled_at, item.settled_by = timezone.now(), by
    item.save(update_fields=["settled_at", "settled_by"])
    _log(item.double, "double-coding.settled", by)


@transaction.atomic
def settle_agreed(*, double: DoubleCoding, by: Account) -> int:
    """Settle, in bulk, every open item of which both chose the same; return how many."""
    agreed = [pair for pair in compare(double).pairs if pair.is_same and not pair.item.settled_at]
    for pair in agreed:
        settle(item=pair.item, themes=pair.first, by=by, in_bulk=True)
    return len(agreed)


def _log(double: DoubleCoding, verb: str, by: Account) -> None:
    record_event(
        actor=actor_of(by), verb=verb,
        subject=f"double-coding:{double.pk}", scope=double.consultation.code,
    )  # fmt: skip
