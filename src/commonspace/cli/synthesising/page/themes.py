"""Each theme as a card: how many, whose words, who they are, how far to trust it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonspace.analysis.results import QuestionSummary, Theme
from commonspace.cli.synthesising.composition.material import (
    Material,
    amount,
    languages_in,
    steadiness,
)
from commonspace.cli.synthesising.composition.shares import (
    FEWEST_SIDED,
    SIDES,
    Share,
    doubts_of,
    most_telling,
    share,
)
from commonspace.cli.synthesising.page.order import Order, Placed
from commonspace.cli.synthesising.page.shown import Said, Tally, said, tallied
from commonspace.kernel.names import language_name

_ORGANISATIONS = 40


@dataclass(frozen=True, slots=True)
class Sort:
    """One way of telling contributors apart, with how many there are of each."""

    heading: str
    tallies: tuple[Tally, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """The voices of a theme that take one side; ``start`` and ``percent`` place them in a bar."""

    code: str
    name: str
    count: int
    start: float
    percent: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Everything the page says of one theme."""

    key: str
    number: str
    depth: int
    level: int
    label: str
    others: tuple[tuple[str, str], ...]
    voices: Share
    amount: str
    facts: tuple[str, ...]
    first: Said | None
    telling: tuple[Said, ...]
    sorts: tuple[Sort, ...]
    organisations: tuple[str, ...]
    more_organisations: int
    statements: int
    has_children: bool
    languages: str
    steadiness: str
    sides: tuple[Side, ...]
    is_contested: bool
    doubts: tuple[str, ...]
    description: str
    title_by: str


def cards_of(
    material: Material, order: Order, summary: QuestionSummary, voices: int
) -> tuple[Card, ...]:
    """Return the themes of a question, children after their parent."""
    return tuple(
        _card(material, order, placed, summary, voices) for placed in order.of(summary.question)
    )


def _card(
    material: Material, order: Order, placed: Placed, summary: QuestionSummary, voices: int
) -> Card:
    theme = placed.theme
    first, *rest = most_telling(theme)
    children = order.children(theme)
    title = material.chat.titles.get(theme.key) if material.chat else None
    organisations = material.organisations(theme.statements)
    return Card(
        key=theme.key,
        number=placed.number,
        depth=placed.depth,
        level=3 + placed.depth,
        label=material.label(theme),
        others=_other_labels(material, theme),
        voices=share(theme.n_voices, voices),
        amount=amount(theme.n_contributors, summary),
        facts=tuple(_facts(theme)),
        first=said(material, first),
        telling=() if children else tuple(said(material, index) for index in rest),
        sorts=() if children else who(material, theme.statements),
        organisations=tuple(organisations[:_ORGANISATIONS]),
        more_organisations=max(0, len(organisations) - _ORGANISATIONS),
        statements=len(theme.statements),
        has_children=bool(children),
        languages=languages_in(theme.languages, material.choices.report_language),
        steadiness=steadiness(theme.stability),
        sides=sides_of(theme),
        is_contested=theme.contested,
        doubts=doubts_of(material, theme.key, order.names),
        description=title.description if title else "",
        title_by=material.chat.model if material.chat and title else "",
    )


def sides_of(theme: Theme) -> tuple[Side, ...]:
    """Return the sides that voices take; nothing where hardly anybody tells one."""
    if sum(theme.stances[:-1]) < FEWEST_SIDED:
        return ()
    found, start, total = [], 0.0, sum(theme.stances)
    for (code, name), count in zip(SIDES.items(), theme.stances, strict=True):
        percent = 100 * count / total
        side = Side(
            code=code, name=_(name), count=count, start=round(start, 1), percent=round(percent, 1)
        )
        found.append(side)
        start += percent
    return tuple(side for side in found if side.count)


def _other_labels(material: Material, theme: Theme) -> tuple[tuple[str, str], ...]:
    """Return the labels in languages other than the report's, with the language."""
    shown = material.label(theme)
    labels = {**dict(theme.labels), "": theme.label}
    return tuple((language, label) for language, label in labels.items() if label != shown)


def _facts(theme: Theme) -> Iterable[str]:
    if theme.n_voices != theme.n_contributors:
        yield ngettext(
            "%(count)d voice, each letter and campaign counted once",
            "%(count)d voices, each letter and campaign counted once",
            theme.n_voices,
        ) % {"count": theme.n_voices}
    if theme.n_organisations:
        yield ngettext(
            "%(count)d organisation", "%(count)d organisations", theme.n_organisations
        ) % {"count": theme.n_organisations}
    yield ngettext("%(count)d statement", "%(count)d statements", len(theme.statements)) % {
        "count": len(theme.statements)
    }


def who(material: Material, statements: Sequence[int]) -> tuple[Sort, ...]:
    """Return the contributors behind statements by kind of organisation, country and language."""
    inside = material.choices.report_language
    ways: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for index in statements:
        one = material.statement(index)
        contributor = material.contributor_of[one.record_id]
        speaker = material.taken.speaker(one.record_id)
        ways[_("Kind of organisation")].append((contributor, speaker.kind))
        ways[_("Country")].append((contributor, speaker.country))
        name = "" if one.language == "und" else language_name(one.language, inside)
        ways[_("Language")].append((contributor, name))
    sorts = [Sort(heading, tallied(names)) for heading, names in ways.items()]
    return tuple(sort for sort in sorts if len(sort.tallies) > 1)
