"""What somebody says of their recording, and what staff say of the way in."""

import uuid
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from commonspace.channels.recordings.errors import HalfSentError, NoRecordingError
from commonspace.channels.recordings.models import Offer, Upload
from commonspace.channels.recordings.services.sending import Message
from commonspace.channels.recordings.services.uploads import (
    HEAD_BYTES,
    first_bytes,
    longest_bytes,
)
from commonspace.consultations.models import Consultation
from commonspace.consultations.queries import asked_questions
from commonspace.engines.media import media_type_of
from commonspace.intake.envelopes import Consent, Sender
from commonspace.kernel.localised import current_language
from commonspace.kernel.names import countries, language_name, languages
from commonspace.people.choices import Attribution, OrganisationKind
from commonspace.people.vault import PersonalDetails

MOST_AT_ONCE = 10
ACCEPTED = "audio/*,video/*,.m4a,.ogg,.opus,.webm,.mp4,.3gp,.mp3,.wav,.amr"
YES_NO = [
    ("yes", gettext_lazy("Yes, you may publish my words as I chose above")),
    ("no", gettext_lazy("No. Count and consider them, but do not publish them")),
]


def _line(label: Any, size: int, autocomplete: str) -> forms.CharField:  # noqa: ANN401  # a lazy text
    return forms.CharField(
        label=label,
        max_length=size,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": autocomplete}),
    )


class RecordForm(forms.Form):
    """Which question, which language, on which terms; then the recording itself."""

    use_required_attribute = False

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    uploads = forms.CharField(widget=forms.HiddenInput, required=False, max_length=1000)
    question = forms.ChoiceField(
        label=gettext_lazy("Which question do you answer?"), required=False
    )
    language = forms.ChoiceField(label=gettext_lazy("Which language do you speak in it?"))
    attribution = forms.ChoiceField(
        label=gettext_lazy("How may we name you?"),
        choices=Attribution.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy(
                "Please choose how we may name you. Nothing is chosen for you."
            )
        },
    )
    may_publish = forms.ChoiceField(
        label=gettext_lazy("May we publish your words?"),
        choices=YES_NO,
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Please say yes or no. Nothing is chosen for you.")
        },
    )
    name = _line(gettext_lazy("Your name"), 200, "name")
    organisation = _line(gettext_lazy("Your organisation"), 300, "organization")
    kind = forms.ChoiceField(label=gettext_lazy("What kind of organisation is it?"), required=False)
    country = forms.ChoiceField(label=gettext_lazy("Country you speak from"), required=False)
    remark = forms.CharField(
        label=gettext_lazy("A few written words with it"),
        required=False,
        strip=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    recorded = forms.FileField(
        label=gettext_lazy("Record with this phone"),
        required=False,
        max_length=255,
        widget=forms.FileInput(attrs={"accept": "audio/*", "capture": "user"}),
    )
    file = forms.FileField(
        label=gettext_lazy("Or choose a recording you have"),
        required=False,
        max_length=255,
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:  # noqa: ANN401  # as Django passes them
        kwargs.setdefault("initial", {"language": current_language(), "key": uuid.uuid4()})
        super().__init__(*args, **kwargs)
        self.consultation = consultation
        here = current_language()
        unsaid = ("", gettext_lazy("I would rather not say"))
        self._choices("kind", [unsaid, *OrganisationKind.choices])
        self._choices("country", [unsaid, *countries(here)])
        own = consultation.languages
        others = [pair for pair in languages(here) if pair[0] not in own]
        self._choices(
            "language",
            [
                *((code, language_name(code)) for code in own),
                (pgettext_lazy("group of languages", "Other languages"), others),
            ],
        )
        questions = [
            (str(one.pk), f"{one.number}. {one.heading_in()}")
            for one in asked_questions(consultation)
        ]
        general = ("", pgettext_lazy("question of a recording", "Several of them, or none"))
        self._choices("question", [general, *questions])

    def _choices(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def clean_uploads(self) -> tuple[Upload, ...]:
        """Return the uploads the page names, in their order; those of other calls are none."""
        keys = [word for word in self.cleaned_data["uploads"].split(",") if _is_key(word)]
        found = {
            str(one.pk): one
            for one in Upload.objects.filter(
                consultation=self.consultation, pk__in=keys[:MOST_AT_ONCE]
            )
        }
        whole = tuple(found[key] for key in dict.fromkeys(keys) if key in found)
        if len(whole) < len(set(keys)) or not all(one.is_whole for one in whole):
            raise forms.ValidationError(str(HalfSentError()))
        if not all(media_type_of(first_bytes(one)) for one in whole):
            raise forms.ValidationError(str(NoRecordingError()))
        return whole

    def clean_recorded(self) -> Any:  # noqa: ANN401  # a file or nothing
        return _recording(self.cleaned_data["recorded"])

    def clean_file(self) -> Any:  # noqa: ANN401  # a file or nothing
        return _recording(self.cleaned_data["file"])

    def clean(self) -> dict[str, Any]:
        clean = self.cleaned_data
        has_recording = clean.get("uploads") or clean.get("recorded") or clean.get("file")
        if not has_recording and not {"uploads", "recorded", "file"} & set(self.errors):
            self.add_error(
                "file", _("There is no recording yet. Record one, or choose one you have.")
            )
        return clean

    @cached_property
    def question_chosen(self) -> int | None:
        """Primary key of the question; ask after ``is_valid``."""
        chosen = self.cleaned_data["question"]
        return int(chosen) if chosen else None

    def message(self) -> Message:
        """Return the clean form as plain values."""
        clean = self.cleaned_data
        return Message(
            key=str(clean["key"]),
            sender=Sender(
                details=PersonalDetails(name=clean["name"]),
                organisation=clean["organisation"],
                kind=clean["kind"],
                country=clean["country"],
            ),
            consent=Consent(
                attribution=clean["attribution"], may_publish=clean["may_publish"] == "yes"
            ),
            language=clean["language"],
            question=self.question_chosen,
            remark=clean["remark"],
            uploads=clean["uploads"],
            files=tuple(file for file in (clean["recorded"], clean["file"]) if file),
        )


class OfferForm(forms.ModelForm[Offer]):
    class Meta:
        model = Offer
        fields = ["is_offered"]


class TranscriptForm(forms.Form):
    """What is heard in a recording, with time codes."""

    draft = forms.CharField(
        label=gettext_lazy("What is said"),
        required=False,
        strip=False,
        max_length=500_000,
        widget=forms.Textarea(attrs={"rows": 14, "dir": "auto", "class": "transcript"}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


def _recording(file: UploadedFile[bytes] | None) -> UploadedFile[bytes] | None:
    if file is None:
        return None
    if (file.size or 0) > longest_bytes():
        raise forms.ValidationError(
            _("This recording is larger than %(limit)s MB. Please send it in several parts.")
            % {"limit": longest_bytes() >> 20}
        )
    head = file.read(HEAD_BYTES)
    file.seek(0)
    if not media_type_of(head):
        raise forms.ValidationError(str(NoRecordingError()))
    return file


def _is_key(word: str) -> bool:
    try:
        return str(uuid.UUID(word)) == word
    except ValueError:
        return False
