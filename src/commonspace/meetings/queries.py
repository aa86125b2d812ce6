"""Reading meetings and session reports."""

from collections.abc import Iterator
from dataclasses import dataclass

from commonspace.consultations.models import Consultation
from commonspace.meetings.models import Meeting, SessionReport


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question of a report template, where it stands and the points noted under it."""

    section: int
    place: int
    heading: str
    text: str
    points: tuple[str, ...]

    @property
    def name(self) -> str:
        """Return the name of its field in a form."""
        return f"points-{self.section}-{self.place}"


def meetings_of(consultation: Consultation) -> list[Meeting]:
    """Return the meetings of a consultation with their programmes and reports."""
    return list(
        consultation.meetings.prefetch_related(
            "items", "reports__template", "reports__contribution"
        )
    )


def asked_in(report: SessionReport) -> Iterator[Asked]:
    """Yield the questions of a report's template with what has been noted."""
    for section, part in enumerate(report.template.sections):
        for place, question in enumerate(part["questions"]):
            yield Asked(
                section=section,
                place=place,
                heading=part["heading"] if place == 0 else "",
                text=question["text"],
                points=tuple(_noted(report, section, place)),
            )


def _noted(report: SessionReport, section: int, place: int) -> list[str]:
    if section < len(report.answers) and place < len(report.answers[section]):
        return list(report.answers[section][place])
    return []
