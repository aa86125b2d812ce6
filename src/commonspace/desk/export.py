"""The list as a table for spreadsheets, in which no cell can become a formula."""

import csv
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from commonspace.desk.choices import NAMED_AS
from commonspace.desk.queries import Row, is_unnamed
from commonspace.kernel.cells import inert
from commonspace.people.choices import Attribution


def lines(rows: Iterable[Row]) -> Iterator[str]:
    """Yield the table as CSV, line by line, the headings first."""
    writer = csv.writer(_Echo(), quoting=csv.QUOTE_ALL)
    yield "\ufeff" + writer.writerow([inert(heading) for heading in _headings()])
    for row in rows:
        yield writer.writerow([inert(cell) for cell in _cells(row)])


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, words: str) -> str:
        return words


def _headings() -> list[str]:
    return [
        _("Reference"), _("Received"), _("Late"), _("Way in"), _("Language"), _("Who"),
        _("Kind of organisation"), _("Country"), _("City or region"), _("Session"),
        _("Attribution"), _("May be published"), _("Consent"), _("Consented on"),
        _("Questions"), _("Attachments"), _("Not read"), _("State"), _("Copies"),
    ]  # fmt: skip


def _cells(row: Row) -> list[object]:
    one = row.contribution
    hidden = is_unnamed(one)
    general = [_("general")] if row.has_general else []
    return [
        one, one.received_at.isoformat(timespec="minutes"), _yes_no(value=one.is_late),
        one.get_channel_display(), one.language, row.who,
        "" if hidden else one.contributor.get_kind_display(),
        "" if hidden else one.contributor.country,
        "" if hidden or one.attribution == Attribution.KIND else one.contributor.place, one.round or "",
        NAMED_AS[Attribution(one.attribution)], _yes_no(value=one.may_publish),
        one.get_consent_by_display(), one.consented_at.isoformat(timespec="minutes"),
        ", ".join([*map(str, row.questions), *general]), row.attachments,
        row.waiting + len(row.unreadable), row.state.label, one.copies,
    ]  # fmt: skip


def _yes_no(*, value: bool) -> str:
    return _("yes") if value else _("no")
