"""From rows to records: who spoke, to which question, in which cell."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from django.utils.translation import gettext as _

from commonspace.analysis.records import Record
from commonspace.cli.synthesising.columns import Guess
from commonspace.engines.tables.headings import WORDS, bare
from commonspace.engines.tables.roles import Role
from commonspace.engines.tables.rows import Row, Table
from commonspace.kernel.names import country_name, is_short, language_name

_LONGEST_LABEL = 80
_LONGEST_TAG = 3
_ROWS_A_STEP = 500
_SPOKEN_IN = ("en", "fr", "es", "ar", "pt", "de")
_NAMED_LANGUAGES = ("en", "fr", "es", "ar", "pt", "de", "it", "nl", "pl", "ru", "tr", "zh", "ja", "ko", "fa", "sw", "tl", "uk", "ro", "el")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who said something, as far as it may be printed: never a name or an address of mail."""

    label: str
    organisation: str = ""
    kind: str = ""
    country: str = ""

    @property
    def words(self) -> str:
        """The label with kind and country."""
        return " · ".join(each for each in (self.label, self.kind, self.country) if each)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenRow:
    """One row of the input: where it stands, who spoke, and what became records."""

    number: int
    place: str
    speaker: Speaker
    records: tuple[str, ...]
    refusal: str
    codes: str = ""


@dataclass(slots=True)
class Taken:
    """Everything that was read: the rows for the ledger, the records for the analysis.

    ``shift`` says where in its cell a record begins that is only a part of it.
    """

    rows: list[TakenRow] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    row_of: dict[str, int] = field(default_factory=dict)
    shift: dict[str, int] = field(default_factory=dict)

    def speaker(self, record: str) -> Speaker:
        """Return who sent a record."""
        return self.rows[self.row_of[record]].speaker

    def place(self, record: str) -> str:
        """Return where a record stands in the input, in words."""
        return self.rows[self.row_of[record]].place


Progress = Callable[[str, int, int], None]


class Taking:
    """One walk through a table; remembers the contributors met so far."""

    def __init__(self, table: Table, guesses: tuple[Guess, ...]) -> None:
        self.table = table
        self.texts = [guess for guess in guesses if guess.role is Role.TEXT]
        self.column: dict[Role, int] = {
            guess.role: guess.index for guess in guesses if guess.role is not Role.TEXT
        }
        self.numbered_within = _numbered_within(table, self.column.get(Role.CONTRIBUTOR))
        self.met: dict[str, int] = {}

    def everything(self, progress: Progress) -> Taken:
        """Read every row, and say from time to time how many."""
        taken = Taken()
        for row in self.table.rows():
            self._take(row, taken)
            if len(taken.rows) % _ROWS_A_STEP == 0:
                progress("rows", len(taken.rows), 0)
        progress("rows", len(taken.rows), len(taken.rows))
        return taken

    def _take(self, row: Row, taken: Taken) -> None:
        contributor, speaker = self._who(row)
        records = [] if row.refusal else list(self._records(row, contributor, speaker))
        taken.row_of.update((record.id, len(taken.rows)) for record in records)
        taken.records.extend(records)
        taken.rows.append(
            TakenRow(
                number=row.number,
                place=row.place or row.source or _("row %(number)s") % {"number": row.number},
                speaker=speaker,
                records=tuple(record.id for record in records),
                codes=self._cell(row, Role.CODES),
                refusal=row.refusal or ("" if records else _("it holds no text")),
            )
        )

    def _records(self, row: Row, contributor: str, speaker: Speaker) -> Iterator[Record]:
        for guess in self.texts:
            text = row.cells[guess.index]
            if text.strip():
                yield Record(
                    id=f"{row.number:09d}.{guess.index}",
                    contributor=contributor,
                    text=text,
                    organisation=speaker.organisation or None,
                    question=self._question(row, guess),
                    language=language_code(self._cell(row, Role.LANGUAGE)) or None,
                    country=speaker.country or None,
                )

    def _question(self, row: Row, guess: Guess) -> str | None:
        asked = " ".join(self._cell(row, Role.QUESTION).split()) or self.table.question
        if len(self.texts) > 1:
            return f"{asked} – {guess.name}" if asked else guess.name
        return asked or (guess.name if says_something(guess.name) else None)

    def _who(self, row: Row) -> tuple[str, Speaker]:
        said = self._cell(row, Role.CONTRIBUTOR).strip().casefold()
        organisation = self._label(row, Role.ORGANISATION)
        if said and self.numbered_within is not None:
            key = f"contributor {row.cells[self.numbered_within]} {said}"
        elif said:
            key = f"contributor {said}"
        elif organisation:
            key = f"organisation {organisation.casefold()}"
        else:
            key = f"row {row.number}"
        number = self.met.setdefault(key, len(self.met) + 1)
        unnamed = _("Contributor %(number)s") % {"number": number}
        speaker = Speaker(
            label=organisation or row.source or unnamed,
            organisation=organisation,
            kind=self._label(row, Role.KIND),
            country=_country(self._label(row, Role.COUNTRY)),
        )
        return key, speaker

    def _label(self, row: Row, role: Role) -> str:
        words = " ".join(self._cell(row, role).split())
        return words if len(words) <= _LONGEST_LABEL else f"{words[:_LONGEST_LABEL]}…"

    def _cell(self, row: Row, role: Role) -> str:
        index = self.column.get(role)
        return "" if index is None or index >= len(row.cells) else row.cells[index]


def _numbered_within(table: Table, contributor: int | None) -> int | None:
    """Return the column within whose cells contributors are numbered anew.

    Polis counts the authors of every conversation from 0: author 3 of two is two people.
    """
    names = [name.strip().casefold().replace("-", "_") for name in table.names]
    if contributor is None or names[contributor] != "author_id" or "conversation" not in names:
        return None
    return names.index("conversation")


def _country(said: str) -> str:
    return country_name(said) if is_short(said) and said.isascii() else said


def says_something(heading: str) -> bool:
    """Tell whether a heading says more than that texts stand under it."""
    return bare(heading) not in WORDS[Role.TEXT] and len(heading.split()) > 2  # noqa: PLR2004  # “free comment” says nothing


def language_code(said: str) -> str:
    """Return the code of a language that was given as code or name, or nothing.

    Example:
        >>> language_code("FR-ca"), language_code("Español"), language_code("?")
        ('fr', 'es', '')
    """
    words = said.strip().replace("_", "-").lower()
    primary = words.partition("-")[0]
    if primary.isascii() and primary.isalpha() and 1 < len(primary) <= _LONGEST_TAG:
        return primary
    return _languages_by_name().get(words, "")


@lru_cache(maxsize=1)
def _languages_by_name() -> dict[str, str]:
    found: dict[str, str] = {}
    for code in _NAMED_LANGUAGES:
        for inside in (*_SPOKEN_IN, code):
            name = language_name(code, inside)
            found.setdefault(name.lower(), code)
    return found
