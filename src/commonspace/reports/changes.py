"""What a reader of the last edition will find changed in the next one, line by line."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from commonspace.consultations.models import Consultation
from commonspace.reports.composition.compose import compose
from commonspace.reports.document_json import UnreadableDocumentError, from_json
from commonspace.reports.models import Edition
from commonspace.reports.notes import shown_snapshot
from commonspace.reports.rendering.text import render_text

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A line of the report that is new or gone."""

    is_new: bool
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """The lines that differ from an edition; at most ``MOST_SHOWN`` of them are ``shown``."""

    since: Edition
    lines: Sequence[Change]

    @property
    def n_new(self) -> int:
        """Return how many lines are new."""
        return sum(line.is_new for line in self.lines)

    @property
    def n_gone(self) -> int:
        """Return how many lines are gone."""
        return len(self.lines) - self.n_new

    @property
    def shown(self) -> Sequence[Change]:
        """Return the first of them."""
        return self.lines[:MOST_SHOWN]


def changes_since_last(consultation: Consultation) -> Changes | None:
    """Return what differs from the newest edition that stands, nothing if there is none to read."""
    last = (
        Edition.objects.filter(report__consultation=consultation, recalled_at=None)
        .order_by("-number")
        .first()
    )
    if last is None:
        return None
    try:
        before = from_json(shown_snapshot(last))
    except UnreadableDocumentError:
        return None
    now, _figures = compose(consultation, edition=last.number, overrides=last.overrides)
    now = replace(now, date=before.date)
    lines = _differing(render_text(before).splitlines(), render_text(now).splitlines())
    return Changes(since=last, lines=tuple(lines))


def _differing(before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    for _kind, start, end, new_start, new_end in matcher.get_opcodes():
        if before[start:end] != after[new_start:new_end]:
            yield from (Change(is_new=False, text=line) for line in before[start:end])
            yield from (Change(is_new=True, text=line) for line in after[new_start:new_end])
