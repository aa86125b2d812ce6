"""What the page says besides themes: campaigns, lone voices, kinds, the ledger, the method."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonspace.analysis.learning import Assignment, Code
from commonspace.analysis.results import LETTER, Campaign
from commonspace.cli.synthesising.coding import Coding
from commonspace.cli.synthesising.composition.campaigns import (
    counted_in_words,
    deciding_in_words,
    senders_in_words,
)
from commonspace.cli.synthesising.composition.codes import quality_of
from commonspace.cli.synthesising.composition.kinds import (
    HEADINGS,
    by_addressee,
    most_telling_first,
    shown_because,
)
from commonspace.cli.synthesising.composition.material import Material, question_words, shortened
from commonspace.cli.synthesising.composition.shares import Share, share
from commonspace.cli.synthesising.fates import SENTENCES, Fate, RowFate, totals
from commonspace.cli.synthesising.fates import said as in_words
from commonspace.cli.synthesising.page.order import Order
from commonspace.cli.synthesising.page.shown import Said, said
from commonspace.evidence.particulars import ADDRESSEES
from commonspace.reports.document import direction_of

_SHOWN = 25
_CODED_SHOWN = 5
_ROWS_LISTED = 4000
_ROWS_TO_READ = 400


@dataclass(frozen=True, slots=True)
class Heap:
    """Statements of one sort under a heading, the first of them shown."""

    heading: str
    count: int
    contributors: int
    shown: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """Statements of one kind, in one heap or several."""

    kind: str
    heading: str
    count: int
    contributors: int
    heaps: tuple[Heap, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A campaign: its text once, its senders counted."""

    question: str
    words: str
    language: str
    direction: str
    senders: str
    likeness: str
    reason: str
    counted: str
    deciding: str
    decision: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerRow:
    """One row of the input and what became of it."""

    place: str
    state: str
    sign: str
    reason: str
    themes: str


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """One state of the ledger with how many rows are in it."""

    name: str
    sign: str
    count: int
    percent: float
    start: float


def kinds_of(material: Material) -> tuple[Kind, ...]:
    """Return the statements that do something, by kind; recommendations by addressee."""
    return tuple(found for kind in HEADINGS if (found := _kind(material, kind)))


def _kind(material: Material, kind: str) -> Kind | None:
    own = [i for i, one in enumerate(material.analysis.statements) if one.kind == kind]
    if not own:
        return None
    ordered = most_telling_first(material, own)
    heaps = _by_addressee(material, own, ordered) if kind == "recommendation" else ()
    return Kind(
        kind=kind,
        heading=_(HEADINGS[kind]),
        count=len(own),
        contributors=material.contributors(own),
        heaps=heaps or (_heap(material, "", own, ordered),),
    )


def _heap(material: Material, heading: str, own: Sequence[int], ordered: Sequence[int]) -> Heap:
    shown = tuple(
        said(material, index, shown_because(material, index)) for index in ordered[:_SHOWN]
    )
    return Heap(heading, len(own), material.contributors(own), shown)


def _by_addressee(
    material: Material, own: Sequence[int], ordered: Sequence[int]
) -> tuple[Heap, ...]:
    everything, shown = by_addressee(material, own), by_addressee(material, ordered)
    return tuple(
        _heap(material, _(heading), everything[who], shown[who])
        for who, heading in ADDRESSEES.items()
        if who in shown
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeLine:
    """One code that people brought: who speaks to it, how well it is given, the surest words."""

    number: int
    key: str
    title: str
    description: str
    under: str
    people: Share
    statements: int
    by_person: int
    quality: str
    shown: tuple[Said, ...]


def codes_of(material: Material) -> tuple[CodeLine, ...]:
    """Return the codes of the codebook in its order; nothing without one."""
    if not material.coding:
        return ()
    return tuple(
        _code_line(material, material.coding, code, number)
        for number, code in enumerate(material.coding.codes, start=1)
    )


def _code_line(material: Material, coding: Coding, code: Code, number: int) -> CodeLine:
    own = coding.statements(code.key)
    assignments = coding.learned.assignments
    total = len({record.contributor for record in material.taken.records})
    surest = sorted(own, key=lambda index: (-_chance(assignments[index], code.key), index))
    return CodeLine(
        number=number,
        key=code.key,
        title=code.title,
        description=code.description,
        under=coding.title(code.parent) if code.parent else "",
        people=share(material.contributors(own), total),
        statements=len(own),
        by_person=sum(assignments[index].by_person for index in own),
        quality=quality_of(coding, code.key),
        shown=tuple(
            said(material, index, _because(assignments[index], code.key))
            for index in material.without_copies(surest)[:_CODED_SHOWN]
        ),
    )


def _chance(assignment: Assignment, key: str) -> float:
    if assignment.by_person:
        return 1.0
    return next((each.chance for each in assignment.suggestions if each.code == key), 0.0)


def _because(assignment: Assignment, key: str) -> str:
    if assignment.by_person:
        return _("coded by a person")
    return next((in_words(each.reason) for each in assignment.suggestions if each.code == key), "")


def letters_of(material: Material) -> tuple[Letter, ...]:
    """Return the campaigns, the largest first."""
    ranked = sorted(material.analysis.campaigns, key=lambda one: (-len(one.contributors), one.id))
    texts = {record.id: record for record in material.taken.records}
    languages = {one.record_id: one.language for one in material.analysis.statements}
    return tuple(
        _letter(
            one,
            texts[one.representative].text,
            question_words(texts[one.representative].question),
            languages.get(one.representative, ""),
        )
        for one in ranked
    )


def _letter(campaign: Campaign, text: str, question: str, language: str) -> Letter:
    return Letter(
        question=question,
        words=shortened(text),
        language=language,
        direction=direction_of(language or "en"),
        senders=senders_in_words(campaign),
        counted=counted_in_words(campaign),
        deciding=deciding_in_words(campaign),
        decision=campaign.decision,
        likeness=f"{campaign.similarity:.2f}",
        reason=in_words(campaign.reason) if campaign.kind == LETTER else "",
    )


def lone_voices(material: Material, question: str | None) -> tuple[Said, ...]:
    """Return the views of a question that counting would lose, each with its reason."""
    if question in material.read_whole:
        return ()
    return tuple(
        said(material, one.statement, in_words(one.reason))
        for one in material.analysis.minority
        if material.statement(one.statement).question == question
    )


def states_of(material: Material) -> tuple[State, ...]:
    """Return the states of the ledger with the rows in each."""
    found, start = [], 0.0
    total = max(len(material.fates), 1)
    for fate, count in totals(material.fates).items():
        percent = 100 * count / total
        found.append(
            State(
                name=_(SENTENCES[fate]),
                sign=SIGNS[fate],
                count=count,
                percent=round(percent, 2),
                start=round(start, 2),
            )
        )
        start += percent
    return tuple(found)


SIGNS = {Fate.IN_THEME: "●", Fate.READ_WHOLE: "◐", Fate.UNSORTED: "○", Fate.UNPROCESSED: "×"}


def ledger_rows(material: Material, order: Order) -> tuple[tuple[LedgerRow, ...], bool]:
    """Return rows of the ledger, and whether they are all of them.

    Of a long input only rows that somebody must look at are listed.
    """
    fates = material.fates
    if len(fates) <= _ROWS_LISTED:
        return tuple(_ledger_row(material, order, each) for each in fates), True
    open_ones = [each for each in fates if each.fate not in (Fate.IN_THEME, Fate.READ_WHOLE)][
        :_ROWS_TO_READ
    ]
    return tuple(_ledger_row(material, order, each) for each in open_ones), False


def _ledger_row(material: Material, order: Order, each: RowFate) -> LedgerRow:
    keys = dict.fromkeys(material.statement(index).theme for index in each.statements)
    return LedgerRow(
        place=each.row.place,
        state=_(SENTENCES[each.fate]),
        sign=SIGNS[each.fate],
        reason=each.reason,
        themes=", ".join(order.placed[key].number for key in keys if key in order.placed),
    )


def unsorted_sentence(material: Material, question: str | None, total: int) -> str:
    """Say how many statements of a question are in no theme; nothing if none is, or none is offered."""
    count = sum(
        material.statement(index).question == question for index in material.analysis.unsorted
    )
    if not count or question in material.read_whole:
        return ""
    return ngettext(
        "%(count)d of %(total)d statements is in no theme. It is not lost: somebody should read it.",
        "%(count)d of %(total)d statements are in no theme. They are not lost: somebody should read them.",
        count,
    ) % {"count": count, "total": total}


def notes_of(material: Material) -> Iterator[str]:
    """Return what the analysis says of the whole."""
    for note in material.analysis.notes:
        if note.question is None:
            yield in_words(note.remark)
