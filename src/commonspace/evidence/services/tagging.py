"""Tagging statements with the entries of a frame, and suggesting tags."""

from collections.abc import Sequence
from importlib.metadata import version

import numpy as np
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from numpy.typing import NDArray

from commonspace.analysis.stopwords import STOP_WORDS
from commonspace.analysis.vectors import unit_rows
from commonspace.analysis.words import normal_words
from commonspace.consultations.models import Frame, FrameItem
from commonspace.engines.embedding import embedder_for
from commonspace.evidence.models import Statement, Tagging, TagSuggestion
from commonspace.evidence.queries import live_statements
from commonspace.people.models import Account
from commonspace.provenance.models import Run
from commonspace.provenance.services import actor_of, record_event, report_progress, running

STANDS_OUT = 1.4
BEST = 2
FEWEST_ITEMS = 3
MOST_WORDS = 4
_SHORTEST_WORD = 4


@transaction.atomic
def tag(*, statement: Statement, item: FrameItem, by: Account) -> Tagging:
    """Say that a statement speaks to an entry of a frame; saying it twice is once."""
    tagging, is_new = Tagging.objects.get_or_create(
        statement=statement, item=item, defaults={"by": by}
    )
    if is_new:
        _log(statement, "statement.tagged", by)
    return tagging


@transaction.atomic
def untag(*, statement: Statement, item: FrameItem, by: Account) -> None:
    """Take a tag away. Where a run had suggested it, the suggestion counts as refused."""
    if Tagging.objects.filter(statement=statement, item=item).delete()[0]:
        _log(statement, "statement.untagged", by)
    _refuse(statement, item, by)


@transaction.atomic
def refuse_tag(*, statement: Statement, item: FrameItem, by: Account) -> None:
    """Say that a suggested tag is wrong; it is not suggested again."""
    _refuse(statement, item, by)
    _log(statement, "tag.refused", by)


def _refuse(statement: Statement, item: FrameItem, by: Account) -> None:
    TagSuggestion.objects.filter(statement=statement, item=item).update(
        refused_at=timezone.now(), refused_by=by
    )


def _log(statement: Statement, verb: str, by: Account) -> None:
    record_event(
        actor=actor_of(by), verb=verb, subject=f"statement:{statement.pk}",
        scope=statement.consultation.code,
    )  # fmt: skip


def suggest_tags(*, run: Run, frame: Frame) -> None:
    """Suggest entries of a frame for every statement that bears none of them.

    The meaning of a statement is compared with the title and description of each entry. An entry
    is suggested where it is among the two nearest, stands out from the other entries for this
    statement by 1.4 standard deviations, and the statement is in the nearer half of all statements
    for it. A frame of fewer than three entries is left to people. What was refused stays refused.
    """
    with running(run):
        items = list(frame.items.all())
        statements = list(live_statements(frame.consultation).exclude(taggings__item__frame=frame))
        report_progress(run, "comparing", 0, len(statements))
        found = _found(frame, items, statements) if len(items) >= FEWEST_ITEMS else []
        _keep(run, frame, found)
        run.tool, run.version = "commonspace.evidence.tagging", version("commonspace")
        run.counts_in = run.counts_out = len(statements)


Found = tuple[Statement, FrameItem, float, list[str]]


def _found(
    frame: Frame, items: Sequence[FrameItem], statements: Sequence[Statement]
) -> list[Found]:
    if not statements:
        return []
    embedder = embedder_for(settings.COMMONSPACE_EMBEDDER, frame.consultation.languages)
    said = unit_rows(embedder.embed([one.quote for one in statements]))
    meant = unit_rows(embedder.embed([_words_of(item) for item in items]))
    nearness = said @ meant.T
    marks = _standing_out(nearness)
    return [
        (statements[row], items[column], float(marks[row, column]), _shared(statements[row], items[column]))
        for row, column in np.argwhere(marks >= STANDS_OUT)
    ]  # fmt: skip


def _standing_out(nearness: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return how far each entry stands out for each statement; 0 where it is not to be suggested.

    Args:
        nearness: Cosines of shape (n_statements, n_items).

    Returns:
        Array of the same shape, in standard deviations over the entries, rounded.
    """
    usual = nearness.mean(axis=0, keepdims=True) if len(nearness) >= FEWEST_ITEMS else 0.0
    moved = np.asarray(nearness - usual, dtype=np.float64)
    spread = moved.std(axis=1, keepdims=True)
    marks = (moved - moved.mean(axis=1, keepdims=True)) / np.where(spread > 0, spread, 1)
    worst_kept = np.sort(marks, axis=1)[:, -min(BEST, marks.shape[1])][:, None]
    nearer_half = nearness >= np.median(nearness, axis=0, keepdims=True)
    kept = np.where((marks >= worst_kept) & nearer_half, marks, 0.0)
    return np.asarray(np.round(kept, 3), dtype=np.float64)


def _words_of(item: FrameItem) -> str:
    description = next(iter(item.description.values()), "")
    return f"{item}. {description}"[:500]


def _shared(statement: Statement, item: FrameItem) -> list[str]:
    """Return words that both say, common ones left out, in the order of the statement."""
    common = set().union(*STOP_WORDS.values())
    meant = set(normal_words(f"{_words_of(item)}"))
    said = (word for word in normal_words(statement.quote) if len(word) >= _SHORTEST_WORD)
    return list(dict.fromkeys(word for word in said if word in meant and word not in common))[
        :MOST_WORDS
    ]


@transaction.atomic
def _keep(run: Run, frame: Frame, found: Sequence[Found]) -> None:
    TagSuggestion.objects.filter(item__frame=frame, refused_at=None).delete()
    refused = set(
        TagSuggestion.objects.filter(item__frame=frame).values_list("statement_id", "item_id")
    )
    TagSuggestion.objects.bulk_create(
        TagSuggestion(run=run, statement=statement, item=item, nearness=mark, words=words)
        for statement, item, mark, words in found
        if (statement.pk, item.pk) not in refused
    )
