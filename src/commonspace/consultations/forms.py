"""Untrusted input to clean values. Localised fields come as one form field a language."""

import zoneinfo
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import get_language_info, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from commonspace.consultations.choices import Level, PartnerRole, Role, RoundKind
from commonspace.consultations.deadline import exists_in
from commonspace.consultations.localised_form import LINE, LocalisedForm, Text
from commonspace.consultations.models import (
    Consultation,
    Partner,
    Question,
    QuestionVersion,
    ThematicArea,
)
from commonspace.consultations.services import Wording
from commonspace.consultations.services.call import CODE_LENGTH
from commonspace.kernel.localised import Localised

LANGUAGE_CHOICES = [
    (code, get_language_info(code)["name_local"]) for code, _name in settings.LANGUAGES
]
SHORT, LONG = 3_000, 50_000


def _zones() -> list[tuple[str, str]]:
    names = sorted(name for name in zoneinfo.available_timezones() if "/" in name or name == "UTC")
    return [
        (name, name.replace("_", " "))
        for name in names
        if not name.startswith(("Etc/", "SystemV/"))
    ]


class NewConsultationForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=LINE)
    organisation = forms.CharField(
        label=_("Organisation that asks"),
        help_text=_("It answers for the consultation, from the call to the report."),
        max_length=LINE,
    )
    language = forms.ChoiceField(
        label=_("Main language"),
        help_text=_("You can add others next."),
        choices=LANGUAGE_CHOICES,
    )
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        help_text=_("The clock on which the deadline is set."),
        choices=_zones,
        initial="UTC",
    )
    code = forms.SlugField(
        label=_("Short address"),
        help_text=_(
            "Small letters, digits and hyphens: the end of the call’s address. "
            "We make one from the title if you leave this empty."
        ),
        max_length=CODE_LENGTH,
        required=False,
    )

    def clean_code(self) -> str:
        return str(self.cleaned_data["code"]).lower()


class LanguagesForm(forms.Form):
    main = forms.ChoiceField(
        label=_("Main language"),
        help_text=_("What is missing in another language is shown in this one."),
        choices=LANGUAGE_CHOICES,
        widget=forms.RadioSelect,
    )
    languages = forms.MultipleChoiceField(
        label=_("The call can be read in"),
        choices=LANGUAGE_CHOICES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class TextsForm(LocalisedForm):
    texts = (
        Text(name="title", label=_("Title"), is_needed=True),
        Text(
            name="subject",
            label=_("Subject"),
            help_text=_("What it is about, in a sentence or two."),
            rows=2,
            max_length=SHORT,
        ),
        Text(
            name="purpose",
            label=_("Purpose"),
            help_text=_("What the answers are to bring about."),
            rows=3,
            max_length=SHORT,
        ),
        Text(
            name="background",
            label=_("Background"),
            help_text=_("As long as it needs to be. An empty line begins a new paragraph."),
            rows=12,
            max_length=LONG,
        ),
        Text(
            name="event_prepared",
            label=_("The event it prepares"),
            help_text=_("Its name, place and days, if there is one."),
            rows=2,
            max_length=SHORT,
        ),
    )


class PromiseForm(LocalisedForm):
    level = forms.ChoiceField(
        label=_("Level of participation"),
        help_text=_("Promise what you will keep: readers see it on the call."),
        choices=Level,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, naming_proposal: Localised, **kwargs: Any) -> None:  # noqa: ANN401  # handed on as it came
        self.texts = (
            Text(
                name="what_happens",
                label=_("What happens with people’s answers"),
                help_text=_(
                    "Who reads them, what is made of them, where it is presented, when they hear back."
                ),
                rows=5,
                max_length=SHORT,
            ),
            Text(
                name="naming_terms",
                label=_("What may be published, under which name, how to stay anonymous"),
                rows=8,
                max_length=LONG,
                is_needed=True,
                proposal=naming_proposal,
            ),
        )
        super().__init__(*args, **kwargs)


class WallClockInput(forms.DateTimeInput):
    input_type = "datetime-local"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%dT%H:%M")


class WallClockField(forms.DateTimeField):
    """A date and time as a wall clock shows them, in a zone that another field names."""

    widget = WallClockInput
    input_formats = ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"]

    def prepare_value(self, value: object) -> object:
        return value

    def to_python(self, value: Any) -> datetime | None:  # noqa: ANN401  # Django hands on what came
        if value in self.empty_values:
            return None
        for form in self.input_formats:
            try:
                return datetime.strptime(str(value).strip(), form)  # noqa: DTZ007  # a wall clock has no zone yet
            except ValueError:
                continue
        raise forms.ValidationError(_("Please write a date and a time, such as 2026-09-16 23:59."))


class DatesForm(forms.Form):
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        help_text=_("Both dates are on the clock of this place. Readers are told so."),
        choices=_zones,
    )
    opens_at = WallClockField(label=_("Opens"))
    closes_at = WallClockField(
        label=_("Closes"), help_text=_("Answers that arrive at this minute or later are late.")
    )

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:  # noqa: ANN401  # handed on as it came
        kwargs["initial"] = {
            "time_zone": consultation.time_zone,
            "opens_at": _on_clock(consultation, consultation.opens_at),
            "closes_at": _on_clock(consultation, consultation.closes_at),
        }
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "time_zone" not in cleaned:
            return cleaned
        zone = zoneinfo.ZoneInfo(cleaned["time_zone"])
        for name in ("opens_at", "closes_at"):
            naive = cleaned.get(name)
            if naive is None:
                continue
            if not exists_in(naive, zone):
                self.add_error(
                    name,
                    _(
                        "No clock there shows this time: the hour is skipped that night. Choose another."
                    ),
                )
            cleaned[name] = naive.replace(tzinfo=zone)
        return cleaned


def _on_clock(consultation: Consultation, at: datetime | None) -> datetime | None:
    return at.astimezone(consultation.zone).replace(tzinfo=None) if at else None


class ContactsForm(forms.Form):
    content = forms.CharField(
        label=_("Contact for questions of content"),
        help_text=_("A name, an email address, a telephone number: what you want readers to see."),
        max_length=LINE,
    )
    technical = forms.CharField(
        label=_("Contact for technical difficulties"),
        help_text=_("Whom to write to or call when the form does not work."),
        max_length=LINE,
    )
    event_site = forms.URLField(
        label=_("Site of the event"), required=False, assume_scheme="https", max_length=200
    )


class AreaForm(LocalisedForm):
    texts = (
        Text(name="title", label=_("Theme"), is_needed=True),
        Text(name="description", label=_("In a sentence"), rows=2, max_length=SHORT),
    )


class PartnerForm(LocalisedForm):
    organisation = forms.CharField(label=_("Organisation"), max_length=LINE)
    role = forms.ChoiceField(label=_("Role"), choices=PartnerRole)
    texts = (Text(name="description", label=_("Description"), rows=3, max_length=SHORT),)

    def __init__(self, *args: Any, current: Partner | None = None, **kwargs: Any) -> None:  # noqa: ANN401  # handed on as it came
        if current:
            kwargs["initial"] = {"organisation": current.organisation.name, "role": current.role}
        super().__init__(*args, current=current, **kwargs)


class KeyDateForm(LocalisedForm):
    on = forms.DateField(
        label=_("Date"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    texts = (Text(name="title", label=_("What happens"), is_needed=True),)

    def __init__(self, *args: Any, current: object = None, **kwargs: Any) -> None:  # noqa: ANN401  # handed on as it came
        if current:
            kwargs["initial"] = {"on": getattr(current, "on", None)}
        super().__init__(*args, current=current, **kwargs)


class RoundForm(LocalisedForm):
    kind = forms.ChoiceField(label=_("Kind"), choices=RoundKind.choices)
    starts_on = forms.DateField(
        label=_("First day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    ends_on = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    led_by = forms.CharField(label=_("Led by"), max_length=LINE, required=False)
    partners = forms.CharField(label=_("Together with"), max_length=LINE, required=False)
    funded_by = forms.CharField(label=_("Funded by"), max_length=LINE, required=False)
    persons = forms.IntegerField(
        label=_("Persons"), min_value=0, required=False, help_text=_("Leave it empty if unknown.")
    )
    organisations = forms.IntegerField(
        label=_("Organisations"),
        min_value=0,
        required=False,
        help_text=_("Persons and organisations are counted apart; leave it empty if unknown."),
    )
    is_approximate = forms.BooleanField(label=_("The figures are approximate"), required=False)
    source = forms.CharField(
        label=_("Where the figures come from"),
        max_length=LINE,
        required=False,
        help_text=_("Such as “list of those present”. A figure without a source is not printed."),
    )
    texts = (Text(name="title", label=_("What it is called"), is_needed=True),)

    def __init__(self, *args: Any, current: object = None, **kwargs: Any) -> None:  # noqa: ANN401  # handed on as it came
        if current:
            kwargs["initial"] = {name: getattr(current, name) for name in self.base_fields}
        super().__init__(*args, current=current, **kwargs)

    def clean(self) -> dict[str, Any]:
        """Ask for a source where there is a figure, and for days in their order."""
        cleaned = super().clean()
        has_figures = any(cleaned.get(name) is not None for name in ("persons", "organisations"))
        if has_figures and not cleaned.get("source"):
            self.add_error("source", _("Please say where these figures come from."))
        starts, ends = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts and ends and ends < starts:
            self.add_error("ends_on", _("The last day comes before the first."))
        return cleaned


class DocumentForm(forms.Form):
    title = forms.CharField(label=_("Title"), max_length=LINE)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGE_CHOICES)
    file = forms.FileField(
        label=_("File"), help_text=_("PDF, Word, OpenDocument, Excel, PowerPoint, text or picture.")
    )


class QuestionForm(LocalisedForm):
    texts = (
        Text(
            name="heading",
            label=pgettext_lazy("short name of a question", "Heading"),
            help_text=_("A few words: the report and its contents use them."),
            is_needed=True,
        ),
        Text(
            name="lead_in",
            label=_("Lead-in"),
            help_text=_("What leads to the question, if it needs that."),
            rows=4,
            max_length=LONG,
        ),
        Text(
            name="sub_questions",
            label=_("What you ask"),
            help_text=_("One question a line."),
            rows=4,
            max_length=SHORT,
        ),
        Text(
            name="examples_prompt",
            label=_("How you ask for examples"),
            rows=2,
            max_length=SHORT,
        ),
    )
    asks_for_examples = forms.BooleanField(
        label=_("This question asks for examples from people’s work"), required=False
    )
    areas = forms.ModelMultipleChoiceField(
        label=_("Themes it belongs to"),
        queryset=ThematicArea.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  # Django hands on what came
        consultation: Consultation,
        question: Question | None = None,
        **kwargs: Any,  # noqa: ANN401  # handed on as it came
    ) -> None:
        current: QuestionVersion | None = question.wording if question else None
        if question and current:
            kwargs["initial"] = {
                "asks_for_examples": current.asks_for_examples,
                "areas": list(question.areas.all()),
            }
        super().__init__(*args, consultation=consultation, current=current, **kwargs)
        areas = self.fields["areas"]
        areas.queryset = consultation.areas.select_related("consultation")  # type: ignore[attr-defined]  # a choice of rows
        if not consultation.areas.exists():
            del self.fields["areas"]

    def wording(self) -> Wording:
        """Return the wording as it was written."""
        names = [text.name for text in self.texts]
        return Wording(
            asks_for_examples=self.cleaned_data["asks_for_examples"],
            **{name: self.cleaned_data[name] for name in names},
        )


class MemberForm(forms.Form):
    email = forms.EmailField(label=_("Email address"))
    name = forms.CharField(label=_("Name"), max_length=120)
    role = forms.ChoiceField(label=_("Role"), choices=Role)


class PublishForm(forms.Form):
    signed = forms.CharField(
        label=_("Your name"),
        help_text=_(
            "Type it to publish although the call does not say what happens with the answers."
        ),
        max_length=120,
        required=False,
    )
