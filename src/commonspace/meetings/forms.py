"""What is entered about meetings, and what a rapporteur notes."""

import re
import zoneinfo
from datetime import time

from django import forms
from django.utils.translation import gettext_lazy as _

from commonspace.meetings.models import Meeting, ReportTemplate, SessionReport
from commonspace.meetings.queries import asked_in
from commonspace.meetings.services import Slot

SLOT_LINE = re.compile(r"(?P<hour>\d{1,2})[:.h](?P<minute>\d{2})\s*(?:[-–]\s*(?P<end_hour>\d{1,2})[:.h](?P<end_minute>\d{2}))?\s+(?P<title>.+)")  # fmt: skip


class MeetingForm(forms.ModelForm[Meeting]):
    programme = forms.CharField(
        label=_("Programme"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "One item a line: the time it starts, perhaps the time it ends, and its title. For "
            "example “9:00-9:20 Welcome”. Points below an item begin with a hyphen."
        ),
    )

    class Meta:
        model = Meeting
        fields = ["title", "place", "on", "time_zone"]
        widgets = {"on": forms.DateInput(attrs={"type": "date"})}

    def clean_time_zone(self) -> str:
        name = str(self.cleaned_data["time_zone"])
        if name not in zoneinfo.available_timezones():
            raise forms.ValidationError(
                _("We do not know this time zone. Write it like Africa/Nairobi or Europe/Lisbon.")
            )
        return name

    def clean_programme(self) -> list[Slot]:
        slots: list[Slot] = []
        for line in self.cleaned_data["programme"].splitlines():
            if not line.strip():
                continue
            if line.strip().startswith(("-", "•")) and slots:
                slots[-1] = _with_point(slots[-1], line.strip().lstrip("-• "))
                continue
            slots.append(_slot_of(line.strip()))
        return slots


def _with_point(slot: Slot, point: str) -> Slot:
    return Slot(
        starts_at=slot.starts_at,
        minutes=slot.minutes,
        title=slot.title,
        points=(*slot.points, point),
    )


def _slot_of(line: str) -> Slot:
    found = SLOT_LINE.match(line)
    slot = _read(found) if found else None
    if slot is None:
        raise forms.ValidationError(
            _(
                "We could not read the line “%(line)s”. Begin it with a time, such as 9:00 or 14:30-15:00."
            ),
            params={"line": line},
        )
    return slot


def _read(found: re.Match[str]) -> Slot | None:
    """Return the slot a line speaks of, or nothing if its times are none."""
    try:
        starts = time(int(found["hour"]), int(found["minute"]))
        ends = time(int(found["end_hour"] or 0), int(found["end_minute"] or 0))
    except ValueError:
        return None
    minutes = (ends.hour - starts.hour) * 60 + ends.minute - starts.minute
    if found["end_hour"] and minutes <= 0:
        return None
    return Slot(
        starts_at=starts, minutes=minutes if found["end_hour"] else None, title=found["title"]
    )


class TemplateForm(forms.Form):
    title = forms.CharField(label=_("Title of the template"), max_length=300)
    questions = forms.CharField(
        label=_("Questions to the rapporteur"),
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_(
            "One question a line. A line that ends with a colon begins a new section. Put the number "
            "of a question of the call in brackets at the end, such as [3], to tie answers to it."
        ),
    )

    def sections(self) -> list[dict[str, object]]:
        """Return the template's sections as ``ReportTemplate`` keeps them."""
        sections: list[dict[str, object]] = []
        questions: list[dict[str, object]] = []
        for line in filter(None, map(str.strip, self.cleaned_data["questions"].splitlines())):
            if line.endswith(":"):
                questions = []
                sections.append({"heading": line[:-1], "questions": questions})
                continue
            if not sections:
                sections.append({"heading": "", "questions": questions})
            tied = re.search(r"\[(\d{1,2})\]$", line)
            text = line[: tied.start()].strip() if tied else line
            questions.append({"text": text, "question": int(tied[1]) if tied else None})
        return sections


class ReportForm(forms.Form):
    """A rapporteur's notes: one field for each question of the template, one point a line."""

    theme = forms.CharField(label=_("Session"), max_length=300)
    quote = forms.CharField(
        label=_("A sentence worth keeping"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    speaker = forms.CharField(label=_("Who said it"), required=False, max_length=200)
    released = forms.BooleanField(
        label=_("They agreed to be named"), required=False,
        help_text=_("Without this tick the name is not kept: what is said in the room may be used, not who said it."),
    )  # fmt: skip

    def __init__(self, *args: object, report: SessionReport, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # handed on
        self.asked = list(asked_in(report))
        self.fields["theme"].initial = report.theme
        first = report.quotes[0] if report.quotes else {}
        for name in ("speaker", "released"):
            self.fields[name].initial = first.get(name)
        self.fields["quote"].initial = first.get("text")
        for question in self.asked:
            self.fields[question.name] = forms.CharField(
                label=question.text, required=False, initial="\n".join(question.points),
                widget=forms.Textarea(attrs={"rows": 4}), help_text=_("One point a line."),
            )  # fmt: skip

    def answers(self, template: ReportTemplate) -> list[list[list[str]]]:
        """Return the points by section and question."""
        return [
            [
                [p.strip("-• ").strip() for p in self.cleaned_data[f"points-{s}-{q}"].splitlines() if p.strip("-• ")]
                for q, _question in enumerate(part["questions"])
            ]
            for s, part in enumerate(template.sections)
        ]  # fmt: skip

    def quotes(self) -> list[dict[str, object]]:
        """Return the quote, if one was given."""
        if not self.cleaned_data["quote"].strip():
            return []
        return [
            {"text": self.cleaned_data["quote"].strip(), "speaker": self.cleaned_data["speaker"],
             "released": self.cleaned_data["released"]}
        ]  # fmt: skip
