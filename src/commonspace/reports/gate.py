"""What stands between a report and its release.

A *hard* problem cannot be argued away: words that no longer stand in their source, or that may
not be printed. A *soft* one can be answered by a named person with a reason, which the report
prints.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonspace.consultations.models import Consultation
from commonspace.desk.hearing import missing_keys
from commonspace.reports.composition.material import (
    Material,
    alive,
    material_of,
    may_print,
    resolves,
)
from commonspace.reports.composition.words import QUANTITY_SLOT
from commonspace.synthesis.choices import LedgerState
from commonspace.synthesis.models import Finding, Quote, Synthesised
from commonspace.synthesis.quantity import disagreement


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that stands against the release; ``key`` names it in the release form."""

    key: str
    sentence: str
    is_hard: bool
    thing: Synthesised | None = None

    @property
    def about(self) -> str:
        """Return what sort of problem it is: the part of the key before the thing it concerns."""
        return self.key.partition(":")[0]


def problems(consultation: Consultation) -> list[Problem]:
    """Return what stands against releasing the report now, hard ones first."""
    return problems_of(material_of(consultation))


def problems_of(material: Material) -> list[Problem]:
    """Return what stands against releasing what the material would print."""
    found = [
        *_of_things(material), *_of_counts(material), *_of_the_ledger(material), *_of_the_texts(material),
    ]  # fmt: skip
    return sorted(found, key=lambda problem: not problem.is_hard)


def _of_things(material: Material) -> Iterator[Problem]:
    for thing in material.things:
        statements = alive(thing)
        if not statements and not thing.unsourced_reason.strip():
            yield _soft(thing, "unsourced", _("“%(what)s” rests on nobody’s words."))
        broken = [one for one in statements if not resolves(one)]
        if broken:
            yield Problem(
                key=f"broken:{thing.pk}",
                sentence=_("A quotation under “%(what)s” no longer matches its source.") % {"what": shortly(thing)},
                is_hard=True,
                thing=thing,
            )  # fmt: skip
        elif statements and not any(may_print(one) for one in statements):
            yield _unprintable(thing)
        if getattr(thing, "rests_on_less", False):
            yield _soft(
                thing,
                "rests-on-less",
                _(
                    "Words under “%(what)s” were removed at their author’s wish; nobody has read it again since."
                ),
            )


def _of_counts(material: Material) -> Iterator[Problem]:
    """Yield findings whose own quantity word is not the one their count allows."""
    for findings in material.findings.values():
        for finding in findings:
            if not isinstance(finding, Finding) or QUANTITY_SLOT in finding.text:
                continue
            support = material.support(finding)
            said = disagreement(finding.text, support) if support.contributors else ""
            if said:
                sentence = _("“%(what)s”: %(disagreement)s") % {
                    "what": shortly(finding),
                    "disagreement": said,
                }
                yield Problem(
                    key=f"quantity:{finding.pk}", sentence=sentence, is_hard=False, thing=finding
                )


def _unprintable(thing: Synthesised) -> Problem:
    if isinstance(thing, Quote):
        return Problem(
            key=f"unprintable:{thing.pk}",
            sentence=_("The quote “%(what)s” may not be published.") % {"what": shortly(thing)},
            is_hard=True,
            thing=thing,
        )
    return _soft(thing, "unprintable", _("No words under “%(what)s” may be published; it would stand without evidence."))  # fmt: skip


def _soft(thing: Synthesised, key: str, sentence: str) -> Problem:
    return Problem(
        key=f"{key}:{thing.pk}",
        sentence=sentence % {"what": shortly(thing)},
        is_hard=False,
        thing=thing,
    )


def _of_the_ledger(material: Material) -> Iterator[Problem]:
    counts = material.ledger.counts
    unread, unused = counts[LedgerState.UNREAD], counts[LedgerState.READ]
    if unread:
        yield Problem(
            key="unread",
            sentence=ngettext(
                "%(n)d contribution has not been read.", "%(n)d contributions have not been read.", unread
            ) % {"n": unread},
            is_hard=False,
        )  # fmt: skip
    if unused:
        yield Problem(
            key="unused",
            sentence=ngettext(
                "%(n)d contribution was read, but nothing of the report rests on it.",
                "%(n)d contributions were read, but nothing of the report rests on them.",
                unused,
            ) % {"n": unused},
            is_hard=False,
        )  # fmt: skip


def _of_the_texts(material: Material) -> Iterator[Problem]:
    if not material.consultation.is_published:
        yield Problem(
            key="call", sentence=_("The call is not public, so readers cannot see what was asked, of whom and how."), is_hard=False
        )  # fmt: skip
    if not material.report.introduction.strip():
        yield Problem(key="introduction", sentence=_("The introduction is empty."), is_hard=False)
    report = material.report
    if report.limits.strip() and report.limits_rest_on != missing_keys(material.heard):
        yield Problem(
            key="limits",
            sentence=_("Who was not heard has changed since its paragraph was accepted."),
            is_hard=False,
        )
    for question in material.questions:
        if not material.findings.get(question.pk):
            yield Problem(
                key=f"no-findings:{question.number}",
                sentence=_("Question %(number)d has no finding.") % {"number": question.number},
                is_hard=False,
            )


def shortly(thing: Synthesised) -> str:
    """Return the first words of a thing, to name it in a sentence."""
    words = str(getattr(thing, "title", "") or getattr(thing, "text", "")).split()
    return " ".join(words[:9]) + (" …" if len(words) > 9 else "")  # noqa: PLR2004  # enough to know it by
