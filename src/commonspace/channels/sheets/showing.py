"""Responses as the page shows them before they are imported."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from commonspace.channels.sheets.choices import Doubt, Why
from commonspace.channels.sheets.composing import Composed
from commonspace.consultations.models import Consultation, Question
from commonspace.consultations.queries import asked_questions
from commonspace.kernel.names import country_name, language_name
from commonspace.people.choices import Attribution, OrganisationKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One response as it will stand on the desk. ``why`` says so if it will be left out."""

    number: int
    who: str
    terms: str
    at: datetime
    is_late: bool
    language: str
    answers: tuple[tuple[Question | None, str], ...]
    files: tuple[str, ...]
    doubts: tuple[str, ...]
    why: str


def shown(made: Sequence[Composed], consultation: Consultation) -> list[Shown]:
    """Return responses for the page; names and addresses are told only as going to the vault."""
    questions = {question.pk: question for question in asked_questions(consultation)}
    closes = consultation.closes_at
    return [
        Shown(
            number=one.number,
            who=" · ".join(_who(one)),
            terms=" · ".join(_terms(one)),
            at=one.received_at,
            is_late=closes is not None and one.received_at >= closes,
            language=language_name(one.language) if one.language else "",
            answers=tuple((questions.get(part.question or 0), part.text) for part in one.answers),
            files=one.files,
            doubts=tuple(str(Doubt(each).label) for each in one.doubts),
            why=str(Why(one.why).label) if one.why else "",
        )
        for one in made
    ]


def _who(one: Composed) -> Iterator[str]:
    sender = one.sender
    if sender.details:
        yield _("name or address: goes into the vault")
    if sender.organisation:
        yield sender.organisation
    if sender.kind:
        yield str(OrganisationKind(sender.kind).label)
    if sender.country:
        yield country_name(sender.country)
    if sender.place:
        yield sender.place
    if one.on_behalf_of:
        yield _("for %(whom)s") % {"whom": one.on_behalf_of}


def _terms(one: Composed) -> Iterator[str]:
    yield {
        Attribution.NAMED: _("named with name and organisation"),
        Attribution.ORGANISATION: _("named with the organisation only"),
        Attribution.KIND: _("named by kind and country only"),
        Attribution.ANONYMOUS: _("not named"),
    }[Attribution(one.consent.attribution)]
    yield _("may be published") if one.consent.may_publish else _("not to be published")
