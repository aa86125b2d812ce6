"""What the columns of a sheet are for: what is known, what is guessed, what staff say."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from django.db import transaction
from django.utils.translation import ngettext, override

from commonspace.channels.sheets import values
from commonspace.channels.sheets.choices import CHOICE, DateOrder, Use
from commonspace.channels.sheets.composing import Composed, Part, Plan, Terms, compose
from commonspace.channels.sheets.guessing import Column, guess, is_ticked
from commonspace.channels.sheets.models import Sheet, SheetTable, Survey
from commonspace.channels.sheets.repeats import Repeats
from commonspace.channels.sheets.tables import rows_under, sample_of
from commonspace.consultations.queries import asked_questions
from commonspace.engines.tables.rows import Row
from commonspace.people.models import Account
from commonspace.provenance.services import actor_of, open_run, record_event

KIND = "sheet-import"
_ALIKE = 0.5
_LINKS = (
    ("_submission__uuid", "_uuid"),
    ("_submission__id", "_id"),
    ("_parent_index", "_index"),
    ("PARENT_KEY", "KEY"),
)
"""How rows of a repeated group name their response, and the column that holds that name there."""


def survey_like(table: SheetTable) -> Survey | None:
    """Return the survey whose last sheet had the same headings, or most of them."""
    best, most = None, 0.0
    for survey in table.sheet.consultation.surveys.all():
        shared = len(set(survey.names) & set(table.names))
        share = shared / max(len(survey.names), len(table.names), 1)
        contained = shared / max(len(survey.names), 1)
        if max(share, contained) >= _ALIKE and share > most:
            best, most = survey, share
    return best


def columns_of(table: SheetTable, survey: Survey | None) -> list[Column]:
    """Return the columns of a table with what each is probably for."""
    questions = list(asked_questions(table.sheet.consultation))
    known = survey.uses if survey else {}
    return guess(table.names, sample_of(table), questions, known)


def date_order_of(columns: Sequence[Column], rows: Sequence[Row]) -> str:
    """Return the order in which the sheet writes dates, empty where both are possible."""
    at = next((column.index for column in columns if column.use == Use.DATE), None)
    if at is None:
        return DateOrder.DAY_FIRST
    cells = [row.cells[at] for row in rows if at < len(row.cells)]
    return values.date_order_of(cells) or ("" if values.is_in_doubt(cells) else DateOrder.DAY_FIRST)


def takes_several_rows(columns: Sequence[Column], rows: Sequence[Row]) -> bool:
    """Tell whether several rows of a sheet bear the code of one response."""
    at = next((column.index for column in columns if column.use == Use.ID), None)
    if at is None:
        return False
    codes = [code for row in rows if at < len(row.cells) and (code := row.cells[at].strip())]
    return len(set(codes)) < len(codes)


def plan_for(
    *, table: SheetTable, uses: Sequence[str], terms: Terms, sample: Sequence[Row] | None = None
) -> Plan:
    """Return everything that turns the rows of a table into contributions."""
    sheet = table.sheet
    rows = sample_of(table) if sample is None else sample
    ticked = frozenset(
        index
        for index, use in enumerate(uses)
        if use.startswith(CHOICE)
        and is_ticked([row.cells[index] for row in rows if index < len(row.cells) and row.cells[index].strip()])
    )  # fmt: skip
    parts = _parts(table)
    firsts: dict[str, int] = {}
    if terms.joins and Use.ID in uses:
        own, firsts = _joined(table, uses, rows_under(table) if sample is None else rows)
        parts.append(own)
    return Plan(
        names=tuple(table.names),
        uses=tuple(uses),
        terms=terms,
        zone=sheet.consultation.zone,
        arrived=sheet.created_at,
        ticked=ticked,
        parts=tuple(parts),
        firsts=firsts,
    )


def _joined(
    table: SheetTable, uses: Sequence[str], rows: Iterable[Row]
) -> tuple[Part, dict[str, int]]:
    """Return the rows that go on with a response of the same table, and where each response begins."""
    at = list(uses).index(Use.ID)
    firsts: dict[str, int] = {}
    further = (
        (code, row.cells)
        for row in rows
        if (code := row.cells[at].strip() if at < len(row.cells) else "")
        and firsts.setdefault(" ".join(code.split()), row.number) != row.number
    )
    part = Part(
        code_at=at, names=tuple(table.names), uses=tuple(uses), rows=Repeats(further), is_same_table=True
    )  # fmt: skip
    return part, firsts


def _groups(table: SheetTable) -> list[tuple[SheetTable, tuple[str, str] | None]]:
    """Return the repeated groups beside a table, and by which columns their rows name a response."""
    others = table.sheet.tables.exclude(parent=None).exclude(pk=table.pk)
    return [
        (other, next((pair for pair in _LINKS if pair[0] in other.names and pair[1] in table.names), None))
        for other in others
    ]  # fmt: skip


def rows_without_response(table: SheetTable) -> list[str]:
    """Say of each repeated group how many of its rows name no response of the table, if some do."""
    told = []
    for other, link in _groups(table):
        lost = other.responses
        if link:
            at = table.names.index(link[1])
            codes = {row.cells[at].strip() for row in rows_under(table) if at < len(row.cells)}
            lost = sum(code not in codes for code, _cells in _named(other, link[0]))
        if lost:
            told.append(
                ngettext(
                    "%(n)d row of the repeated group “%(group)s” names no response of this sheet, so it is in no contribution.",
                    "%(n)d rows of the repeated group “%(group)s” name no response of this sheet, so they are in no contribution.",
                    lost,
                )
                % {"n": lost, "group": other.name}
            )
    return told


def _parts(table: SheetTable) -> list[Part]:
    """Read the repeated groups beside a table, by the code of the response each row names."""
    found = []
    for other, link in _groups(table):
        if link:
            uses = tuple(column.use for column in columns_of(other, None))
            found.append(
                Part(
                    code_at=table.names.index(link[1]),
                    names=tuple(other.names),
                    uses=uses,
                    rows=Repeats(_named(other, link[0])),
                )
            )
    return found


def _named(table: SheetTable, column: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the rows of a repeated group with the response each names; a group in a group counts too."""
    at = table.names.index(column)
    for row in rows_under(table):
        code = row.cells[at] if at < len(row.cells) else ""
        yield code.partition("/")[0].strip(), row.cells


def preview(*, plan: Plan, sample: Sequence[Row], language: str, most: int) -> list[Composed]:
    """Return the first responses as they will be, those left out too."""
    with override(language):
        whole = (made for row in sample if not (made := compose(row, plan)).is_further)
        return list(islice(whole, most))


@transaction.atomic
def settle(
    *,
    sheet: Sheet,
    table: SheetTable,
    uses: Sequence[str],
    terms: Terms,
    survey: Survey | None,
    by: Account,
) -> Sheet:
    """Keep what staff said of a sheet, remember it for the next of its survey, and open its import."""
    if Sheet.objects.select_for_update().filter(pk=sheet.pk).exclude(run=None).exists():
        return sheet
    remembered = dict(zip(table.names, uses, strict=False))
    if survey is None:
        survey = Survey(consultation=sheet.consultation, name=sheet.file.name[:300])
    survey.names = list(dict.fromkeys([*survey.names, *table.names]))
    survey.uses = {**survey.uses, **remembered}
    survey.terms = terms.as_json()
    survey.save()
    sheet.survey, sheet.table = survey, table
    sheet.uses, sheet.terms = list(uses), terms.as_json()
    sheet.run = open_run(
        kind=KIND, started_by=actor_of(by), consultation=sheet.consultation.code, survey=survey.pk
    )
    sheet.save(update_fields=["survey", "table", "uses", "terms", "run"])
    record_event(
        actor=actor_of(by), verb="sheet.mapped", subject=f"sheet:{sheet.pk}", scope=sheet.consultation.code
    )  # fmt: skip
    return sheet


def terms_from(kept: Mapping[str, object]) -> Terms:
    """Return terms that were kept with a sheet or a survey."""
    return Terms(**kept) if kept else Terms()  # type: ignore[arg-type]  # as ``as_json`` left them


def uses_once(uses: Sequence[str]) -> list[str]:
    """Return the uses that several columns claim though only one can serve."""
    single = [use for use in Use.values if use not in {Use.FILES, Use.NAME, Use.PLACE}]
    return [use for use in single if list(uses).count(use) > 1]
