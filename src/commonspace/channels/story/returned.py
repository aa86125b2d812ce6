"""The story form as it comes back by mail or among documents: known again, and kept field by field."""

from django.utils.translation import gettext_lazy as _

from commonspace.channels.story.models import Story
from commonspace.channels.story.queries import CASE_YES, fields_of, leaflets_of
from commonspace.channels.story.services import Told, whole
from commonspace.consultations.models import Consultation
from commonspace.contributions.models import Contribution
from commonspace.intake.envelopes import AnswerPart
from commonspace.sharing.filled import Filled
from commonspace.sharing.recognising import FormKind


def told_in(consultation: Consultation, filled: Filled) -> tuple[Told, ...]:
    """Return the fields of a story in which something is written."""
    return tuple(
        Told(part=one.part, label=one.label_in(filled.language), text=filled.values[one.key])
        for one in fields_of(consultation)
        if filled.values.get(one.key, "").strip()
    )


def _answers(consultation: Consultation, filled: Filled) -> tuple[AnswerPart, ...]:
    told = told_in(consultation, filled)
    return (AnswerPart(question=None, text=whole(told)),) if told else ()


def _keep(contribution: Contribution, filled: Filled) -> None:
    Story.objects.update_or_create(
        contribution=contribution,
        defaults={
            "told": [
                {"part": one.part, "label": one.label, "text": one.text}
                for one in told_in(contribution.consultation, filled)
            ],
            "may_be_case": CASE_YES in filled.ticks and not filled.ticked_twice(),
            "revision": contribution.current_revision,
        },
    )


def _forget(contribution: Contribution) -> None:
    Story.objects.filter(contribution=contribution).delete()


FORM = FormKind(
    name="story",
    title=_("Story form"),
    leaflets=leaflets_of,
    answers=_answers,
    keep=_keep,
    forget=_forget,
    fits=lambda contribution: not Story.objects.filter(contribution=contribution).exists(),
)
