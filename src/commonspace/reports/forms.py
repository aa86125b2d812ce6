"""What editors type: the texts of the report, the reasons for releasing it as it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.http import QueryDict
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from commonspace.consultations.models import Question
from commonspace.reports.composition.material import Material
from commonspace.reports.gate import Problem
from commonspace.reports.models import Report

LONGEST = 50_000
LANGUAGES = [(code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES]


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class TextsForm(forms.ModelForm[Report]):
    """Every text of the report on one page. ``seen`` tells which version the editor began from."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Report
        fields = (
            "title", "subtitle", "language", "message", "introduction", "background",
            "method_note", "closing", "licence",
        )  # fmt: skip
        widgets = {
            "message": _area(8), "introduction": _area(8), "background": _area(8),
            "method_note": _area(5), "closing": _area(5), "language": forms.Select(choices=LANGUAGES),
        }  # fmt: skip
        help_texts = {
            "message": _("What a reader takes away in one minute. An empty line begins a paragraph, “- ” a point of a list."),
            "introduction": _("Words between [[ and ]] become a footnote, here as in every text of the report; addresses become links."),
            "background": _("Left empty, the background of the call is printed."),
            "method_note": _("How people were asked and how their words were worked on. The figures are added by themselves."),
            "closing": _("Thanks, and what happens next."),
            "licence": _("What others may do with the report."),
        }  # fmt: skip

    def __init__(self, typed: QueryDict | None, *, material: Material) -> None:
        super().__init__(typed, instance=material.report, label_suffix="")
        self.questions: Sequence[Question] = material.questions
        self.initial["seen"] = version_of(material.report)
        for name in ("message", "introduction", "background", "method_note", "closing"):
            self.fields[name].validators.append(MaxLengthValidator(LONGEST))
        for question in self.questions:
            self.fields[_name(question)] = forms.CharField(
                label=_("Before the results of question %(number)d: %(heading)s")
                % {"number": question.number, "heading": question.heading_in(material.language)},
                required=False,
                max_length=LONGEST,
                widget=_area(4),
            )
            self.initial[_name(question)] = material.introductions.get(question.pk, "")

    def clean_language(self) -> str:
        """Take only languages that the site can print its own words in."""
        language = str(self.cleaned_data["language"])
        if language not in dict(LANGUAGES):
            raise forms.ValidationError(_("Choose one of the languages of this site."))
        return language

    def is_outdated(self, now: str) -> bool:
        """Tell whether somebody else has written since the editor began."""
        return str(self.cleaned_data.get("seen", "")) != now

    def begin_again(self, now: str) -> None:
        """Go on from the version that stands now, with everything typed still there."""
        self.data = {**{name: self.data.get(name, "") for name in self.data}, "seen": now}

    def texts(self) -> dict[str, str]:
        """Return the texts of the report itself."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}

    def introductions(self) -> dict[Question, str]:
        """Return what introduces each question."""
        return {question: self.cleaned_data[_name(question)] for question in self.questions}


def version_of(report: Report) -> str:
    """Name the version of the texts that stands now."""
    return report.changed_at.isoformat()


def _name(question: Question) -> str:
    return f"question-{question.pk}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A soft problem and the field in which somebody answers for it."""

    problem: Problem
    field: forms.BoundField


class ReleaseForm(forms.Form):
    """One reason for each thing that stands open. Their names follow from the problems' keys."""

    def __init__(self, typed: QueryDict | None, *, problems: Sequence[Problem]) -> None:
        super().__init__(typed, label_suffix="")
        self.soft = [problem for problem in problems if not problem.is_hard]
        for problem in self.soft:
            self.fields[problem.key] = forms.CharField(
                label=_("Why it may stand"),
                max_length=1_000,
                widget=_area(2),
                error_messages={"required": _("Mend it, or say why it may stand.")},
            )

    def asked(self) -> list[Asked]:
        """Return the problems with their fields, to show together."""
        return [Asked(problem=problem, field=self[problem.key]) for problem in self.soft]

    def reasons(self) -> dict[str, str]:
        """Return the reasons by key."""
        return {problem.key: self.cleaned_data[problem.key] for problem in self.soft}
