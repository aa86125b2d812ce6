"""The list as a table for spreadsheets, in which no cell can become a formula."""

import csv
import unicodedata
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from commonspace.desk.choices import NAMED_AS
from commonspace.desk.queries import Row, is_unnamed
from commonspace.people.choices import Attribution

_QUOTES = "\"'`´‘’‚‛“”„‟«»‹›"
_STARTS_A_FORMULA = frozenset("=+-@\t\r\n")


def inert(cell: object) -> str:
    """Return a cell that a spreadsheet shows as the words it holds.

    A leading apostrophe marks as text what would start a formula: ``= + - @``, tab and
    carriage return, also behind quotes, spaces and invisible characters and in full-width forms.
    """
    words = str(cell).replace("\x00", "")
    return f"'{words}" if _begins(words) in _STARTS_A_FORMULA else words


def lines(rows: Iterable[Row]) -> Iterator[str]:
    """Yield the table as CSV, line by line, the headings first."""
    writer = csv.writer(_Echo(), quoting=csv.QUOTE_ALL)
    yield "\ufeff" + writer.writerow([inert(heading) for heading in _headings()])
    for row in rows:
        yield writer.writerow([inert(cell) for cell in _cells(row)])


def _begins(words: str) -> str:
    """Return the first character of ``words`` that counts, in its plain form, or nothing."""
    for character in words:
        if character in "\t\r\n":
            return character
        plain = unicodedata.normalize("NFKC", character)
        if plain.isspace() or character in _QUOTES or plain in _QUOTES or not plain.strip():
            continue
        if unicodedata.category(character) in {"Cc", "Cf", "Mn", "Zs"}:
            continue
        return "-" if plain[0] in "−‒–—﹣" else plain[0]
    return ""


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, words: str) -> str:
        return words


def _headings() -> list[str]:
    return [
        _("Reference"), _("Received"), _("Late"), _("Way in"), _("Language"), _("Who"),
        _("Kind of organisation"), _("Country"), _("Attribution"), _("May be published"),
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
        NAMED_AS[Attribution(one.attribution)], _yes_no(value=one.may_publish),
        ", ".join([*map(str, row.questions), *general]), row.attachments,
        row.waiting + len(row.unreadable), row.state.label, one.copies,
    ]  # fmt: skip


def _yes_no(*, value: bool) -> str:
    return _("yes") if value else _("no")
