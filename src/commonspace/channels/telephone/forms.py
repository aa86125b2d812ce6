"""Forms of those who want to be called, and of those who call."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from commonspace.channels.telephone.models import CallTime
from commonspace.channels.telephone.queries import free_times
from commonspace.channels.telephone.services import Note
from commonspace.consultations.deadline import told
from commonspace.consultations.localised_form import LocalisedForm, Text
from commonspace.consultations.models import Consultation
from commonspace.contributions.choices import ConsentBy, Origin
from commonspace.intake.forms import SpokenAnswersForm
from commonspace.kernel.localised import current_language
from commonspace.kernel.names import language_name, languages
from commonspace.people.vault import PersonalDetails

FEWEST_DIGITS = 6
LONGEST_WINDOW = timedelta(hours=12)


class TimeField(forms.ModelChoiceField):  # type: ignore[type-arg]  # one kind of choice at run time
    """A choice of free times, told by the clock of the consultation."""

    def label_from_instance(self, obj: CallTime) -> str:
        """Return the moment with whose clock it is."""
        return told(obj.starts_at, obj.consultation).whole


class AskForm(forms.Form):
    """Who wants to be called, where, in which language and when."""

    use_required_attribute = False

    phone = forms.CharField(
        label=gettext_lazy("Your telephone number, with the code of the country"),
        max_length=40,
        help_text=gettext_lazy("Only those who call you can see it. It is locked away."),
        widget=forms.TextInput(
            attrs={"type": "tel", "autocomplete": "tel", "dir": "ltr", "inputmode": "tel"}
        ),
        error_messages={"required": gettext_lazy("Without a number we cannot call you.")},
    )
    name = forms.CharField(
        label=gettext_lazy("What should we call you?"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Any name will do, or none."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language you would like to speak"))
    time = TimeField(
        label=gettext_lazy("When may we call?"),
        queryset=CallTime.objects.none(),
        required=False,
        widget=forms.RadioSelect,
        empty_label=pgettext_lazy("time of a call", "Another time: see below"),
        error_messages={
            "invalid_choice": gettext_lazy(
                "Somebody has just taken this time. Please choose another; the rest is still here."
            )
        },
    )
    wishes = forms.CharField(
        label=gettext_lazy("Days and hours that suit you"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:  # noqa: ANN401  # as Django passes them
        kwargs.setdefault("initial", {"language": current_language()})
        super().__init__(*args, **kwargs)
        self.consultation = consultation
        own = consultation.languages
        language = self.fields["language"]
        if isinstance(language, forms.ChoiceField):
            language.choices = [
                *((code, language_name(code)) for code in own),
                (
                    pgettext_lazy("group of languages", "Other languages"),
                    [pair for pair in languages() if pair[0] not in own],
                ),
            ]
        self._offer_times()

    def _offer_times(self) -> None:
        times = self.fields["time"]
        free = free_times(self.consultation)
        if not isinstance(times, TimeField):
            return
        times.queryset = free.select_related("consultation")
        if not free.exists() and not self.data.get("time"):
            del self.fields["time"]

    def clean_phone(self) -> str:
        typed = str(self.cleaned_data["phone"])
        if sum(character.isdigit() for character in typed) < FEWEST_DIGITS:
            raise forms.ValidationError(
                _("This number looks too short. Please check it; the rest is still here.")
            )
        return typed

    def clean(self) -> dict[str, Any]:
        clean = self.cleaned_data
        if not clean.get("time") and not clean.get("wishes", "").strip() and not self.errors:
            self.add_error("wishes", _("Please tell us when we may call, in your own words."))
        return clean


class LineForm(LocalisedForm):
    """How a call can be reached by telephone, and when, in each of its languages."""

    number = forms.CharField(
        label=gettext_lazy("Number people can call"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Shown on the call. Leave empty if nobody can be called."),
        widget=forms.TextInput(attrs={"type": "tel", "dir": "ltr"}),
    )
    takes_requests = forms.BooleanField(
        label=gettext_lazy("People can ask to be called"), required=False
    )
    texts = (
        Text(
            name="hours",
            label=gettext_lazy("When somebody answers"),
            help_text=gettext_lazy(
                "For example: Monday to Friday, 9 to 12, in English and Arabic."
            ),
            max_length=200,
        ),
    )


class TimesForm(forms.Form):
    """A stretch of one day, cut into times of equal length."""

    day = forms.DateField(label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    first = forms.TimeField(
        label=pgettext_lazy("time of day", "From"), widget=forms.TimeInput(attrs={"type": "time"})
    )
    last = forms.TimeField(
        label=pgettext_lazy("time of day", "To"), widget=forms.TimeInput(attrs={"type": "time"})
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("Minutes for each call"), initial=30, min_value=5, max_value=240
    )

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:  # noqa: ANN401  # as Django passes them
        super().__init__(*args, **kwargs)
        self.zone = consultation.zone

    def clean(self) -> dict[str, Any]:
        clean = self.cleaned_data
        if self.errors:
            return clean
        starts = datetime.combine(clean["day"], clean["first"], tzinfo=self.zone)
        ends = datetime.combine(clean["day"], clean["last"], tzinfo=self.zone)
        if ends - starts < timedelta(minutes=clean["minutes"]):
            self.add_error("last", _("Not one call fits between these two."))
        elif ends - starts > LONGEST_WINDOW:
            self.add_error("last", _("That is more than twelve hours. Please offer them in parts."))
        elif starts < timezone.now():
            self.add_error("day", _("This time has passed. Please choose one to come."))
        return {**clean, "starts": starts, "ends": ends}


class NoteForm(SpokenAnswersForm):
    """What a caller said, on which terms, and whether it was read back."""

    field_order = ["name", "organisation", "on_behalf_of", "kind", "country", "place"]

    on_behalf_of = forms.CharField(
        label=gettext_lazy("On whose behalf do they speak?"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Leave empty if they speak for themselves."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    phone = forms.CharField(
        label=gettext_lazy("Telephone number"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Only if they want to be reached again. It is locked away."),
        widget=forms.TextInput(attrs={"type": "tel", "dir": "ltr"}),
    )
    called_at = forms.DateTimeField(
        label=gettext_lazy("When did you speak?"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    read_back = forms.BooleanField(
        label=gettext_lazy("I read this back, and the caller agreed with every word"),
        required=False,
        help_text=gettext_lazy(
            "If there was no time, leave it: with the code the caller can read it and agree later."
        ),
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def clean_called_at(self) -> datetime:
        typed: datetime = self.cleaned_data["called_at"].replace(tzinfo=self.consultation.zone)
        if typed > timezone.now() + timedelta(minutes=5):
            raise forms.ValidationError(_("This moment is still to come. Please check it."))
        return min(typed, timezone.now())

    def note(self) -> Note:
        """Return the clean form as plain values."""
        clean = self.cleaned_data
        return Note(
            key=str(clean["key"]),
            sender=self.sender(phone=clean.get("phone", "")),
            consent=self.consent(ConsentBy.STAFF),
            answers=self.answers(Origin.MINUTES),
            language=clean["language"],
            on_behalf_of=clean["on_behalf_of"],
            called_at=clean["called_at"],
            read_back=clean["read_back"],
        )

    @classmethod
    def starting(
        cls, consultation: Consultation, known: PersonalDetails, language: str
    ) -> "NoteForm":
        """Return a fresh form with what is known of the caller."""
        here = timezone.now().astimezone(consultation.zone)
        return cls(
            consultation=consultation,
            label_suffix="",
            initial={
                "name": known.name,
                "language": language or consultation.default_language,
                "called_at": here.replace(tzinfo=None, second=0, microsecond=0),
                "key": uuid.uuid4(),
            },
        )
