"""What became of the rows of a sheet, in figures that add up."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count, QuerySet
from django.utils import timezone

from commonspace.channels.sheets.choices import Fate
from commonspace.channels.sheets.models import Sheet, SheetRow
from commonspace.consultations.models import Consultation

_SOON = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How far an import has come. ``total`` is the sum of ``waiting`` and of the rest."""

    total: int
    waiting: int
    fates: dict[str, int]
    seconds_left: int | None

    @property
    def done(self) -> int:
        """How many rows have their fate."""
        return self.total - self.waiting

    @property
    def left_out(self) -> int:
        """How many rows were left out, each with its reason."""
        return self.fates[Fate.LEFT_OUT]


def sheets_of(consultation: Consultation) -> QuerySet[Sheet]:
    """Return the sheets of a consultation, the latest first."""
    return consultation.sheets.select_related(
        "file", "reading", "run", "given_by", "table__rows", "survey", "consultation"
    )


def unmapped_count(consultation: Consultation) -> int:
    """Return how many sheets wait for somebody to say what their columns are."""
    return consultation.sheets.filter(run=None, table__isnull=False, refusal="").count()


def standing(sheet: Sheet) -> Standing:
    """Return what became of the rows of a sheet so far."""
    counted = sheet.rows.order_by().values_list("fate").annotate(rows=Count("pk"))
    fates = Counter(dict(counted))
    responses = sheet.table.responses if sheet.table else 0
    done = sum(fates.values())
    is_over = sheet.run is not None and sheet.run.ended_at and not sheet.run.is_under_way
    total = done if is_over and sheet.run and sheet.run.counts_in else max(responses, done)
    return Standing(
        total=total,
        waiting=total - done,
        fates={fate: fates[fate] for fate in Fate.values},
        seconds_left=_seconds_left(sheet, done, total),
    )


def rows_with(sheet: Sheet, fate: str) -> QuerySet[SheetRow]:
    """Return the rows of a sheet, those of one fate if one is named."""
    rows = sheet.rows.select_related("contribution")
    return rows.filter(fate=fate) if fate in Fate.values else rows


def _seconds_left(sheet: Sheet, done: int, total: int) -> int | None:
    """Estimate the time left from the pace since the import was last taken up."""
    run = sheet.run
    if run is None or not run.is_under_way or run.started_at is None:
        return None
    spent = (timezone.now() - run.started_at).total_seconds()
    new = done - int(run.parameters.get("from", 0))
    return int(spent / new * (total - done)) if spent > _SOON and new > 0 else None
