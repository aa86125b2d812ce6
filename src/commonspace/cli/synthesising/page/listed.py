"""The list of statements, and by what it can be filtered."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonspace.cli.synthesising.composition.kinds import HEADINGS, KIND_WORDS
from commonspace.cli.synthesising.composition.material import (
    Material,
    languages_in,
    question_words,
    shortened,
)
from commonspace.cli.synthesising.composition.shares import SIDES
from commonspace.cli.synthesising.page.listing import Group, Listing, group_of
from commonspace.cli.synthesising.page.order import Order
from commonspace.reports.document import direction_of

_MOST_ORGANISATIONS = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One statement of the list, with the short codes it is filtered by."""

    index: int
    words: str
    language: str
    direction: str
    label: str
    codes: tuple[tuple[str, str], ...]

    @property
    def number(self) -> int:
        """The number of the statement in the tables."""
        return self.index + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The statements of one theme, or those of a question in no theme."""

    anchor: str
    heading: str
    themes: str
    question: int
    lines: tuple[Line, ...]
    total: str


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a filter."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Filter:
    """One way of narrowing the list; ``code`` names the attribute it reads."""

    code: str
    label: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Shelves:
    """The list of statements of one run, and its filters."""

    material: Material
    order: Order
    listing: Listing

    @cached_property
    def _asked(self) -> dict[str | None, int]:
        return {summary.question: number for number, summary in self.order.questions}

    @cached_property
    def _lone(self) -> frozenset[int]:
        return frozenset(one.statement for one in self.material.analysis.minority)

    @cached_property
    def _members(self) -> Counter[Group]:
        return Counter(group_of(self.material, one) for one in self.material.analysis.statements)

    def shelves(self) -> tuple[Shelf, ...]:
        """Return the list in the order of the page."""
        return tuple(
            self._shelf(group, indexes) for group, indexes in self.listing.groups.items() if indexes
        )

    def _shelf(self, group: Group, indexes: tuple[int, ...]) -> Shelf:
        question, theme = group
        number = self._asked[question]
        if theme:
            heading = self.order.name(theme)
        elif question in self.material.read_whole:
            heading = _("%(number)s. To read") % {"number": number}
        else:
            heading = _("%(number)s. In no theme") % {"number": number}
        total = self._members[group]
        return Shelf(
            anchor=f"list-{theme}" if theme else f"loose-{number}",
            heading=heading,
            themes=" ".join(self._above(theme)),
            question=number,
            lines=tuple(self._line(index) for index in indexes),
            total=_of(len(indexes), total),
        )

    def _above(self, key: str | None) -> Iterable[str]:
        while key:
            yield key
            key = self.material.theme(key).parent

    def _line(self, index: int) -> Line:
        material, one = self.material, self.material.statement(index)
        speaker, place = material.taken.speaker(one.record_id), material.taken.place(one.record_id)
        language = "" if one.language == "und" else one.language
        label = [place if place != speaker.label else "", speaker.words]
        if one.mark:
            label.insert(0, one.mark)
        if one.kind != "position":
            label.append(_(KIND_WORDS[one.kind]))
        if one.stance != "unclear":
            label.append(_(SIDES[one.stance]))
        opinion = material.second_opinion(index)
        if opinion:
            label.append(_("second opinion: %(theme)s") % {"theme": opinion})
        same = language == material.choices.report_language
        return Line(
            index=index,
            words=shortened(material.printed(one)),
            language="" if same else language,
            direction=direction_of(language or material.choices.report_language),
            label=" · ".join(filter(None, label)),
            codes=tuple((code, value) for code, value in self._codes(index).items() if value),
        )

    def _codes(self, index: int) -> Mapping[str, str]:
        one = self.material.statement(index)
        speaker = self.material.taken.speaker(one.record_id)
        signs = {
            "lone": index in self._lone,
            "campaign": bool(one.campaign),
            "loose": one.theme is None,
            "doubtful": bool(one.theme) and one.certainty < 0.5,  # noqa: PLR2004  # most neighbours lie elsewhere
        }
        return {
            "k": one.kind,
            "l": one.language,
            "s": "" if one.stance == "unclear" else one.stance,
            "z": " ".join(self._codes_given(index)),
            "y": self._numbers["y"].get(speaker.kind, ""),
            "c": self._numbers["c"].get(speaker.country, ""),
            "o": self._numbers["o"].get(speaker.organisation, ""),
            "f": " ".join(sign for sign, holds in signs.items() if holds),
        }

    @cached_property
    def _code_numbers(self) -> dict[str, str]:
        codes = self.material.coding.codes if self.material.coding else ()
        return {code.key: str(number) for number, code in enumerate(codes, start=1)}

    def _codes_given(self, index: int) -> list[str]:
        if not self.material.coding:
            return []
        given = self.material.coding.learned.assignments[index].codes
        return [self._code_numbers[key] for key in given]

    @cached_property
    def _numbers(self) -> dict[str, dict[str, str]]:
        """Short numbers for names that would be long in five thousand lines."""
        speakers = [row.speaker for row in self.material.taken.rows if row.records]
        names = {
            "y": {each.kind for each in speakers},
            "c": {each.country for each in speakers},
            "o": {each.organisation for each in speakers},
        }
        if len(names["o"]) > _MOST_ORGANISATIONS:
            names["o"] = set()
        return {
            code: {name: str(n) for n, name in enumerate(sorted(own - {""}, key=str.casefold), 1)}
            for code, own in names.items()
        }

    def filters(self) -> tuple[Filter, ...]:
        """Return the filters that have something to choose between."""
        inside = self.material.choices.report_language
        listed = [self.material.statement(index) for index in self.listing.listed]
        kinds = {one.kind for one in listed}
        languages = Counter(one.language for one in listed)
        sides = {one.stance for one in listed} - {"unclear"}
        found = (
            Filter(
                "k",
                _("Kind"),
                tuple(Option(k, _(KIND_WORDS[k])) for k in ("position", *HEADINGS) if k in kinds),
            ),
            Filter(
                "l",
                _("Language"),
                tuple(
                    Option(code, languages_in((code,), inside))
                    for code, _count in sorted(
                        languages.items(), key=lambda pair: (-pair[1], pair[0])
                    )
                ),
            ),
            Filter(
                "s",
                _("Side"),
                tuple(Option(code, _(SIDES[code])) for code in SIDES if code in sides),
            ),
            Filter("z", _("Code"), self._code_options()),
            self._named("y", _("Kind of organisation")),
            self._named("c", _("Country")),
            self._named("o", _("Organisation")),
            Filter("f", _("Look at"), self._signs()),
        )
        return tuple(each for each in found if len(each.options) > 1 or each.code == "f")

    def _code_options(self) -> tuple[Option, ...]:
        coding = self.material.coding
        return (
            tuple(Option(number, coding.title(key)) for key, number in self._code_numbers.items())
            if coding
            else ()
        )

    def _named(self, code: str, label: str) -> Filter:
        options = tuple(Option(number, name) for name, number in self._numbers[code].items())
        return Filter(code, label, options)

    def _signs(self) -> tuple[Option, ...]:
        return (
            Option("lone", _("views that counting would lose")),
            Option("loose", _("statements in no theme")),
            Option("doubtful", _("statements whose theme is doubtful")),
            Option("campaign", _("words of a campaign")),
        )


def _of(shown: int, total: int) -> str:
    if shown == total:
        return ngettext("%(count)d statement", "%(count)d statements", total) % {"count": total}
    return _("%(shown)d of %(total)d statements") % {"shown": shown, "total": total}


def theme_options(order: Order) -> tuple[tuple[str, tuple[Option, ...]], ...]:
    """Return the themes to choose from, under their questions."""
    return tuple(
        (
            f"{number}. {question_words(summary.question)}",
            tuple(
                Option(one.theme.key, order.name(one.theme.key))
                for one in order.of(summary.question)
            ),
        )
        for number, summary in order.questions
    )
