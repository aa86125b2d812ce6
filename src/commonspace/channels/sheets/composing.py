"""From the cells of a response to what the door takes: the same for the preview and the import."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, tzinfo
from hashlib import sha256
from pathlib import PurePosixPath

from django.utils import timezone
from django.utils.translation import gettext as _

from commonspace.channels.sheets.choices import CHOICE, WORDS, Doubt, Use, Why
from commonspace.channels.sheets.guessing import option_of
from commonspace.channels.sheets.repeats import Repeats
from commonspace.channels.sheets.values import (
    country_of,
    kind_of,
    language_of,
    moment_of,
    naming_of,
    truth_of,
)
from commonspace.contributions.choices import ConsentBy
from commonspace.engines.tables.rows import Row
from commonspace.intake.envelopes import AnswerPart, Consent, Sender
from commonspace.intake.services import LONGEST_ANSWER
from commonspace.people.choices import Attribution
from commonspace.people.services import folded
from commonspace.people.vault import PersonalDetails

_TEST_WORDS = frozenset({"test", "test test", "testing", "teste", "essai", "prueba", "probe", "asdf", "اختبار", "تجربة"})  # fmt: skip
_NAME_PARTS = re.compile(r"[\n;,|]+")
_SHOWN_RESPONSE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What staff state once for a whole file.

    Attributes:
        attribution: For rows that do not say; empty if a column says it.
        may_publish: For rows that do not say; nothing if a column says it.
        consent_by: A value of ``contributions.choices.ConsentBy``.
        notice: Under which notice the answers were collected, in words.
        language: Of the answers where no column says it; empty to find it out.
        date_order: A ``DateOrder``.
        joins: Whether rows with the same code are one response.
    """

    attribution: str = ""
    may_publish: bool | None = None
    consent_by: str = ConsentBy.STAFF
    notice: str = ""
    language: str = ""
    date_order: str = ""
    joins: bool = False

    def as_json(self) -> dict[str, object]:
        """Return the terms for keeping."""
        return asdict(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Further rows of responses: their headings, what each column is for, and the rows by response.

    ``code_at`` is the column of the responses by which the rows name the one they belong to.
    ``is_same_table`` tells rows of the responses' own table from those of a repeated group.
    """

    code_at: int
    names: tuple[str, ...]
    uses: tuple[str, ...]
    rows: Repeats
    is_same_table: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Everything that turns a row into a contribution. ``arrived`` is when the file came.

    ``ticked`` are the columns that only say whether an option was chosen. ``firsts`` tells, where
    a response takes several rows, the number of the first by the code they share.
    """

    names: tuple[str, ...]
    uses: tuple[str, ...]
    terms: Terms
    zone: tzinfo
    arrived: datetime
    ticked: frozenset[int] = frozenset()
    parts: tuple[Part, ...] = ()
    firsts: Mapping[str, int] = field(default_factory=dict)


@dataclass(slots=True, kw_only=True)
class Composed:
    """A response as it will be. ``why`` is set if it will be left out.

    ``is_further`` marks a row whose words are part of an earlier one.
    """

    number: int
    answers: tuple[AnswerPart, ...] = ()
    sender: Sender = field(default_factory=Sender)
    consent: Consent
    received_at: datetime
    language: str = ""
    on_behalf_of: str = ""
    response: str = ""
    digest: str = ""
    files: tuple[str, ...] = ()
    doubts: list[str] = field(default_factory=list)
    why: str = ""
    is_further: bool = False

    @property
    def shown_response(self) -> str:
        """The survey's own code of the response, unless it is an address."""
        return "" if "@" in self.response else self.response[:_SHOWN_RESPONSE]


def compose(row: Row, plan: Plan) -> Composed:
    """Return what becomes of one row."""
    code = _code(row, plan)
    if plan.firsts.get(code, row.number) != row.number:
        return _further(row, plan, code)
    doubts: list[str] = []
    children = _children(row, plan)
    said = _said([row.cells, *_own_rows(children)], plan)
    files = _file_names(row, plan, children)
    made = Composed(
        number=row.number,
        answers=_answers(row, plan, children),
        sender=_sender(said, doubts),
        consent=_consent(said, plan, doubts),
        received_at=_received_at(said.get(Use.DATE, ""), plan, doubts),
        language=_language(said, plan, doubts),
        on_behalf_of=said.get(Use.BEHALF, "")[:300],
        response=said.get(Use.ID, ""),
        digest=_digest(row, plan, children),
        files=files,
        doubts=doubts,
    )
    made.why = _why(row, made, said)
    return made


def _further(row: Row, plan: Plan, code: str) -> Composed:
    """Return a row whose words are part of the first with the same code."""
    unsaid = Consent(attribution=Attribution.ANONYMOUS, may_publish=False, by=ConsentBy.NOT_YET)
    return Composed(
        number=row.number, consent=unsaid, received_at=plan.arrived, response=code,
        digest=_digest(row, plan, ()), is_further=True,
    )  # fmt: skip


def _code(row: Row, plan: Plan) -> str:
    """Return the code of a row's response, if rows are known by one."""
    if not plan.firsts:
        return ""
    return " ".join(_cell(row, plan.uses.index(Use.ID)).split())


def _cell(row: Row, index: int) -> str:
    return row.cells[index] if index < len(row.cells) else ""


def _said(rows: Sequence[tuple[str, ...]], plan: Plan) -> dict[str, str]:
    """Return what the rows of a response say of its writer; where several do, the first filled cell."""
    found: dict[str, str] = {}
    for cells in rows:
        for cell, use in zip(cells, plan.uses, strict=False):
            words = " ".join(cell.split())
            if use in Use.values and words:
                found.setdefault(use, words)
    return found


def _own_rows(
    children: Sequence[tuple[Part, Sequence[tuple[str, ...]]]],
) -> list[tuple[str, ...]]:
    return [cells for part, rows in children if part.is_same_table for cells in rows]


def _children(row: Row, plan: Plan) -> list[tuple[Part, Sequence[tuple[str, ...]]]]:
    """Return the rows of repeated groups, and further rows of the table, that belong to this one."""
    found = [(part, part.rows[_cell(row, part.code_at).strip()]) for part in plan.parts]
    return [(part, rows) for part, rows in found if rows]


def _answers(
    row: Row, plan: Plan, children: Sequence[tuple[Part, Sequence[tuple[str, ...]]]]
) -> tuple[AnswerPart, ...]:
    parts = _of_cells(row.cells, plan.names, plan.uses, plan.ticked)
    said = set(parts)
    for part, rows in children:
        for cells in rows:
            ticked = plan.ticked if part.is_same_table else frozenset()
            fresh = _of_cells(cells, part.names, part.uses, ticked)
            # A row that goes on repeats what is the same in all of them; that is said once.
            parts += [one for one in fresh if not (part.is_same_table and one in said)]
            said.update(fresh)
    return tuple(parts)


def _of_cells(
    cells: Sequence[str], names: Sequence[str], uses: Sequence[str], ticked: frozenset[int]
) -> list[AnswerPart]:
    found = []
    for index, (cell, use) in enumerate(zip(cells, uses, strict=False)):
        if not cell.strip():
            continue
        kind, _mark, key = use.partition(":")
        question = int(key) if key else None
        if f"{kind}:" == WORDS:
            found.append(AnswerPart(question=question, text=cell))
        elif f"{kind}:" == CHOICE and (
            text := _choice(cell, names[index], is_tick=index in ticked)
        ):
            found.append(AnswerPart(question=question, text=text))
    return found


def _choice(cell: str, name: str, *, is_tick: bool) -> str:
    """Return a choice in words; a box that was not ticked says nothing."""
    option = option_of(name)
    if is_tick and option:
        return _("Choice: %(chosen)s") % {"chosen": option} if truth_of(cell) else ""
    return _("Choice: %(chosen)s") % {"chosen": " ".join(cell.split())}


def _sender(said: Mapping[str, str], doubts: list[str]) -> Sender:
    kind, country = said.get(Use.KIND, ""), said.get(Use.COUNTRY, "")
    known_kind, known_country = kind_of(kind), country_of(country)
    if kind and not known_kind:
        doubts.append(Doubt.KIND)
    if country and not known_country:
        doubts.append(Doubt.COUNTRY)
    return Sender(
        details=PersonalDetails(
            name=said.get(Use.NAME, "")[:200],
            email=said.get(Use.EMAIL, "")[:254],
            phone=said.get(Use.PHONE, "")[:60],
        ),
        organisation=said.get(Use.ORGANISATION, "")[:300],
        place=said.get(Use.PLACE, "")[:200],
        kind=known_kind,
        country=known_country,
    )


def _consent(said: Mapping[str, str], plan: Plan, doubts: list[str]) -> Consent:
    """Return the terms of a row. What is not understood allows nothing."""
    terms = plan.terms
    if terms.consent_by == ConsentBy.NOT_YET:
        return Consent(attribution=Attribution.ANONYMOUS, may_publish=False, by=ConsentBy.NOT_YET)
    naming, publishing = terms.attribution, terms.may_publish
    by_columns = 0
    if Use.NAMING in plan.uses:
        naming = naming_of(said.get(Use.NAMING, ""))
        by_columns += bool(naming)
        if not naming:
            doubts.append(Doubt.NAMING)
    if Use.PUBLISHING in plan.uses:
        publishing = truth_of(said.get(Use.PUBLISHING, ""))
        by_columns += publishing is not None
        if publishing is None:
            doubts.append(Doubt.PUBLISHING)
    return Consent(
        attribution=naming or Attribution.ANONYMOUS,
        may_publish=bool(publishing),
        by=ConsentBy.SELF if by_columns == 2 else terms.consent_by,  # noqa: PLR2004  # both said
    )


def _received_at(cell: str, plan: Plan, doubts: list[str]) -> datetime:
    if not cell:
        return plan.arrived
    found = moment_of(cell, order=plan.terms.date_order, zone=plan.zone)
    if found is None or found > timezone.now():
        doubts.append(Doubt.DATE)
        return plan.arrived
    return found


def _language(said: Mapping[str, str], plan: Plan, doubts: list[str]) -> str:
    cell = said.get(Use.LANGUAGE, "")
    if not cell:
        return plan.terms.language
    found = language_of(cell)
    if not found:
        doubts.append(Doubt.LANGUAGE)
    return found


def _file_names(
    row: Row, plan: Plan, children: Sequence[tuple[Part, Sequence[tuple[str, ...]]]]
) -> tuple[str, ...]:
    cells = [_cell(row, index) for index, use in enumerate(plan.uses) if use == Use.FILES]
    for part, rows in children:
        places = [index for index, use in enumerate(part.uses) if use == Use.FILES]
        cells += [one[index] for one in rows for index in places if index < len(one)]
    named = [part.strip() for cell in cells for part in _NAME_PARTS.split(cell)]
    return tuple(dict.fromkeys(PurePosixPath(name).name for name in named if name))


def _digest(
    row: Row, plan: Plan, children: Sequence[tuple[Part, Sequence[tuple[str, ...]]]]
) -> str:
    """Return a digest of everything a response says; empty cells and the order of columns aside."""
    told = sorted(
        f"{name}\x1f{cell.strip()}"
        for name, cell in zip(plan.names, row.cells, strict=False)
        if cell.strip()
    )
    for part, rows in children:
        told += [
            f"{name}\x1e{cell}"
            for cells in rows
            for name, cell in zip(part.names, cells, strict=False)
        ]
    return sha256("\x1d".join(told).encode(errors="surrogatepass")).hexdigest()


def _why(row: Row, made: Composed, said: Mapping[str, str]) -> str:
    if row.refusal:
        return Why.BROKEN
    texts = [part.text for part in made.answers]
    if not texts and not made.files:
        return Why.NO_WORDS if said else Why.EMPTY
    if any(len(text) > LONGEST_ANSWER for text in texts):
        return Why.TOO_LONG
    if not made.files and all(folded(text) in _TEST_WORDS for text in texts):
        return Why.TEST
    return ""
