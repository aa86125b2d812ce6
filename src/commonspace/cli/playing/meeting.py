"""A meeting is held; its rapporteur notes what was said."""

from datetime import time

from commonspace.cli.demo import shapes
from commonspace.cli.playing.scene import Scene
from commonspace.consultations.choices import RoundKind
from commonspace.consultations.services.rounds import keep_round
from commonspace.meetings.models import Meeting
from commonspace.meetings.services import Slot, make_template, plan_meeting, save_report

ONLINE = {
    "en": "Online call",
    "fr": "Appel en ligne",
    "es": "Convocatoria en línea",
    "ar": "الدعوة عبر الإنترنت",
}


def hold_meeting(scene: Scene) -> None:
    """Enter the online phase and the meeting as rounds, and keep the rapporteur's draft."""
    made, wanted, by = scene.consultation, scene.content.consultation, scene.role("secretariat")
    keep_round(
        consultation=made, by=by, kind=RoundKind.ONLINE, title=ONLINE,
        starts_on=scene.day(wanted.opens_in_days).date(), ends_on=scene.day(wanted.closes_in_days).date(),
        led_by=wanted.host.name, source="counted from the contributions",
    )  # fmt: skip
    for meeting in scene.content.meetings:
        held = keep_round(
            consultation=made, by=by, kind=RoundKind.MEETING, title={"en": meeting.title},
            starts_on=scene.day(meeting.in_days).date(), place=meeting.place,
            led_by=", ".join(meeting.organisers), persons=meeting.participants,
            organisations=meeting.organisations, source="list of those present",
        )  # fmt: skip
        planned = plan_meeting(
            consultation=made, by=by, title=meeting.title, place=f"{meeting.venue}, {meeting.place}",
            on=scene.day(meeting.in_days).date(), time_zone=wanted.time_zone,
            slots=[_slot(item) for item in meeting.items], round_held=held,
        )  # fmt: skip
        for report in scene.content.session_reports:
            if report.meeting == meeting.key:
                _draft(scene, planned, report)


def _slot(item: shapes.ProgrammeItem) -> Slot:
    starts, ends = _time(item.starts), _time(item.ends)
    return Slot(
        starts_at=starts,
        minutes=(ends.hour - starts.hour) * 60 + ends.minute - starts.minute,
        title=item.title,
        kind=item.kind,
        moderators=item.moderators,
        rapporteur=item.rapporteur,
        points=item.points,
    )


def _time(words: str) -> time:
    hour, _colon, minute = words.partition(":")
    return time(int(hour), int(minute))


def _draft(scene: Scene, meeting: Meeting, report: shapes.SessionReport) -> None:
    template = make_template(
        consultation=scene.consultation,
        by=scene.role("secretariat"),
        title=report.title,
        sections=[
            {
                "heading": section.heading,
                "questions": [
                    {"text": asked.question, "question": None} for asked in section.questions
                ],
            }
            for section in report.sections
        ],
    )
    save_report(
        meeting=meeting,
        template=template,
        theme=report.title,
        by=scene.role("rapporteur"),
        answers=[[asked.answers for asked in section.questions] for section in report.sections],
        quotes=[
            {"text": one.text, "speaker": one.speaker, "released": one.released}
            for one in report.quotes
        ],
    )
