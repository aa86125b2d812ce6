"""What became of every row: exactly one state each, so that the sums must agree."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from commonspace.analysis.results import Analysis, Theme
from commonspace.analysis.wording import Remark
from commonspace.cli.synthesising.taking import Taken, TakenRow


class Fate(StrEnum):
    """The states of a row; every row has exactly one."""

    IN_THEME = "in a theme"
    READ_WHOLE = "to be read whole"
    UNSORTED = "in no theme"
    UNPROCESSED = "not processed"


SENTENCES = {
    Fate.IN_THEME: gettext_noop("At least one statement stands in a proposed theme"),
    Fate.READ_WHOLE: gettext_noop(
        "In the list to be read whole: too little was said there for themes"
    ),
    Fate.UNSORTED: gettext_noop("Read, but in no theme: somebody should read it"),
    Fate.UNPROCESSED: gettext_noop("Gave no statement, for the reason told"),
}


@dataclass(frozen=True, slots=True)
class RowFate:
    """One row with its state, the reason if it was not processed, and what it gave."""

    row: TakenRow
    fate: Fate
    reason: str
    statements: tuple[int, ...]
    themes: tuple[str, ...]


def said(remark: Remark) -> str:
    """Return what the analysis says in the language of the report."""
    words = _(remark.message)
    return words % dict(remark.params) if remark.params else words


def fates_of(taken: Taken, analysis: Analysis, labels: Mapping[str, str]) -> tuple[RowFate, ...]:
    """Return what became of every row, in the order of the input.

    Args:
        taken: The rows.
        analysis: What was made of them.
        labels: The labels of the themes that are offered, by key.
    """
    statements: dict[str, list[int]] = defaultdict(list)
    for index, statement in enumerate(analysis.statements):
        statements[statement.record_id].append(index)
    reasons = {one.record_id: said(one.reason) for one in analysis.unprocessed}
    read_whole = _read_whole(analysis)
    return tuple(
        _fate(row, analysis, statements, reasons, labels, read_whole) for row in taken.rows
    )


def offered_in(analysis: Analysis) -> tuple[Theme, ...]:
    """Return the themes of questions that have enough answers for any."""
    read_whole = _read_whole(analysis)
    return tuple(one for one in analysis.themes if one.question not in read_whole)


def _read_whole(analysis: Analysis) -> frozenset[str | None]:
    return frozenset(one.question for one in analysis.questions if one.is_for_reading)


def labels_in(themes: Iterable[Theme], language: str) -> dict[str, str]:
    """Return the label of each theme by its key, in a language where it has one."""
    return {theme.key: dict(theme.labels).get(language) or theme.label for theme in themes}


def _fate(
    row: TakenRow,
    analysis: Analysis,
    statements: dict[str, list[int]],
    reasons: dict[str, str],
    labels: Mapping[str, str],
    read_whole: AbstractSet[str | None],
) -> RowFate:
    own = tuple(index for record in row.records for index in statements.get(record, ()))
    keys = dict.fromkeys(analysis.statements[index].theme for index in own)
    themes = tuple(labels[key] for key in keys if key and key in labels)
    if own:
        is_read = any(analysis.statements[index].question in read_whole for index in own)
        fate = Fate.IN_THEME if themes else Fate.READ_WHOLE if is_read else Fate.UNSORTED
        return RowFate(row, fate, "", own, themes)
    told = "; ".join(dict.fromkeys(reasons[each] for each in row.records if each in reasons))
    return RowFate(row, Fate.UNPROCESSED, row.refusal or told, (), ())


def totals(fates: Sequence[RowFate]) -> dict[Fate, int]:
    """Return how many rows are in each state; they add up to the rows read."""
    counted = Counter(each.fate for each in fates)
    return {fate: counted[fate] for fate in Fate}
