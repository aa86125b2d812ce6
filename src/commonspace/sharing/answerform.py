"""The answer form of the share kit as it comes back: each field under its question."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from commonspace.consultations.models import Consultation, Question
from commonspace.consultations.queries import asked_questions, languages_of
from commonspace.intake.envelopes import AnswerPart
from commonspace.sharing.filled import Filled
from commonspace.sharing.leaflets import Leaflet
from commonspace.sharing.links import Copy
from commonspace.sharing.recognising import FormKind
from commonspace.sharing.words import answer_key, form_leaflet, former_wordings


def leaflets_of(consultation: Consultation) -> list[Leaflet]:
    """Return the answer form in each language of the call."""
    root = f"{settings.COMMONSPACE_URL}/"
    return [
        form_leaflet(Copy(consultation=consultation, language=language, root=root))
        for language in languages_of(consultation)
    ]


def answers_in(consultation: Consultation, filled: Filled) -> tuple[AnswerPart, ...]:
    """Return what stands in the fields, each with the wording its writer read."""
    parts = [
        AnswerPart(
            question=question.pk,
            text=filled.values.get(key, ""),
            wording=_wording(question, filled.worded.get(key, 0)),
        )
        for question in asked_questions(consultation)
        if (key := answer_key(question.pk))
    ]
    parts.append(AnswerPart(question=None, text=filled.values.get(answer_key(None), "")))
    return tuple(part for part in parts if part.text.strip())


def _wording(question: Question, place: int) -> int | None:
    return former_wordings(question)[place - 1].pk if place else None


FORM = FormKind(name="answers", title=_("Answer form"), leaflets=leaflets_of, answers=answers_in)
