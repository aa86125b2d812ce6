"""Tagging statements with the entries of a frame, and suggesting tags."""

from collections.abc import Sequence
from importlib.metadata import version

import numpy as np
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from numpy.typing import NDArray

from commonspace.analysis.stopwords import STOP_WORDS
from commonspace.analysis.vectors import centre, unit_rows
from commonspace.analysis.words import normal_words
from commonspace.consultations.models import Frame, FrameItem
from commonspace.engines.embedding import embedder_for, local_embedder, with_local_instead
from commonspace.evidence.models import Statement, Tagging, TagSuggestion
from commonspace.evidence.queries import live_statements
from commonspace.evidence.showing import language_of
from commonspace.people.models import Account
from commonspace.provenance.models import Run
from commonspace.provenance.services import actor_of, record_event, report_progress, running

STANDS_OUT, TOGETHER = 1.4, 4.5
FEWEST_ITEMS, FEW_STATEMENTS = 3, 20
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

    The meaning of a statement, its language taken out, is compared with the title and description
    of each entry. Only the nearest entry is suggested, and only if it stands out twice: from the
    other entries for this statement, and this statement from the others for that entry, each by
    1.4 standard deviations and together by 4.5. In fewer than twenty statements the second can
    only be that it is in the nearer half. A frame of fewer than three entries is left to people.
    What was refused stays refused.
    """
    with running(run):
        items = list(
            frame.items.select_related("parent__frame__consultation", "frame__consultation")
        )
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
    languages = frame.consultation.languages
    (said, meant), _note = with_local_instead(
        embedder_for(settings.COMMONSPACE_EMBEDDER, languages),
        lambda: local_embedder(languages),
        lambda embedder: (
            unit_rows(embedder.embed([one.quote for one in statements])),
            unit_rows(embedder.embed([_words_of(item) for item in items])),
        ),
    )
    said = centre(said, [language_of(one) for one in statements])
    marks = standing_out(said @ unit_rows(meant - meant.mean(axis=0)).T)
    return [
        (statements[row], items[column], float(marks[row, column]), _shared(statements[row], items[column]))
        for row, column in np.argwhere(marks > 0)
    ]  # fmt: skip


def standing_out(nearness: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return how far the nearest entry stands out for each statement; 0 where it does not.

    Args:
        nearness: Cosines of shape (n_statements, n_items).

    Returns:
        Array of the same shape, in standard deviations, rounded; one value a row at most.
    """
    across = _deviations(nearness, axis=1)
    best = across == across.max(axis=1, keepdims=True)
    if len(nearness) < FEW_STATEMENTS:
        nearer_half = nearness >= np.median(nearness, axis=0, keepdims=True)
        kept = np.where(best & nearer_half & (across >= STANDS_OUT), across, 0.0)
    else:
        down = _deviations(nearness, axis=0)
        clear = (across >= STANDS_OUT) & (down >= STANDS_OUT) & (across + down >= TOGETHER)
        kept = np.where(best & clear, across + down, 0.0)
    return np.asarray(np.round(kept, 3), dtype=np.float64)


def _deviations(values: NDArray[np.float32], *, axis: int) -> NDArray[np.float64]:
    wide = np.asarray(values, dtype=np.float64)
    spread = wide.std(axis=axis, keepdims=True)
    moved = (wide - wide.mean(axis=axis, keepdims=True)) / np.where(spread > 0, spread, 1)
    return np.asarray(moved, dtype=np.float64)


def _words_of(item: FrameItem) -> str:
    """Return what an entry means in words; a measure means little without what it measures."""
    description = next(iter(item.description.values()), "")
    above = f"{item.parent}: " if item.parent else ""
    return f"{above}{item}. {description}"[:500]


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
