"""Setting paper up, giving scans, and what stands on a sheet as a person sees it."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from commonspace.channels.paper.codes import typed_code
from commonspace.channels.paper.models import FEWEST_LINES, MOST_LINES, FilledSheet
from commonspace.channels.paper.printing.document import GENERAL
from commonspace.channels.paper.queries import FieldSeen, chosen_in, fields_seen
from commonspace.channels.paper.services.printing import MOST_SHEETS
from commonspace.channels.paper.services.taking import Typed
from commonspace.consultations.localised_form import LocalisedForm, Text
from commonspace.consultations.models import Consultation
from commonspace.consultations.queries import languages_of
from commonspace.contributions.choices import ConsentBy, Origin
from commonspace.intake.envelopes import AnswerPart, Consent, Sender
from commonspace.intake.forms import MAY_PUBLISH, NAMING, SpeakerForm
from commonspace.intake.services import LONGEST_ANSWER
from commonspace.kernel.names import language_name
from commonspace.people.choices import Attribution
from commonspace.people.vault import PersonalDetails

ACCEPTED = ".pdf,.jpg,.jpeg,.png,.tif,.tiff,.webp"
MOST_FILES = 200
NOT_TICKED = "not-ticked"
_MOMENT = "%Y-%m-%dT%H:%M"
_ABOUT = ("name", "organisation", "place", "contact")
_LABELS = {
    "name": gettext_lazy("Their name"),
    "country": gettext_lazy("Country"),
    "language": gettext_lazy("Language they wrote in"),
}


class OfferForm(LocalisedForm):
    """Whether answers on paper are taken, how much room there is, where sheets go."""

    is_offered = forms.BooleanField(
        label=gettext_lazy("People can answer on paper"),
        required=False,
        help_text=gettext_lazy("The call then lists the way and gives the form to print."),
    )
    lines = forms.IntegerField(
        label=gettext_lazy("Lines to write on for each question"),
        min_value=FEWEST_LINES,
        max_value=MOST_LINES,
        help_text=gettext_lazy(
            "Eight lines are some fifty words by hand; twenty-two fill a page. One line less is "
            "printed where that saves a page."
        ),
    )
    texts = (
        Text(
            name="bring_to",
            label=gettext_lazy("Where are filled sheets brought or sent?"),
            help_text=gettext_lazy(
                "An address, opening hours, or who collects them. It stands on the sheet and on "
                "the call. If you leave it empty, the contact of the call stands there."
            ),
            rows=2,
            max_length=600,
        ),
    )


class PrintForm(forms.Form):
    """How many sheets, in which language."""

    language = forms.ChoiceField(label=pgettext_lazy("printed sheets", "Language"))
    count = forms.IntegerField(
        label=gettext_lazy("How many sheets?"),
        min_value=1,
        max_value=MOST_SHEETS,
        initial=50,
        help_text=gettext_lazy(
            "Each has a code of its own, so that it counts once, whoever scans it and how often."
        ),
    )

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:  # noqa: ANN401  # as Django passes them
        super().__init__(*args, **kwargs)
        language = self.fields["language"]
        if isinstance(language, forms.ChoiceField):
            language.choices = [(one, language_name(one)) for one in languages_of(consultation)]


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files; empty ones too, for the list says of each what became of it."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> Any:  # noqa: ANN401  # as Django declares it
        return data


class ArrivedField(forms.DateTimeField):
    """When paper was here, by the clock of the consultation. It decides lateness."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_MOMENT)


def arrived(typed: datetime | None, consultation: Consultation) -> datetime:
    """Return the moment somebody typed; now if they typed none.

    Raises:
        ValidationError: If it is still to come.
    """
    now = timezone.now()
    if typed is None:
        return now
    at = typed.replace(tzinfo=consultation.zone)
    if at > now + timedelta(minutes=5):
        raise forms.ValidationError(_("This moment is still to come. Please check it."))
    return min(at, now)


class ScansForm(forms.Form):
    """Scans and photographs, and when the paper was here."""

    use_required_attribute = False

    scans = FilesField(
        label=gettext_lazy("Scans or photographs"),
        help_text=gettext_lazy(
            "PDF from a scanner, or JPEG, PNG and TIFF. Many at once, in any order, upside down or "
            "a little slanted. Both sides if you like: empty backs are passed over."
        ),
        widget=ManyFiles(attrs={"accept": ACCEPTED}),
    )
    arrived_at = ArrivedField(
        label=gettext_lazy("When did the sheets reach you?"),
        required=False,
        help_text=gettext_lazy("Leave empty for now. This moment decides whether they are late."),
    )

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:  # noqa: ANN401  # as Django passes them
        super().__init__(*args, **kwargs)
        self.consultation = consultation

    def files_given(self) -> list[Any]:
        """Return the files that came."""
        if not isinstance(self.files, MultiValueDict):
            return []
        return self.files.getlist("scans")

    def clean_arrived_at(self) -> datetime:
        return arrived(self.cleaned_data["arrived_at"], self.consultation)

    def clean(self) -> dict[str, Any]:
        count = len(self.files_given())
        if not count:
            self.add_error("scans", _("No file has arrived. Please choose at least one."))
        elif count > MOST_FILES:
            self.add_error(
                "scans",
                ngettext(
                    "That is %(count)s file. Please give up to %(most)s at a time.",
                    "Those are %(count)s files. Please give up to %(most)s at a time.",
                    count,
                )
                % {"count": count, "most": MOST_FILES},
            )
        return self.cleaned_data


class PlaceForm(forms.Form):
    """Which page of which sheet a picture shows, as a person reads it from the paper."""

    code = forms.CharField(
        label=gettext_lazy("Code of the sheet"),
        max_length=20,
        help_text=gettext_lazy("It stands at the top of each page, such as 7KQ2-M9XD."),
        widget=forms.TextInput(
            attrs={"dir": "ltr", "autocomplete": "off", "autocapitalize": "characters"}
        ),
    )
    number = forms.IntegerField(label=gettext_lazy("Page"), min_value=1, max_value=99)
    is_new = forms.BooleanField(
        label=gettext_lazy("It begins a sheet of its own"),
        required=False,
        help_text=gettext_lazy(
            "Only for copies of the form without a number: they share a code, so that only their "
            "order tells which pages belong together."
        ),
    )

    def clean_code(self) -> str:
        code = typed_code(self.cleaned_data["code"])
        if not code:
            raise forms.ValidationError(
                _("One of the characters is not right. Please compare the code with the paper.")
            )
        return code


class AsideForm(forms.Form):
    """Why a sheet is no contribution."""

    reason = forms.CharField(
        label=gettext_lazy("Why is it put aside?"),
        max_length=300,
        widget=forms.TextInput(attrs={"dir": "auto"}),
        help_text=gettext_lazy("For example: empty; a trial; the same person’s sheet as C-0012."),
    )


class SheetForm(SpeakerForm):
    """What stands on a sheet: the machine's words to begin with, a person's in the end."""

    field_order = ["name", "organisation", "kind", "country", "place", "contact"]

    contact = forms.CharField(
        label=gettext_lazy("How can they be reached? (e-mail or telephone)"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("It goes into the vault."),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    arrived_at = ArrivedField(
        label=gettext_lazy("When did the sheet reach you?"),
        help_text=gettext_lazy("This moment decides whether it is late."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, filled: FilledSheet, **kwargs: Any) -> None:  # noqa: ANN401  # as Django passes them
        self.filled = filled
        self.seen = fields_seen(filled)
        kwargs["initial"] = {**self._begun(), **kwargs.get("initial", {})}
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, consultation=filled.consultation, **kwargs)
        for name, said in _LABELS.items():
            self.fields[name].label = said
        unticked = gettext_lazy("Nothing is ticked: kept unnamed and unpublished until they choose")
        self.set_choices("attribution", [*NAMING, (NOT_TICKED, unticked)])
        self.set_choices("may_publish", [*MAY_PUBLISH, (NOT_TICKED, unticked)])
        for key, label in self._asked():
            self.fields[key] = forms.CharField(
                label=label,
                required=False,
                strip=False,
                max_length=LONGEST_ANSWER,
                widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
            )

    def _asked(self) -> list[tuple[str, str]]:
        """Return the questions as they were printed."""
        blocks = self.filled.sheet.layout.document["blocks"]
        return [
            (block["key"], block["label"])
            for block in blocks
            if block["sort"] == "field" and block["key"].startswith("answer:")
        ]

    def _begun(self) -> dict[str, Any]:
        """Return what was kept, else what was read; a box in doubt is left open."""
        filled = self.filled
        here = filled.arrived_at.astimezone(filled.consultation.zone)
        begun: dict[str, Any] = {
            "language": filled.sheet.layout.language,
            "kind": chosen_in(self.seen, "kind:")[0],
            "attribution": chosen_in(self.seen, "naming:")[0],
            "may_publish": chosen_in(self.seen, "publish:")[0],
            **{name: self._line(f"about:{name}") for name in _ABOUT},
            **{key: one.text for key, one in self.seen.items() if key.startswith("answer:")},
            **filled.kept,
        }
        begun.setdefault("arrived_at", here.replace(tzinfo=None).strftime(_MOMENT))
        return {**begun, "version": filled.version}

    def _line(self, key: str) -> str:
        one = self.seen.get(key)
        return " ".join(one.text.split()) if one else ""

    def clean_arrived_at(self) -> datetime:
        return arrived(self.cleaned_data["arrived_at"], self.consultation)

    def clean(self) -> dict[str, Any]:
        clean = self.cleaned_data
        if not any(clean.get(key, "").strip() for key, _label in self._asked()):
            self.add_error(
                None,
                _(
                    "No answer is typed yet. If nothing can be read on the paper, put the sheet "
                    "aside and say why."
                ),
            )
        return clean

    def doubts(self) -> dict[str, bool]:
        """Return, by the name of a field, whether a person should look at its ticks."""
        groups = {"kind": "kind:", "attribution": "naming:", "may_publish": "publish:"}
        return {name: chosen_in(self.seen, group)[1] for name, group in groups.items()}

    def kept_values(self) -> dict[str, Any]:
        """Return what stands in the fields, whatever it is, for keeping."""
        return {
            name: self.data.get(name, "")
            for name in self.fields
            if name != "version" and name in self.data
        }

    def typed(self) -> Typed:
        """Return the clean form as plain values."""
        clean = self.cleaned_data
        contact = clean["contact"].strip()
        is_mail = "@" in contact
        return Typed(
            answers=tuple(self._answer(key) for key, _label in self._asked()),
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
            consent=self._consent(),
            language=clean["language"],
            arrived_at=clean["arrived_at"],
            version=clean["version"],
        )

    def _answer(self, key: str) -> AnswerPart:
        text = self.cleaned_data[key]
        read = self.seen.get(key, FieldSeen(key=key, spot={}, page=None))
        is_read = bool(read.text) and text.split() == read.text.split()
        question = None if key == GENERAL else int(key.partition(":")[2])
        return AnswerPart(
            question=question,
            text=text,
            origin=Origin.OCR if is_read else Origin.TYPED,
            wording=self.filled.sheet.layout.wordings.get(str(question)),
        )

    def _consent(self) -> Consent:
        """Return the terms the contributor ticked; what they did not tick is not chosen for them."""
        naming, publish = self.cleaned_data["attribution"], self.cleaned_data["may_publish"]
        open_yet = NOT_TICKED in {naming, publish}
        return Consent(
            attribution=Attribution.ANONYMOUS if naming == NOT_TICKED else naming,
            may_publish=publish == "yes" and not open_yet,
            by=ConsentBy.NOT_YET if open_yet else ConsentBy.SELF,
        )
