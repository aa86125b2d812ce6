"""Records cut into statements with language and kind, and folded into distinct ideas."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from commonspace.analysis.duplicates import find_likeness
from commonspace.analysis.kinds import NOT_JUDGED, Kind, Said, classify_all
from commonspace.analysis.kinds.standing import CERTAINTY, STANDS, Standing, reason_of, standing_in
from commonspace.analysis.languages import Detected, detect_record, detect_unit
from commonspace.analysis.records import Record
from commonspace.analysis.results import DuplicateGroup, Unprocessed
from commonspace.analysis.stance import NO_STANCE, Stance, stance_of
from commonspace.analysis.units import unitise
from commonspace.analysis.vectors import Vectors
from commonspace.analysis.wording import gettext_noop, remark
from commonspace.analysis.words import count_words, normal_form, whole_characters

_EMPTY = gettext_noop("holds no text")
_NO_WORDS = gettext_noop("holds no words")
_LEANS_ON_LEAD = 6
_PROGRESS_EVERY = 50


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement before it has a group or a theme."""

    record: Record
    start: int
    end: int
    lead: str
    language: Detected
    kind: Kind
    stance: Stance = NO_STANCE
    mark: str = ""

    @property
    def quote(self) -> str:
        """The exact words of the record."""
        return self.record.text[self.start : self.end]

    @property
    def sense(self) -> str:
        """The words compared for meaning: a short list item leans on the line above it."""
        if self.lead and count_words(self.quote) < _LEANS_ON_LEAD:
            return whole_characters(f"{self.lead}: {self.quote}")
        return whole_characters(self.quote)


@dataclass(frozen=True, slots=True)
class Idea:
    """What one or more drafts of a question say, counted once: indexes into the drafts."""

    representative: int
    members: tuple[int, ...]


def draft_statements(
    records: Sequence[Record],
    languages: Sequence[str],
    progress: Callable[[str, int, int], None],
    asked: Mapping[str | None, str] | None = None,
) -> tuple[list[Draft], list[Unprocessed]]:
    """Cut records into statements.

    Args:
        records: What was sent.
        languages: Languages the consultation expects.
        progress: Told the stage, how many are done, and of how many.
        asked: The wording of each question, where known.

    Returns:
        The drafts in order, and every record that gave none, with the reason.
    """
    drafts: list[Draft] = []
    unprocessed: list[Unprocessed] = []
    for done, record in enumerate(records, start=1):
        found = _drafts_of(record, languages, (asked or {}).get(record.question, ""))
        drafts.extend(found)
        if not found:
            empty = not record.text.strip("\0 \t\r\n")
            reason = remark("empty", _EMPTY) if empty else remark("no-words", _NO_WORDS)
            unprocessed.append(Unprocessed(record_id=record.id, reason=reason))
        if done % _PROGRESS_EVERY == 0 or done == len(records):
            progress("statements", done, len(records))
    return with_kinds(drafts), unprocessed


def with_kinds(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the drafts with their kinds: by where they stand, or else by their words."""
    places = {draft.record.id: standing_in(draft.record.text) for draft in _first_ones(drafts)}
    return [
        replace(draft, kind=_by_place(draft, places[draft.record.id]) or kind)
        for draft, kind in zip(drafts, classify_all(_said(drafts)), strict=True)
    ]


def look_again(drafts: Sequence[Draft], vectors: Vectors, embedder: str) -> list[Draft]:
    """Return the drafts with kinds that meaning speaks to as well; where a draft stands goes first.

    Args:
        drafts: All drafts, with the kinds their words gave them.
        vectors: Unit vectors of what they say, shape (n, dims).
        embedder: What made the vectors; if nothing was learnt with it, all stays as it is.
    """
    kinds = classify_all(_said(drafts), vectors, embedder=embedder)
    return [
        draft if draft.kind.reason.code == STANDS else replace(draft, kind=kind)
        for draft, kind in zip(drafts, kinds, strict=True)
    ]


def _said(drafts: Sequence[Draft]) -> list[Said]:
    return [
        Said(
            text=draft.quote,
            language=draft.language.language,
            lead=draft.lead,
            before=_beside(drafts, index, index - 1),
            after=_beside(drafts, index, index + 1),
        )
        for index, draft in enumerate(drafts)
    ]


def _first_ones(drafts: Sequence[Draft]) -> list[Draft]:
    """Return the first draft of each record."""
    return list({draft.record.id: draft for draft in reversed(drafts)}.values())


def _by_place(draft: Draft, standing: Standing) -> Kind | None:
    kind = standing.kind_of(draft.start, draft.end)
    return Kind(kind, reason_of(kind), CERTAINTY) if kind else None


def _beside(drafts: Sequence[Draft], index: int, other: int) -> str:
    """Return the words of a neighbour in the same record, or nothing."""
    if not 0 <= other < len(drafts) or drafts[other].record is not drafts[index].record:
        return ""
    return drafts[other].quote


def _drafts_of(record: Record, languages: Sequence[str], about: str) -> list[Draft]:
    whole = detect_record(record.text, languages, record.language)
    drafts = []
    for unit in unitise(record.text, whole.language):
        quote = record.text[unit.start : unit.end]
        language = detect_unit(quote, languages, whole)
        stance = stance_of(quote, language=language.language, about=about)
        mark = _mark_at(record, unit.start)
        drafts.append(
            Draft(record, unit.start, unit.end, unit.lead, language, NOT_JUDGED, stance, mark)
        )
    return drafts


def _mark_at(record: Record, start: int) -> str:
    """Return the page or time that a place in a record lies on, as the record tells."""
    before = bisect_right(record.marks, start, key=lambda mark: mark[0])
    return record.marks[before - 1][1] if before else ""


def fold(drafts: Sequence[Draft], seed: int) -> tuple[list[Idea], list[DuplicateGroup]]:
    """Fold drafts that say the same in the same words, question by question.

    Args:
        drafts: All drafts.
        seed: Start of the signatures.

    Returns:
        The ideas of every draft, in an order that depends on their words alone; and the
        groups of two drafts or more.
    """
    by_question: dict[str | None, list[int]] = defaultdict(list)
    for index, draft in enumerate(drafts):
        by_question[draft.record.question].append(index)
    ideas: list[Idea] = []
    groups: list[DuplicateGroup] = []
    for indexes in by_question.values():
        found = find_likeness([drafts[index].quote for index in indexes], seed=seed)
        folded: set[int] = set()
        for likeness in found:
            members = tuple(indexes[member] for member in likeness.members)
            folded.update(members)
            first = _speaker(drafts, members, indexes[likeness.representative])
            ideas.append(Idea(first, members))
            groups.append(
                DuplicateGroup(
                    id=f"same-{len(groups) + 1}",
                    kind=likeness.kind,
                    members=members,
                    representative=first,
                )
            )
        ideas.extend(Idea(index, (index,)) for index in indexes if index not in folded)
    return sorted(ideas, key=lambda idea: _by_words(drafts[idea.representative])), groups


def _speaker(drafts: Sequence[Draft], members: Sequence[int], middle: int) -> int:
    """Return the member with the middle one's words that sorts first, whoever sent it."""
    form = normal_form(drafts[middle].quote)
    alike = [member for member in members if normal_form(drafts[member].quote) == form]
    return min(alike, key=lambda member: (drafts[member].quote, drafts[member].record.id))


def _by_words(draft: Draft) -> tuple[str, str, str, str]:
    return (draft.language.language, normal_form(draft.quote), draft.quote, draft.record.id)
