"""Statements by what they do: recommendations, services, examples, resources, questions."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from commonspace.analysis.words import count_words
from commonspace.cli.synthesising.composition.material import Material
from commonspace.cli.synthesising.composition.quoting import quoted_runs
from commonspace.cli.synthesising.fates import said
from commonspace.evidence.particulars import ADDRESSEES, addressee_in, particulars_of
from commonspace.reports import document as blocks

_SHOWN = 25
_WHOLE_WORDS = 5
KIND_WORDS = {
    "position": gettext_noop("position"),
    "recommendation": gettext_noop("recommendation"),
    "service": gettext_noop("service offered"),
    "example": gettext_noop("example"),
    "resource": gettext_noop("resource"),
    "challenge": gettext_noop("challenge"),
    "question": gettext_noop("question"),
}
HEADINGS = {
    "recommendation": gettext_noop("Recommendations"),
    "service": gettext_noop("Services offered"),
    "example": gettext_noop("Examples and practices"),
    "resource": gettext_noop("Resources"),
    "challenge": gettext_noop("Challenges"),
    "question": gettext_noop("Questions asked"),
}


def kinds_section(material: Material) -> blocks.Section | None:
    """Return the lists of statements by kind; nothing if there is none."""
    found = tuple(block for kind in HEADINGS for block in _kind(material, kind))
    if not found:
        return None
    opening = blocks.Paragraph(
        blocks.plain(
            _(
                "Proposed by their words and form, the surest first, each with the sign that spoke "
                "for it. Nobody is shown twice before everybody was, and equal words are shown once."
            )
        ),
        role="lead",
    )
    heading = blocks.Heading(text=_("What statements do"), level=1, anchor="kinds")
    return blocks.Section(heading, (opening, *found))


def _kind(material: Material, kind: str) -> Iterator[blocks.Block]:
    statements = material.analysis.statements
    own = [index for index, one in enumerate(statements) if one.kind == kind]
    if not own:
        return
    distinct = most_telling_first(material, own)
    yield blocks.Heading(text=_(HEADINGS[kind]), level=2)
    yield blocks.Paragraph(
        blocks.plain(
            _how_many(len(own), material.contributors(own), _shown(material, kind, distinct))
        ),
        role="label",
    )
    if kind != "recommendation":
        yield blocks.ItemList(tuple(_item(material, index) for index in distinct[:_SHOWN]))
        return
    for who, indexes in sorted(
        by_addressee(material, distinct).items(), key=lambda pair: list(ADDRESSEES).index(pair[0])
    ):
        yield blocks.Heading(text=_(ADDRESSEES[who]), level=3)
        yield blocks.ItemList(tuple(_item(material, index) for index in indexes[:_SHOWN]))


def addressee_of(material: Material, index: int) -> str:
    """Return whom a recommendation speaks to, or nothing where it does not say."""
    one = material.statement(index)
    return addressee_in(one.quote, one.lead)


def by_addressee(material: Material, indexes: Iterable[int]) -> dict[str, list[int]]:
    """Part recommendations by whom they speak to; their order stays."""
    found: dict[str, list[int]] = defaultdict(list)
    for index in indexes:
        found[addressee_of(material, index)].append(index)
    return found


def most_telling_first(material: Material, own: Sequence[int]) -> list[int]:
    """Order statements: whole ones before scraps, everybody before anybody twice, surest first."""
    spoken: Counter[str] = Counter()
    turns: dict[int, tuple[bool, int, float, int]] = {}
    sure = sorted(own, key=lambda i: (-material.statement(i).kind_certainty, i))
    for index in material.without_copies(sure):
        one = material.statement(index)
        contributor = material.contributor_of[one.record_id]
        scrap = count_words(one.quote) < _WHOLE_WORDS
        turns[index] = scrap, spoken[contributor], -one.kind_certainty, index
        spoken[contributor] += not scrap
    return sorted(turns, key=turns.__getitem__)


def _how_many(count: int, contributors: int, shown: int) -> str:
    return ngettext(
        "%(count)d statement of %(contributors)d contributors; %(shown)d shown, all in the table of statements",
        "%(count)d statements of %(contributors)d contributors; %(shown)d shown, all in the table of statements",
        count,
    ) % {"count": count, "contributors": contributors, "shown": shown}


def _shown(material: Material, kind: str, distinct: list[int]) -> int:
    """Count the statements that are printed: so many of a kind, or so many for each addressee."""
    heaps = by_addressee(material, distinct).values() if kind == "recommendation" else [distinct]
    return sum(min(_SHOWN, len(heap)) for heap in heaps)


def shown_because(material: Material, index: int) -> str:
    """Return what a statement says in detail, by its kind, and the sign that spoke for the kind."""
    one = material.statement(index)
    if one.kind == "question":
        return ""
    found = particulars_of(one.quote, one.language, one.kind)
    told = [f"{each.label}: {each.words}" for each in found]
    return " · ".join([*told, said(one.kind_reason)])


def _item(material: Material, index: int) -> blocks.Item:
    runs, why = quoted_runs(material, index), shown_because(material, index)
    return blocks.Item((*runs, blocks.Emphasis(f" ({why})")) if why else runs)
