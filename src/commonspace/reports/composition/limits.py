"""What a report cannot say: who was not heard, and what rests on little."""

from collections.abc import Iterable, Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from commonspace.desk.choices import Aspect
from commonspace.desk.hearing import HeardBy
from commonspace.desk.voices import voice_of
from commonspace.reports import document as blocks
from commonspace.reports.composition.material import Material, alive, language_of
from commonspace.reports.composition.typed import typed_blocks

NOT_HEARD: dict[Aspect, str | Promise] = {
    Aspect.KIND: gettext_lazy("No contribution came from these kinds of organisation: %(list)s."),
    Aspect.COUNTRY: gettext_lazy(
        "Nobody contributed from these countries, which the call meant to reach: %(list)s."
    ),
    Aspect.LANGUAGE: gettext_lazy(
        "The call was open in these languages too, but nobody wrote in them: %(list)s."
    ),
    Aspect.GROUP: gettext_lazy(
        "No contribution speaks for these groups, whom the call meant to hear: %(list)s."
    ),
}


def limits(material: Material) -> Iterator[blocks.Block]:
    """Yield the limits of the report under a heading, nothing if there are none.

    The paragraph that a person accepted stands in place of the sentences on who was not heard.
    """
    accepted = list(typed_blocks(material.report.limits, material.notes))
    missing = [] if accepted else not_heard(material.heard)
    said = [*missing, *filter(None, _weak_points(material))]
    if accepted or said:
        yield blocks.Heading(
            text=_("Who was not heard, and what rests on little"), level=2, anchor="limits"
        )
        yield from accepted
    if said:
        yield blocks.ItemList(tuple(blocks.Item(blocks.plain(one)) for one in said))


def not_heard(heard: Iterable[HeardBy]) -> list[str]:
    """Return a sentence for each aspect of which something expected was not heard."""
    sentences = (
        _listed(str(NOT_HEARD[one.aspect]), (row.label for row in one.missing)) for one in heard
    )
    return [sentence for sentence in sentences if sentence]


def proposed_limits(heard: Iterable[HeardBy]) -> str:
    """Return the paragraph on who was not heard that the zeros alone allow; it may be empty."""
    sentences = not_heard(heard)
    if not sentences:
        return ""
    caution = _("What this report says must be read with that in mind.")
    return " ".join([*sentences, caution])


def _weak_points(material: Material) -> Iterator[str]:
    yield _listed(
        _("Nobody spoke to these questions: %(list)s."),
        (str(one.number) for one in material.questions if not material.spoke_to.get(one.pk)),
    )
    yield _numbered(
        ngettext(
            "This finding rests on one contributor: %(list)s.",
            "These findings rest on one contributor each: %(list)s.",
            len(one_voice := list(_resting(material, voices=True))),
        ),
        one_voice,
    )
    yield _numbered(
        ngettext(
            "This finding rests on words in one language only: %(list)s.",
            "These findings rest on words in one language only: %(list)s.",
            len(one_tongue := list(_resting(material, voices=False))),
        ),
        one_tongue,
    )


def _listed(sentence: str, names: Iterable[str]) -> str:
    separator = pgettext("between the entries of a list", "; ")
    found = separator.join(names)
    return sentence % {"list": found} if found else ""


def _numbered(sentence: str, numbers: list[str]) -> str:
    return _listed(sentence, numbers) if numbers else ""


def _resting(material: Material, *, voices: bool) -> Iterator[str]:
    """Yield the numbers of findings with one contributor, or with several in one language."""
    if not voices and len(material.consultation.languages) < 2:  # noqa: PLR2004  # nothing to compare
        return
    for question in material.questions:
        for number, finding in enumerate(material.findings.get(question.pk, ()), start=1):
            statements = alive(finding)
            is_alone = len({voice_of(one.contribution).pk for one in statements}) == 1
            tongues = {language_of(one) for one in statements}
            if is_alone if voices else (not is_alone and len(tongues) == 1):
                yield f"{question.number}.{number}"
