"""What every part of the report is made from, and how it quotes and counts."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version

from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from commonspace.analysis.background import Background
from commonspace.analysis.counting import quantity_word
from commonspace.analysis.reading.hyphens import Vocabulary
from commonspace.analysis.results import Analysis, Campaign, QuestionSummary, Statement, Theme
from commonspace.analysis.settings import Settings
from commonspace.analysis.vectors import Embed
from commonspace.cli.synthesising.chatting import ChatUse
from commonspace.cli.synthesising.choices import Choices
from commonspace.cli.synthesising.coding import Coding
from commonspace.cli.synthesising.columns import Guess
from commonspace.cli.synthesising.composition.unbroken import unbroken, vocabulary_of
from commonspace.cli.synthesising.fates import RowFate, labels_in, offered_in
from commonspace.cli.synthesising.taking import Taken
from commonspace.kernel.names import language_name
from commonspace.reports import document as blocks

VERSION = version("commonspace")
_LONGEST_QUOTE = 900
_NAMES_SHOWN = 6
_STEADY, _FAIRLY_STEADY = 0.75, 0.5


@dataclass(frozen=True)
class Material:
    """One run: what was read, what the analysis proposes, what became of every row."""

    name: str
    title: str
    day: dt.date
    form: str
    digest: str
    choices: Choices
    guesses: tuple[Guess, ...]
    remarks: tuple[str, ...]
    taken: Taken
    analysis: Analysis
    settings: Settings
    fates: tuple[RowFate, ...]
    is_folder: bool
    embed: Embed | None = None
    background: Background | None = None
    chat: ChatUse | None = None
    coding: Coding | None = None

    @cached_property
    def labels(self) -> dict[str, str]:
        """The label of each theme, in the language of the report where there is one."""
        return labels_in(self.analysis.themes, self.choices.report_language)

    @cached_property
    def contributor_of(self) -> dict[str, str]:
        """The contributor of each record."""
        return {record.id: record.contributor for record in self.taken.records}

    @cached_property
    def questions(self) -> tuple[QuestionSummary, ...]:
        """The questions in the order of the input."""
        first: dict[str | None, int] = {}
        for place, record in enumerate(self.taken.records):
            first.setdefault(record.question, place)
        return tuple(sorted(self.analysis.questions, key=lambda one: first[one.question]))

    def statement(self, index: int) -> Statement:
        """Return a statement by its index."""
        return self.analysis.statements[index]

    def contributors(self, indexes: Iterable[int]) -> int:
        """Count the contributors of statements."""
        return len({self.contributor_of[self.statement(index).record_id] for index in indexes})

    def organisations(self, indexes: Iterable[int]) -> list[str]:
        """Return the organisations behind statements, by name."""
        found = {self.taken.speaker(self.statement(i).record_id).organisation for i in indexes}
        return sorted(found - {""}, key=str.casefold)

    def themes(self, question: str | None, parent: str | None = None) -> list[Theme]:
        """Return the themes of a question under a parent, most voices first."""
        own = [t for t in self.analysis.themes if t.question == question and t.parent == parent]
        return sorted(own, key=lambda theme: (-theme.n_voices, theme.key))

    @cached_property
    def offered(self) -> tuple[Theme, ...]:
        """The themes of questions that have enough answers for any."""
        return offered_in(self.analysis)

    def theme_of(self, one: Statement) -> Theme | None:
        """Return the theme of a statement; none where none is offered."""
        return (
            self._themes[one.theme] if one.theme and one.question not in self.read_whole else None
        )

    @cached_property
    def read_whole(self) -> frozenset[str | None]:
        """The questions with too little for themes: people read everything."""
        return frozenset(one.question for one in self.analysis.questions if one.is_for_reading)

    def theme(self, key: str) -> Theme:
        """Return a theme by its key."""
        return self._themes[key]

    @cached_property
    def _themes(self) -> dict[str, Theme]:
        return {theme.key: theme for theme in self.analysis.themes}

    def label(self, theme: Theme) -> str:
        """Return a theme's label in the language of the report, or else in its own."""
        return self.labels[theme.key]

    def campaigns(self, question: str | None) -> list[Campaign]:
        """Return the campaigns that speak to a question."""
        asked = {record.id: record.question for record in self.taken.records}
        return [one for one in self.analysis.campaigns if asked[one.representative] == question]

    def evidence(self, index: int) -> blocks.Evidence:
        """Return the exact words of a statement, who said them and where they stand."""
        one = self.statement(index)
        speaker, place = self.taken.speaker(one.record_id).words, self.taken.place(one.record_id)
        return blocks.Evidence(
            quote=shortened(self.printed(one)),
            speaker=speaker,
            source="" if place == speaker else place,
            language="" if one.language == "und" else one.language,
        )

    def printed(self, one: Statement) -> str:
        """Return a statement's words; a document's without the breaks at its line ends."""
        if not self.is_folder or "\n" not in one.quote:
            return one.quote
        return unbroken(one.quote, self._vocabularies[one.record_id])

    @cached_property
    def _vocabularies(self) -> dict[str, Vocabulary]:
        return {record.id: vocabulary_of(record.text) for record in self.taken.records}

    def second_opinion(self, index: int) -> str:
        """Return the label of the theme a model would choose, if it was asked."""
        if not self.chat or index not in self.chat.opinions:
            return ""
        key = self.chat.opinions[index]
        return self.labels[key] if key else _("none of the themes")

    def without_copies(self, indexes: Sequence[int]) -> list[int]:
        """Return the first of each group of near duplicates."""
        seen: set[str] = set()
        kept = []
        for index in indexes:
            group = self.statement(index).duplicate_group
            if group is None or group not in seen:
                kept.append(index)
            seen.add(group or "")
        return kept


def day_words(day: dt.date) -> str:
    """Return a day as people read it in the language that is active."""
    language = (get_language() or "en").partition("-")[0]
    return date_format(day, "j F Y" if language == "en" else "DATE_FORMAT")


def question_words(question: str | None) -> str:
    """Return a question as a heading."""
    return question if question is not None else _("All answers")


def shortened(words: str) -> str:
    """Return words up to a length a page can bear; a cut shows."""
    if len(words) <= _LONGEST_QUOTE:
        return words
    return words[:_LONGEST_QUOTE].rsplit(maxsplit=1)[0] + " […]"


def amount(count: int, summary: QuestionSummary) -> str:
    """Return the published word for a count of contributors, and the count."""
    total = summary.n_contributors
    words = {
        "none": _("No contributor of %(total)d"),
        "one": _("One contributor of %(total)d"),
        "some": _("Some contributors: %(count)d of %(total)d"),
        "many": _("Many contributors: %(count)d of %(total)d"),
        "most": _("Most contributors: %(count)d of %(total)d"),
    }
    return words[quantity_word(count, total)] % {"count": count, "total": total}


def named(names: Sequence[str]) -> str:
    """Return the first few names of a list, and how many there are besides."""
    comma = pgettext("between the entries of a list", "; ")
    shown = comma.join(names[:_NAMES_SHOWN])
    rest = len(names) - _NAMES_SHOWN
    if rest <= 0:
        return shown
    return _("%(names)s and %(count)d more") % {"names": shown, "count": rest}


def languages_in(codes: Sequence[str], inside: str) -> str:
    """Return languages by name."""
    return pgettext("between the entries of a list", "; ").join(
        language_name(code, inside) if code != "und" else _("language not told") for code in codes
    )


def steadiness(stability: float) -> str:
    """Say how often a theme came back when a fifth of the statements was left out."""
    words = {"value": f"{stability:.2f}"}
    if stability >= _STEADY:
        return _("steady (%(value)s)") % words
    if stability >= _FAIRLY_STEADY:
        return _("fairly steady (%(value)s)") % words
    return _("unsteady: look twice (%(value)s)") % words
