"""Whose documents, on which terms. Nothing about consent is filled in beforehand."""

from datetime import datetime, time
from typing import Any

from babel.core import Locale
from django import forms
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy, to_locale
from django.utils.translation import gettext as _

from commonspace.channels.documents.services import Terms
from commonspace.consultations.models import Consultation
from commonspace.contributions.choices import ConsentBy
from commonspace.kernel.names import countries, language_name
from commonspace.people.choices import Attribution, OrganisationKind

ACCEPTED = ".pdf,.docx,.odt,.txt,.md,.html,.htm,.jpg,.jpeg,.png,.tif,.tiff,.webp,.zip"
MAY_PUBLISH = [
    ("yes", gettext_lazy("Yes, their words may be quoted as chosen above")),
    ("no", gettext_lazy("No: count and consider them, but do not quote them")),
]
NAMING = [
    (Attribution.ORGANISATION, gettext_lazy("With its name")),
    (Attribution.KIND, gettext_lazy("Only with its kind and country")),
    (Attribution.ANONYMOUS, gettext_lazy("Not at all: anonymous")),
]
CONSENT = [
    (ConsentBy.STAFF, gettext_lazy("The organisation told us, and we write it down on its word")),
    (ConsentBy.NOT_ASKED, gettext_lazy("We did not ask: the documents are public already")),
]


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files; empty ones too, for the bundle says of each what became of it."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> Any:  # noqa: ANN401  # as Django declares it
        return data


class TermsForm(forms.Form):
    documents = FilesField(
        label=gettext_lazy("Files, or a ZIP of them"),
        help_text=gettext_lazy(
            "PDF, Word (.docx), OpenDocument, text, Markdown, HTML or scans. Up to 1,000 files at a time; more as a ZIP."
        ),
        required=False,
        widget=ManyFiles(attrs={"accept": ACCEPTED}),
    )
    folder = FilesField(
        label=gettext_lazy("Or a whole folder"),
        help_text=gettext_lazy("On a phone or an older browser, choose its files instead."),
        required=False,
        widget=ManyFiles(attrs={"webkitdirectory": True}),
    )
    organisation = forms.CharField(
        label=gettext_lazy("Whose documents are they?"),
        help_text=gettext_lazy(
            "The organisation, as it writes its own name. However many documents it gives, it counts once."
        ),
        max_length=300,
        widget=forms.TextInput(
            attrs={"list": "known-organisations", "dir": "auto", "autocomplete": "off"}
        ),
    )
    kind = forms.ChoiceField(label=gettext_lazy("What kind of organisation is it?"))
    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language of the documents"), required=False)
    received_on = forms.DateField(
        label=gettext_lazy("On which day did they reach you?"),
        help_text=gettext_lazy("Leave empty for today. This day decides whether they are late."),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    copies = forms.IntegerField(
        label=gettext_lazy("How many identical letters does each stand for?"),
        help_text=gettext_lazy(
            "Usually one. For “300 letters, one text” put in one letter and write 300: it is one "
            "text and one voice, and the report tells the number of letters."
        ),
        min_value=1,
        max_value=10_000_000,
        initial=1,
        required=False,
    )
    attribution = forms.ChoiceField(
        label=gettext_lazy("How may the organisation be named?"),
        choices=NAMING,
        widget=forms.RadioSelect,
    )
    may_publish = forms.ChoiceField(
        label=gettext_lazy("May its words be published?"),
        choices=MAY_PUBLISH,
        widget=forms.RadioSelect,
    )
    consent_by = forms.ChoiceField(
        label=gettext_lazy("How do you know?"), choices=CONSENT, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self.consultation = consultation
        self._choices(
            "kind",
            [("", pgettext_lazy("kind of organisation", "Choose")), *OrganisationKind.choices],
        )
        self._choices("country", [("", gettext_lazy("Not known, or several")), *countries()])
        self._choices("language", _languages(consultation))

    def _choices(self, field: str, choices: list[Any]) -> None:
        chosen = self.fields[field]
        if isinstance(chosen, forms.ChoiceField):
            chosen.choices = choices

    def files_given(self) -> list[Any]:
        """Return every file that came, whichever field it was chosen in."""
        if not isinstance(self.files, MultiValueDict):
            return []
        return [*self.files.getlist("documents"), *self.files.getlist("folder")]

    def clean_received_on(self) -> Any:  # noqa: ANN401
        chosen = self.cleaned_data["received_on"]
        if chosen and chosen > timezone.localdate(timezone=self.consultation.zone):
            raise forms.ValidationError(_("This day is still to come. Please check the date."))
        return chosen

    def clean(self) -> dict[str, Any]:
        if not self.files_given():
            self.add_error("documents", _("No file has arrived. Please choose at least one."))
        elif self.errors:
            self.add_error(
                "documents", _("Please choose the files once more: a browser forgets them.")
            )
        return self.cleaned_data

    def terms(self) -> Terms:
        """Return the clean form as plain values."""
        clean = self.cleaned_data
        day = clean["received_on"]
        today = timezone.localdate(timezone=self.consultation.zone)
        at = timezone.now()
        if day and day < today:
            at = datetime.combine(day, time.min, tzinfo=self.consultation.zone)
        return Terms(
            organisation=clean["organisation"],
            kind=clean["kind"],
            country=clean["country"],
            language=clean["language"],
            attribution=clean["attribution"],
            may_publish=clean["may_publish"] == "yes",
            consent_by=clean["consent_by"],
            received_at=at.isoformat(),
            copies=clean["copies"] or 1,
        )


def _languages(consultation: Consultation) -> list[Any]:
    names = Locale.parse(to_locale(get_language() or "en")).languages
    others = [
        (code, name)
        for code, name in names.items()
        if len(code) == 2 and code not in consultation.languages  # noqa: PLR2004  # ISO 639-1
    ]
    return [
        ("", gettext_lazy("Find it out from the words")),
        (
            gettext_lazy("Languages of the call"),
            [(code, language_name(code)) for code in consultation.languages],
        ),
        (gettext_lazy("Other languages"), sorted(others, key=lambda pair: pair[1])),
    ]
