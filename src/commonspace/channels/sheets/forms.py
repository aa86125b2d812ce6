"""Which file, what its columns are for, and on which terms the answers were given."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from commonspace.channels.sheets.choices import CHOICE, LEAVE_OUT, WORDS, DateOrder, Use
from commonspace.channels.sheets.composing import Terms
from commonspace.channels.sheets.guessing import Column
from commonspace.channels.sheets.models import SheetTable, Survey
from commonspace.channels.sheets.services.mapping import uses_once
from commonspace.consultations.models import Consultation
from commonspace.consultations.queries import asked_questions
from commonspace.contributions.choices import ConsentBy
from commonspace.intake.forms import MAY_PUBLISH, NAMING
from commonspace.kernel.names import language_name, languages

ACCEPTED = ".csv,.tsv,.txt,.xlsx,.ods,.zip"
_CONSENT = [
    (
        ConsentBy.STAFF,
        gettext_lazy("They were told when they answered; we write it down on their word"),
    ),
    (ConsentBy.NOT_ASKED, gettext_lazy("We did not ask: the answers are public already")),
    (
        ConsentBy.NOT_YET,
        gettext_lazy("We do not know yet: keep them unnamed and unpublished until they choose"),
    ),
]


_MISSING = {
    "consent_by": gettext_lazy("Please say how you know."),
    "attribution": gettext_lazy("No column says it, so please choose."),
    "may_publish": gettext_lazy("No column says it, so please choose."),
    "notice": gettext_lazy("Please write what people were told."),
}


class SheetForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("The file"),
        allow_empty_file=True,
        help_text=gettext_lazy(
            "CSV, TSV, Excel (.xlsx), OpenDocument (.ods), or a ZIP of a table with recordings and "
            "pictures, as KoboToolbox and ODK give it."
        ),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
    )


class MappingForm(forms.Form):
    """What every column is for, and the terms of the whole file. Nothing about consent is filled in."""

    use_required_attribute = False

    survey = forms.ChoiceField(label=gettext_lazy("Which survey is it from?"), required=False)
    headings = forms.TypedChoiceField(
        label=gettext_lazy("Where do the names of the columns stand?"),
        coerce=int,
        choices=[
            (0, gettext_lazy("Nowhere: the first row is a response")),
            (1, gettext_lazy("In the first row")),
            (2, gettext_lazy("In the first two rows")),
            (3, gettext_lazy("In the first three rows")),
            (4, gettext_lazy("In the first four rows")),
        ],
    )
    date_order = forms.ChoiceField(
        label=gettext_lazy("How are its dates written?"),
        choices=DateOrder.choices,
        required=False,
    )
    joins = forms.BooleanField(
        label=gettext_lazy("Rows with the same code of the response are one response"),
        help_text=gettext_lazy(
            "Where a response takes several rows, their answers become one contribution, and what "
            "is the same in all of them stands in it once."
        ),
        required=False,
    )
    language = forms.ChoiceField(
        label=gettext_lazy("Language of answers whose row does not say it"), required=False
    )
    consent_by = forms.ChoiceField(
        label=gettext_lazy("How do you know how they may be named and published?"),
        choices=_CONSENT,
        widget=forms.RadioSelect,
        required=False,
    )
    attribution = forms.ChoiceField(
        label=gettext_lazy("How may those be named whose row does not say it?"),
        choices=NAMING,
        widget=forms.RadioSelect,
        required=False,
    )
    may_publish = forms.ChoiceField(
        label=gettext_lazy("May the words be published where a row does not say it?"),
        choices=MAY_PUBLISH,
        widget=forms.RadioSelect,
        required=False,
    )
    notice = forms.CharField(
        label=gettext_lazy("Under which notice were the answers collected?"),
        help_text=gettext_lazy(
            "In a sentence or two, as people read it. It is kept with the file."
        ),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  # as Django passes them
        table: SheetTable,
        columns: Sequence[Column],
        survey: Survey | None,
        order: str,
        joins: bool = False,
        **kwargs: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(*args, **kwargs)
        self.table, self.columns = table, columns
        consultation = table.sheet.consultation
        uses = _uses(consultation)
        for column in columns:
            self.fields[f"use_{column.index}"] = forms.ChoiceField(
                label=column.name, choices=uses, required=False, initial=column.use
            )
        self._offer("survey", [("", _("A survey that is new here")), *_surveys(consultation)])
        self._offer("language", _languages(consultation))
        self.fields["survey"].initial = str(survey.pk) if survey else ""
        self.fields["headings"].initial = table.headings
        self.fields["date_order"].initial = order
        self.fields["joins"].initial = joins
        self._require_terms()

    def _offer(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = choices

    def use_fields(self) -> list[tuple[Column, forms.BoundField]]:
        """Return each column with the field that says what it is for."""
        return [(column, self[f"use_{column.index}"]) for column in self.columns]

    def other_fields(self) -> list[forms.BoundField]:
        """Return the fields about the file as a whole."""
        return [field for field in self if not field.name.startswith("use_")]

    def uses(self) -> list[str]:
        """Return what each column is for; ask after ``is_valid``."""
        return [self.cleaned_data.get(f"use_{column.index}", "") for column in self.columns]

    def clean(self) -> dict[str, Any]:
        """Ask for what cannot be guessed: words to import, and terms where no column has them."""
        uses = self.uses()
        if not any(use.startswith((WORDS, CHOICE)) or use == Use.FILES for use in uses):
            self.add_error(
                None,
                _(
                    "No column holds an answer yet. Please say of at least one which question it answers."
                ),
            )
        if self.cleaned_data.get("joins") and Use.ID not in uses:
            self.add_error(
                "joins",
                _("Please say which column holds the code that the rows of a response share."),
            )
        for use in uses_once(uses):
            self.add_error(
                None,
                _("Two columns are said to be “%(what)s”. Please keep one and leave the other out.")
                % {"what": Use(use).label},
            )
        return self.cleaned_data

    def _require_terms(self) -> None:
        """Ask for the terms that no column says, unless nobody knows them yet."""
        uses = {self[f"use_{column.index}"].value() or "" for column in self.columns}
        known_by = self["consent_by"].value() or ""
        is_open = known_by != ConsentBy.NOT_YET
        both_said = {Use.NAMING, Use.PUBLISHING} <= uses
        for name, is_needed in (
            ("consent_by", not both_said),
            ("attribution", Use.NAMING not in uses),
            ("may_publish", Use.PUBLISHING not in uses),
            ("notice", not both_said and known_by == ConsentBy.STAFF),
        ):
            self.fields[name].required = is_open and is_needed
            self.fields[name].error_messages["required"] = _MISSING[name]

    def terms(self) -> Terms:
        """Return the terms as far as they are stated; also before everything is."""
        clean = getattr(self, "cleaned_data", {})
        said = clean.get("may_publish", "")
        return Terms(
            attribution=clean.get("attribution", ""),
            may_publish=said == "yes" if said else None,
            consent_by=clean.get("consent_by", "") or ConsentBy.STAFF,
            notice=clean.get("notice", "").strip(),
            language=clean.get("language", ""),
            date_order=clean.get("date_order", "") or DateOrder.DAY_FIRST,
            joins=bool(clean.get("joins")),
        )


def _uses(consultation: Consultation) -> list[Any]:
    asked = [(one.pk, f"{one.number}. {one.heading_in()}") for one in asked_questions(consultation)]
    general = pgettext_lazy("column", "No question in particular")
    return [
        (LEAVE_OUT, pgettext_lazy("column", "Leave out")),
        (
            gettext_lazy("Words in answer to"),
            [*((f"{WORDS}{pk}", told) for pk, told in asked), (WORDS, general)],
        ),
        (
            gettext_lazy("A choice made under"),
            [
                *(
                    (f"{CHOICE}{pk}", _("Choice under %(question)s") % {"question": told})
                    for pk, told in asked
                ),
                (CHOICE, _("Choice under no question in particular")),
            ],
        ),
        (gettext_lazy("About the one who answers"), Use.choices),
    ]


def _surveys(consultation: Consultation) -> list[tuple[str, str]]:
    return [
        (str(one.pk), _("The same as “%(name)s”") % {"name": one.name})
        for one in consultation.surveys.all()
    ]


def _languages(consultation: Consultation) -> list[Any]:
    own = consultation.languages
    others = [pair for pair in languages() if pair[0] not in own]
    return [
        ("", _("Find it out from the words")),
        *((code, language_name(code)) for code in own),
        (pgettext_lazy("group of languages", "Other languages"), others),
    ]
