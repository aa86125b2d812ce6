"""Programmes and session reports. A report that is sent in comes through the one door."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commonspace.consultations.models import Consultation, Round
from commonspace.contributions.choices import Channel, ConsentBy, Origin
from commonspace.intake.envelopes import AnswerPart, Consent, Envelope, Sender
from commonspace.intake.services import Received, receive
from commonspace.meetings.errors import EmptyReportError
from commonspace.meetings.models import Meeting, ProgrammeItem, ReportTemplate, SessionReport
from commonspace.people.choices import Attribution, OrganisationKind
from commonspace.people.models import Account
from commonspace.provenance.services import actor_of, record_event


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One timed item of a programme, as it is entered."""

    starts_at: time
    title: str
    minutes: int | None = None
    block: str = ""
    kind: str = ""
    led_by: Sequence[str] = ()
    moderators: Sequence[str] = ()
    rapporteur: str = ""
    points: Sequence[str] = ()


@transaction.atomic
def plan_meeting(
    *,
    consultation: Consultation,
    by: Account,
    title: str,
    place: str,
    on: date | None,
    time_zone: str,
    slots: Sequence[Slot] = (),
    round_held: Round | None = None,
) -> Meeting:
    """Enter a meeting with its programme."""
    meeting = Meeting.objects.create(
        consultation=consultation,
        title=title,
        place=place,
        on=on,
        time_zone=time_zone,
        round=round_held,
    )
    for position, slot in enumerate(slots):
        add_slot(meeting=meeting, slot=slot, position=position)
    record_event(
        actor=actor_of(by), verb="meeting.planned", subject=f"meeting:{meeting.pk}", scope=consultation.code
    )  # fmt: skip
    return meeting


@transaction.atomic
def add_slot(*, meeting: Meeting, slot: Slot, position: int | None = None) -> ProgrammeItem:
    """Put a timed item into a programme, at its end if no position is given."""
    return ProgrammeItem.objects.create(
        meeting=meeting,
        position=meeting.items.count() if position is None else position,
        starts_at=slot.starts_at,
        minutes=slot.minutes,
        title=slot.title,
        block=slot.block,
        kind=slot.kind,
        led_by=list(slot.led_by),
        moderators=list(slot.moderators),
        rapporteur=slot.rapporteur,
        points=list(slot.points),
    )


@transaction.atomic
def make_template(
    *, consultation: Consultation, by: Account, title: str, sections: Sequence[Mapping[str, object]]
) -> ReportTemplate:
    """Keep the questions that rapporteurs of this consultation answer."""
    template = ReportTemplate.objects.create(
        consultation=consultation, title=title, sections=list(sections)
    )
    record_event(
        actor=actor_of(by), verb="report-template.made", subject=f"report-template:{template.pk}",
        scope=consultation.code,
    )  # fmt: skip
    return template


@transaction.atomic
def save_report(
    *,
    meeting: Meeting,
    template: ReportTemplate,
    theme: str,
    by: Account,
    answers: Sequence[Sequence[Sequence[str]]],
    quotes: Sequence[Mapping[str, object]] = (),
    item: ProgrammeItem | None = None,
    report: SessionReport | None = None,
) -> SessionReport:
    """Keep a rapporteur's notes; they can be changed until they are sent in.

    Args:
        meeting: Where the session was.
        template: The questions it answers.
        theme: What the session was about.
        by: The rapporteur.
        answers: For each section, for each of its questions, the points noted.
        quotes: ``{"text": …, "speaker": …, "released": bool}``; a speaker who did not release
            their name is kept out, as the Chatham House rule asks.
        item: The slot of the programme, if there is one.
        report: The report to change; a new one if ``None``.
    """
    kept = report or SessionReport(meeting=meeting, template=template, rapporteur=by)
    kept.theme, kept.item = theme, item
    kept.answers = [[list(points) for points in section] for section in answers]
    kept.quotes = [_as_released(quote) for quote in quotes]
    kept.save()
    return kept


def _as_released(quote: Mapping[str, object]) -> dict[str, object]:
    released = bool(quote.get("released"))
    return {
        "text": str(quote["text"]),
        "speaker": str(quote.get("speaker", "")) if released else "",
        "released": released,
    }


def send_in(*, report: SessionReport, by: Account) -> Received:
    """Hand a session report to the door: it becomes a contribution of the meeting.

    Nobody who was in the room is named. Sending in twice gives the same receipt.

    Raises:
        EmptyReportError: If no point was noted.
    """
    consultation = report.meeting.consultation
    parts = tuple(_parts(report))
    if not parts:
        raise EmptyReportError(
            _("There is no point in this report yet. Note at least one, then send it in.")
        )
    received = receive(
        Envelope(
            consultation=consultation,
            channel=Channel.MEETING,
            key=f"session-report:{report.pk}",
            received_at=timezone.now(),
            sender=Sender(kind=OrganisationKind.OTHER, place=report.meeting.place),
            consent=Consent(
                attribution=Attribution.ANONYMOUS, may_publish=True, by=ConsentBy.STAFF
            ),
            answers=parts,
            language=report.language,
            entered_by=by,
            on_behalf_of=f"{report.meeting.title}: {report.theme}"[:300],
            round_id=report.meeting.round_id,
        )
    )
    if report.contribution_id is None:
        report.contribution = received.contribution
        report.save(update_fields=["contribution", "changed_at"])
    return received


def _parts(report: SessionReport) -> Iterator[AnswerPart]:
    numbers = {
        question.number: question.pk for question in report.meeting.consultation.questions.all()
    }
    for section, noted in zip(report.template.sections, report.answers, strict=False):
        for question, points in zip(section["questions"], noted, strict=False):
            text = "\n".join(f"• {point}" for point in points if point.strip())
            if text:
                asked = numbers.get(question.get("question") or 0)
                yield AnswerPart(question=asked, text=text, origin=Origin.MINUTES)
    for quote in report.quotes:
        yield AnswerPart(question=None, text=quote["text"], origin=Origin.MINUTES)


def programme_gaps(meeting: Meeting) -> list[str]:
    """Return what is wrong with a programme, in sentences: gaps, overlaps, nobody to report."""
    found, before = [], None
    for item in meeting.items.all():
        if before is not None and before.minutes is not None:
            end = _minutes(before.starts_at) + before.minutes
            words = {"before": before.title, "item": item.title}
            if _minutes(item.starts_at) < end:
                found.append(_("“%(item)s” begins before “%(before)s” has ended.") % words)
            elif _minutes(item.starts_at) > end:
                found.append(_("There is a gap between “%(before)s” and “%(item)s”.") % words)
        if item.kind in {"session", "working session", "discussion"} and not item.rapporteur:
            found.append(_("Nobody is named to report on “%(item)s”.") % {"item": item.title})
        before = item
    return found


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute
