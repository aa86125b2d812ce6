"""What staff write down of somebody who speaks through them. Nothing about consent is filled in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commonspace.consultations.models import Consultation, Question
from commonspace.consultations.queries import asked_questions
from commonspace.intake.choices import AskedBy, Removed
from commonspace.intake.envelopes import AnswerPart, Consent, Sender
from commonspace.kernel.names import countries, language_name, languages
from commonspace.people.choices import Attribution, OrganisationKind
from commonspace.people.models import Contributor
from commonspace.people.vault import PersonalDetails

MAY_PUBLISH = [
    ("yes", _("Yes, their words may be quoted as chosen above")),
    ("no", _("No: count and consider them, but do not quote them")),
]
NAMING = [
    (Attribution.NAMED, _("With their name and organisation")),
    (Attribution.ORGANISATION, _("With the name of the organisation only")),
    (Attribution.KIND, _("Only with the kind of organisation and the country")),
    (Attribution.ANONYMOUS, _("Not at all: anonymous")),
]


def _line(label: Any, size: int = 300) -> forms.CharField:  # noqa: ANN401  # a lazy text
    return forms.CharField(
        label=label,
        max_length=size,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )


class SpeakerForm(forms.Form):
    """Who speaks, in which language and on which terms, as staff were told."""

    name = _line(_("Name of the speaker"), 200)
    organisation = _line(_("Organisation"))
    kind = forms.ChoiceField(label=_("What kind of organisation is it?"), required=False)
    country = forms.ChoiceField(label=_("Country they speak from"), required=False)
    place = _line(_("City or region"), 200)
    language = forms.ChoiceField(label=_("Language of these words"))
    attribution = forms.ChoiceField(
        label=_("How may we name them?"), choices=NAMING, widget=forms.RadioSelect
    )
    may_publish = forms.ChoiceField(
        label=_("May we publish their words?"), choices=MAY_PUBLISH, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:  # noqa: ANN401  # as Django passes them
        super().__init__(*args, **kwargs)
        self.consultation = consultation
        unsaid = ("", pgettext_lazy("staff did not hear", "Not said"))
        self.set_choices("kind", [unsaid, *OrganisationKind.choices])
        self.set_choices("country", [unsaid, *countries()])
        self.set_choices("language", self._languages())

    def set_choices(self, name: str, choices: list[Any]) -> None:
        """Offer these choices for a field of this form."""
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def _languages(self) -> list[Any]:
        own = self.consultation.languages
        others = [pair for pair in languages() if pair[0] not in own]
        return [
            *((code, language_name(code)) for code in own),
            (pgettext_lazy("group of languages", "Other languages"), others),
        ]

    def sender(self, *, phone: str = "", contributor: Contributor | None = None) -> Sender:
        """Return who speaks; ask after ``is_valid``."""
        clean = self.cleaned_data
        return Sender(
            details=PersonalDetails(name=clean["name"], phone=phone),
            organisation=clean["organisation"],
            kind=clean["kind"],
            country=clean["country"],
            place=clean["place"],
            contributor=contributor,
        )

    def consent(self, by: str) -> Consent:
        """Return the terms; ask after ``is_valid``."""
        clean = self.cleaned_data
        return Consent(
            attribution=clean["attribution"], may_publish=clean["may_publish"] == "yes", by=by
        )


class SpokenAnswersForm(SpeakerForm):
    """A field for each question of the call besides, and one for what answers none of them."""

    general = forms.CharField(
        label=_("Anything else they said"),
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # as Django passes them
        super().__init__(*args, **kwargs)
        self.asked: tuple[Question, ...] = tuple(asked_questions(self.consultation))
        for question in self.asked:
            self.fields[f"answer_{question.pk}"] = forms.CharField(
                label=f"{question.number}. {question.heading_in()}",
                required=False,
                strip=False,
                widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
            )

    @property
    def answer_fields(self) -> list[forms.BoundField]:
        """The fields words go into, in the order of the call."""
        return [*(self[f"answer_{one.pk}"] for one in self.asked), self["general"]]

    def clean(self) -> dict[str, Any]:
        """Refuse a note without words; everything else typed stays in its field."""
        clean = self.cleaned_data
        if not any(clean.get(field.name, "").strip() for field in self.answer_fields):
            self.add_error("general", _("Nothing is written down yet. One answer is enough."))
        return clean

    def answers(self, origin: str) -> tuple[AnswerPart, ...]:
        """Return what was said, question by question; ask after ``is_valid``."""
        clean = self.cleaned_data
        parts = [
            AnswerPart(question=one.pk, text=clean[f"answer_{one.pk}"], origin=origin)
            for one in self.asked
        ]
        return (*parts, AnswerPart(question=None, text=clean["general"], origin=origin))


class SignatoriesForm(forms.Form):
    """A pasted list of organisations, one a line."""

    organisations = forms.CharField(
        label=_("Organisations, one a line"),
        max_length=500_000,
        help_text=_(
            "Paste the list as it stands. A country may follow in brackets or after a semicolon: "
            "Harbour Friends (Philippines)."
        ),
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )


class SignForm(forms.Form):
    """An organisation that puts itself under a text."""

    organisation = forms.CharField(
        label=_("Your organisation"), max_length=300, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    kind = forms.ChoiceField(label=_("What kind of organisation is it?"), required=False)
    country = forms.ChoiceField(label=_("Country"), required=False)
    may_sign = forms.BooleanField(
        label=_("I may sign for this organisation, and its name may stand under the text")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # as Django passes them
        super().__init__(*args, **kwargs)
        unsaid = ("", _("I would rather not say"))
        for name, choices in (("kind", OrganisationKind.choices), ("country", countries())):
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [unsaid, *choices]


class RemovalForm(forms.Form):
    """What somebody wants removed, in their own choice; nothing is ticked beforehand."""

    what = forms.ChoiceField(
        label=_("What shall we remove?"),
        choices=Removed.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what we shall remove.")},
    )
    is_masked = forms.BooleanField(
        label=_("Leave it out of the web pages of reports that are already published, too"),
        required=False,
    )
    remark = forms.CharField(
        label=_("Is there anything we should know?"),
        required=False,
        max_length=2_000,
        help_text=_(
            "You need not give a reason. What you write here is deleted once we have decided."
        ),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


class EnteredRemovalForm(RemovalForm):
    """The same, written down by staff for somebody without a code."""

    asked_by = forms.ChoiceField(
        label=_("How did they ask?"),
        choices=[pair for pair in AskedBy.choices if pair[0] != AskedBy.CODE],
    )
    known_by = forms.CharField(
        label=_("How do you know that it is theirs to ask?"),
        max_length=300,
        help_text=_(
            "For instance: the call came from the number we have, or they named what they sent. "
            "Deleted once it is decided."
        ),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # as Django passes them
        super().__init__(*args, **kwargs)
        self.fields["what"].choices = [  # type: ignore[attr-defined]  # a choice field
            (Removed.EVERYTHING, _("Everything they sent")),
            (Removed.NAME, _("Only their name and organisation: their words may stay, unnamed")),
            (
                Removed.QUOTATION,
                _("Only quotations: count and consider their words, quote them no more"),
            ),
        ]
        self.fields["remark"].label = _("What they said to it")
        self.fields["remark"].help_text = ""
