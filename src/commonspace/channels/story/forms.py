"""The form on the screen: empty, or with what a filled file said, to be looked at before it is sent."""

import uuid
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from commonspace.channels.story.choices import Part
from commonspace.channels.story.models import StoryField
from commonspace.channels.story.queries import CASE_NO, CASE_YES, fields_of
from commonspace.channels.story.services import Telling, Told, waiting_file
from commonspace.consultations.localised_form import LocalisedForm, Text
from commonspace.consultations.models import Consultation, Question
from commonspace.consultations.queries import asked_questions
from commonspace.contributions.choices import ConsentBy
from commonspace.intake.envelopes import Consent, Sender
from commonspace.intake.services import LONGEST_ANSWER
from commonspace.kernel.localised import current_language
from commonspace.kernel.names import countries, language_name, languages
from commonspace.people.choices import Attribution, OrganisationKind
from commonspace.people.vault import PersonalDetails
from commonspace.provenance.models import StoredFile
from commonspace.sharing.filled import Filled

_SALT = "story file"
_ONE_LINE = 300
NAMING = [
    (Attribution.NAMED, gettext_lazy("With my name and organisation")),
    (Attribution.ORGANISATION, gettext_lazy("With the name of the organisation only")),
    (Attribution.KIND, gettext_lazy("Only with the kind of organisation and the country")),
    (Attribution.ANONYMOUS, gettext_lazy("Not at all: anonymous")),
]
MAY_PUBLISH = [
    ("yes", gettext_lazy("Yes, you may quote them as I chose above")),
    ("no", gettext_lazy("No: read and count them, but do not quote them")),
]
MAY_BE_CASE = [
    ("yes", gettext_lazy("Yes, it may be told there as a case of good practice")),
    ("no", gettext_lazy("No: read it, but do not tell it as a case")),
]


def _line(label: Any, size: int = _ONE_LINE, **more: Any) -> forms.CharField:  # noqa: ANN401  # lazy texts
    attrs = {"dir": "auto", **more.pop("attrs", {})}
    return forms.CharField(
        label=label, max_length=size, required=False, widget=forms.TextInput(attrs=attrs), **more
    )


class QuestionField(forms.ModelChoiceField):  # type: ignore[type-arg]  # one kind of choice at run time
    """A choice of the call's questions by number and heading."""

    def label_from_instance(self, obj: Question) -> str:
        """Return number and heading."""
        return f"{obj.number}. {obj.heading_in()}"


class TellForm(forms.Form):
    """A story, who tells it and on which terms. Nothing about consent is filled in by us."""

    use_required_attribute = False

    question = QuestionField(
        label=gettext_lazy("Does it answer one of the questions?"),
        queryset=Question.objects.none(),
        required=False,
        empty_label=pgettext_lazy("question a story answers", "None, or several"),
    )
    may_be_case = forms.ChoiceField(
        label=gettext_lazy("May your story stand as a case in the report?"),
        choices=MAY_BE_CASE,
        widget=forms.RadioSelect,
    )
    name = _line(gettext_lazy("Your name"), 200, attrs={"autocomplete": "name"})
    organisation = _line(gettext_lazy("Your organisation"), attrs={"autocomplete": "organization"})
    kind = forms.ChoiceField(label=gettext_lazy("What kind of organisation is it?"), required=False)
    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)
    place = _line(gettext_lazy("City or region"), 200)
    contact = _line(
        gettext_lazy("How can we reach you? (e-mail or telephone)"),
        200,
        help_text=gettext_lazy("Only the secretariat sees it. It is locked away."),
        attrs={"dir": "ltr"},
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of your story"))
    attribution = forms.ChoiceField(
        label=gettext_lazy("How may we name you?"), choices=NAMING, widget=forms.RadioSelect
    )
    may_publish = forms.ChoiceField(
        label=gettext_lazy("May we publish your words?"),
        choices=MAY_PUBLISH,
        widget=forms.RadioSelect,
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    file = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:  # noqa: ANN401  # as Django passes them
        initial = {"language": current_language(), "key": uuid.uuid4()}
        kwargs["initial"] = {**initial, **kwargs.get("initial", {})}
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.consultation = consultation
        self.asked: list[StoryField] = fields_of(consultation)
        for one in self.asked:
            self.fields[one.key] = _field_for(one)
        self.order_fields([one.key for one in self.asked])
        self._offer_choices()

    def _offer_choices(self) -> None:
        unsaid = ("", gettext_lazy("I would rather not say"))
        own = self.consultation.languages
        others = [pair for pair in languages() if pair[0] not in own]
        for name, choices in (
            ("kind", [unsaid, *OrganisationKind.choices]),
            ("country", [unsaid, *countries()]),
            ("language", [
                *((code, language_name(code)) for code in own),
                (pgettext_lazy("group of languages", "Other languages"), others),
            ]),
        ):  # fmt: skip
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices
        question = self.fields["question"]
        if isinstance(question, QuestionField):
            question.queryset = asked_questions(self.consultation)

    @classmethod
    def from_file(cls, consultation: Consultation, filled: Filled, file: StoredFile) -> "TellForm":
        """Return the form with what a file said; two ticks where one was asked count as none."""
        values = filled.values
        initial: dict[str, object] = {
            one.key: values.get(one.key, "") for one in fields_of(consultation)
        }
        for name in ("name", "organisation", "place", "contact"):
            initial[name] = " ".join(values.get(f"about:{name}", "").split())
        initial["kind"] = _one_of(filled.ticks, "kind:")
        initial["attribution"] = _one_of(filled.ticks, "naming:")
        initial["may_publish"] = _one_of(filled.ticks, "publish:")
        initial["may_be_case"] = {CASE_YES: "yes", CASE_NO: "no"}.get(
            f"case:{_one_of(filled.ticks, 'case:')}", ""
        )
        initial["language"] = filled.language
        initial["file"] = signing.dumps(str(file.pk), salt=_SALT)
        return cls(consultation=consultation, initial=initial)

    def clean_file(self) -> StoredFile | None:
        """Return the file the story was read from, if it was."""
        token = self.cleaned_data["file"]
        try:
            return waiting_file(signing.loads(token, salt=_SALT)) if token else None
        except signing.BadSignature:
            return None

    def clean(self) -> dict[str, Any]:
        """Refuse a story without a word."""
        clean = self.cleaned_data
        if not self.errors and not any(clean.get(one.key, "").strip() for one in self.asked):
            self.add_error(None, _("Nothing is written yet. A few lines are enough."))
        return clean

    @property
    def story_fields(self) -> list[forms.BoundField]:
        """The fields of the story itself, in their order."""
        return [self[one.key] for one in self.asked]

    @property
    def other_fields(self) -> list[forms.BoundField]:
        """Everything asked beside the story."""
        story = {one.key for one in self.asked}
        return [field for field in self.visible_fields() if field.name not in story]

    def telling(self, *, by_staff: bool = False) -> Telling:
        """Return the clean form as plain values."""
        clean = self.cleaned_data
        contact = clean["contact"].strip()
        is_mail = "@" in contact
        return Telling(
            key=str(clean["key"]),
            told=tuple(
                Told(part=one.part, label=one.label_in(), text=clean[one.key])
                for one in self.asked
                if clean[one.key].strip()
            ),
            sender=Sender(
                details=PersonalDetails(
                    name=clean["name"],
                    email=contact if is_mail else "",
                    phone="" if is_mail else contact,
                ),
                organisation=clean["organisation"],
                kind=clean["kind"],
                country=clean["country"],
                place=clean["place"],
            ),
            consent=Consent(
                attribution=clean["attribution"],
                may_publish=clean["may_publish"] == "yes",
                by=ConsentBy.STAFF if by_staff else ConsentBy.SELF,
            ),
            language=clean["language"],
            may_be_case=clean["may_be_case"] == "yes",
            question=clean["question"].pk if clean["question"] else None,
            file=clean["file"],
        )


def _one_of(ticks: set[str], prefix: str) -> str:
    found = [tick.removeprefix(prefix) for tick in ticks if tick.startswith(prefix)]
    return found[0] if len(found) == 1 else ""


def _field_for(asked: StoryField) -> forms.CharField:
    attrs = {"dir": "auto"}
    return forms.CharField(
        label=asked.label_in(),
        help_text=asked.help_in(),
        required=asked.is_needed,
        strip=False,
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={**attrs, "rows": asked.rows})
        if asked.rows > 1 or asked.part not in {Part.TITLE, Part.WHEN}
        else forms.TextInput(attrs=attrs),
    )


class UploadForm(forms.Form):
    """A filled file."""

    use_required_attribute = False

    filled = forms.FileField(
        label=gettext_lazy("Your filled form (Word, LibreOffice, PDF or a photograph)"),
        widget=forms.FileInput(attrs={"accept": ".docx,.odt,.pdf,.txt,.jpg,.jpeg,.png"}),
        error_messages={"required": gettext_lazy("Please choose the file first.")},
    )


class OfferForm(LocalisedForm):
    """Whether stories are asked for, and what the form says first."""

    is_offered = forms.BooleanField(
        label=gettext_lazy("The call asks for stories on this form"), required=False
    )
    texts = (
        Text(
            name="opening",
            label=gettext_lazy("What the form says first"),
            help_text=gettext_lazy("What kind of stories you look for, in a few lines."),
            rows=3,
            max_length=3000,
        ),
    )


class FieldForm(LocalisedForm):
    """One field of the story form."""

    part = forms.ChoiceField(
        label=gettext_lazy("Part of the story"),
        choices=Part,
        help_text=gettext_lazy("The example card takes the words from here to the right place."),
    )
    rows = forms.IntegerField(
        label=gettext_lazy("Lines to write on"), min_value=1, max_value=40, initial=3
    )
    is_needed = forms.BooleanField(
        label=gettext_lazy("No story can be sent without it"), required=False
    )
    texts = (
        Text(
            name="label",
            label=gettext_lazy("Label"),
            help_text=gettext_lazy("Leave empty for the label every form starts with."),
        ),
        Text(name="help_text", label=gettext_lazy("Help"), max_length=600),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a field that would have no label at all."""
        clean = super().clean()
        main = self.codes[0]
        if clean.get("part") == Part.OTHER and not clean["label"].get(main):
            self.add_error(f"label_{main}", _("This field needs a label of its own."))
        return clean
