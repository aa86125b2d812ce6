"""A question's findings and lists as the board shows them: evidence, counts, what to look at again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonspace.consultations.models import Consultation, Question
from commonspace.evidence.queries import Support
from commonspace.evidence.showing import Shown, show_statements
from commonspace.synthesis.doubles import Double, doubles_among
from commonspace.synthesis.links import may_be_linked
from commonspace.synthesis.models import Finding, Quote, Synthesised
from commonspace.synthesis.names import settled_names, unsettled_in
from commonspace.synthesis.quantity import PLACEHOLDER, WORDS, disagreement, with_quantity
from commonspace.synthesis.queries import Sourced, things_by_question
from commonspace.synthesis.words_match import stands_in

QUOTE_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing of the report with its evidence, its count in words, and remarks about it."""

    thing: Synthesised
    kind: str
    text: str
    links: tuple[tuple[str, bool], ...]
    evidence: tuple[Shown, ...]
    support: Support
    counted: str
    word: str
    remarks: tuple[str, ...]
    children: tuple["Entry", ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceList:
    """Services for one audience under their heading."""

    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """Everything written on one question, list by list."""

    findings: tuple[Entry, ...]
    examples: tuple[Entry, ...]
    recommendations: tuple[Entry, ...]
    services: tuple[ServiceList, ...]
    quotes: tuple[Entry, ...]
    resources: tuple[Entry, ...]


def counted_in_words(support: Support) -> str:
    """Say who stands behind something, as numbers."""
    contributors = ngettext(
        "%(n)d of %(of)d contributor", "%(n)d of %(of)d contributors", max(support.of, support.contributors)
    ) % {"n": support.contributors, "of": max(support.of, support.contributors)}  # fmt: skip
    organisations = ngettext("%(n)d organisation", "%(n)d organisations", support.organisations) % {
        "n": support.organisations
    }
    if not support.countries:
        return _("%(contributors)s, %(organisations)s") % {
            "contributors": contributors, "organisations": organisations,
        }  # fmt: skip
    countries = ngettext("%(n)d country", "%(n)d countries", support.countries) % {
        "n": support.countries
    }
    return _("%(contributors)s, %(organisations)s, %(countries)s") % {
        "contributors": contributors,
        "organisations": organisations,
        "countries": countries,
    }


def board_of(consultation: Consultation, question: Question | None) -> Board:
    """Return what is written on a question, or in general, ready to show."""
    every = things_by_question(consultation)
    own = next(
        (
            one
            for one in every
            if (one.question.pk if one.question else None) == (question.pk if question else None)
        ),
        every[-1],
    )
    doubles = _remarks_by_thing(doubles_among(consultation, every))
    settled = settled_names(consultation)
    for one in own.everything if settled else ():
        doubles.setdefault(one.thing.pk, []).extend(_names_remarks(one.thing, settled))

    def entries(kind: str, things: Iterable[Sourced[Synthesised]]) -> tuple[Entry, ...]:
        return tuple(entry_of(kind, one, doubles, consultation.default_language) for one in things)

    return Board(
        findings=entries("finding", own.findings),
        examples=entries("example", own.examples),
        recommendations=entries("recommendation", own.recommendations),
        services=tuple(
            ServiceList(heading=group.heading, entries=entries("service", group.items))
            for group in own.services
        ),
        quotes=entries("quote", own.quotes),
        resources=entries("resource", own.resources),
    )


def entry_of(
    kind: str, one: Sourced[Synthesised], doubles: Mapping[object, list[str]], language: str
) -> Entry:
    """Return one thing ready to show; findings are written in ``language``."""
    text = str(getattr(one.thing, "text", ""))
    return Entry(
        thing=one.thing,
        kind=kind,
        text=with_quantity(text, one.support, language),
        links=tuple((link, may_be_linked(link)) for link in getattr(one.thing, "links", ())),
        evidence=tuple(show_statements(one.statements)),
        support=one.support,
        counted=counted_in_words(one.support),
        word=str(WORDS[one.support.quantity]),
        remarks=tuple(remarks_on(one, doubles.get(one.thing.pk, []))),
        children=tuple(entry_of(kind, child, doubles, language) for child in one.children),
    )


def remarks_on(one: Sourced[Synthesised], doubles: Iterable[str] = ()) -> list[str]:
    """Return what somebody should look at again; nothing here keeps anybody from going on."""
    thing, found = one.thing, list(doubles)
    if isinstance(thing, Finding) and PLACEHOLDER not in thing.text and one.statements:
        found.append(disagreement(thing.text, one.support))
    if isinstance(thing, Quote) and one.statements and not stands_in(thing.text, one.statements):
        found.append(_("These are not, word for word, the words of the statement under it."))
    if not one.statements and not thing.unsourced_reason:
        found.append(_("Nothing stands under it yet. Add a statement, or note why there is none."))
    if one.withdrawn:
        found.append(
            ngettext(
                "%(n)d statement under it was withdrawn by its contributor and does not count.",
                "%(n)d statements under it were withdrawn by their contributors and do not count.",
                one.withdrawn,
            )
            % {"n": one.withdrawn}
        )
    if one.rests_on_less:
        found.append(
            _(
                "Words that it rested on were removed at their author’s wish. Read it again, "
                "mend it, and press “Keep”."
            )
        )
    return [remark for remark in found if remark]


def _remarks_by_thing(doubles: Iterable[Double]) -> dict[object, list[str]]:
    """Return, by thing, a sentence for each other entry that may be the same, if none decided."""
    found: dict[object, list[str]] = {}
    for double in doubles:
        if double.kept_apart is None:
            say = _same_address if double.by_address else _nearly
            found.setdefault(double.one.pk, []).append(say(double.other))
            found.setdefault(double.other.pk, []).append(say(double.one))
    return found


def _names_remarks(thing: Synthesised, settled: Mapping[str, str]) -> Iterable[str]:
    """Yield a sentence for each name in what was written that reports do not use any more."""
    written = " \n\n".join(str(getattr(thing, name, "")) for name in ("title", "text"))
    for name, better in unsettled_in(written, settled):
        yield _("“%(name)s” was settled as “%(better)s”; here it is written the other way.") % {
            "name": name,
            "better": better,
        }


def _nearly(other: Synthesised) -> str:
    return _("Nearly the same stands under %(place)s: “%(text)s”.") % {
        "place": _place(other),
        "text": str(getattr(other, "title", "") or getattr(other, "text", ""))[:QUOTE_SHOWN],
    }


def _same_address(other: Synthesised) -> str:
    return _("The same address is given under %(place)s: “%(title)s”.") % {
        "place": _place(other),
        "title": str(getattr(other, "title", "") or getattr(other, "author", ""))[:QUOTE_SHOWN],
    }


def _place(thing: Synthesised) -> str:
    if thing.question is None:
        return _("general")
    return _("question %(number)d") % {"number": thing.question.number}
