"""What a report cannot say: who was not heard, and what rests on little."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from commonspace.kernel.names import language_name
from commonspace.people.choices import OrganisationKind
from commonspace.reports import document as blocks
from commonspace.reports.composition.figures import Figures
from commonspace.reports.composition.material import Material, alive, language_of


def limits(material: Material, figures: Figures) -> Iterator[blocks.Block]:
    """Yield the limits of the report as a heading and a list, nothing if there are none."""
    said = [sentence for sentence in _sentences(material, figures) if sentence]
    if said:
        yield blocks.Heading(
            text=_("Who was not heard, and what rests on little"), level=2, anchor="limits"
        )
        yield blocks.ItemList(tuple(blocks.Item(blocks.plain(one)) for one in said))


def _sentences(material: Material, figures: Figures) -> Iterator[str]:
    yield _listed(
        _("No contribution came from these kinds of organisation: %(list)s."),
        (str(kind.label) for kind in OrganisationKind if _is_missing(kind, figures)),
    )
    yield _listed(
        _("The call was open in these languages too, but nobody wrote in them: %(list)s."),
        (
            language_name(code, material.language)
            for code in material.consultation.languages
            if code not in figures.languages
        ),
    )
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


def _is_missing(kind: OrganisationKind, figures: Figures) -> bool:
    return kind != OrganisationKind.OTHER and kind not in figures.kinds


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
            is_alone = len({one.contribution.contributor_id for one in statements}) == 1
            tongues = {language_of(one) for one in statements}
            if is_alone if voices else (not is_alone and len(tongues) == 1):
                yield f"{question.number}.{number}"
