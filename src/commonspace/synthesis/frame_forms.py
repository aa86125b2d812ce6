"""How frames come in: a table, lines, or a list of a document."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonspace.consultations.frame_tables import Entry, entries_of_lines, entries_of_table
from commonspace.consultations.models import Consultation, Frame, FrameItem
from commonspace.engines.extraction.errors import UnreadableError
from commonspace.engines.small_tables import read_small_table
from commonspace.kernel.names import language_name


class FrameForm(forms.Form):
    """A new frame: its name, and its entries as a table or as lines."""

    title = forms.CharField(label=gettext_lazy("Name of the frame"), max_length=300)
    source = forms.CharField(
        label=gettext_lazy("Where the list comes from"), required=False, max_length=300
    )
    table = forms.FileField(
        label=gettext_lazy("Table (CSV or Excel)"),
        help_text=gettext_lazy(
            "Columns: code, title, description, parent. Further languages as title_fr, title_es."
        ),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )
    lines = forms.CharField(
        label=gettext_lazy("Or one entry a line"),
        help_text=gettext_lazy("A line that begins with “- ” is a measure of the one above it."),
        required=False,
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **{**kwargs, "label_suffix": ""})
        self.consultation = consultation

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        language = self.consultation.default_language
        file = values.get("table")
        entries: list[Entry] = []
        if file:
            entries = self._of_table(file, language)
        elif not self.errors:
            entries = entries_of_lines(values.get("lines", ""), language)
        if not entries and not self.errors:
            raise ValidationError(
                _("Give a table or write at least one entry. The name you gave is still here.")
            )
        values["entries"] = entries
        return values

    def _of_table(self, file: Any, language: str) -> list[Entry]:  # noqa: ANN401  # a file that was sent
        try:
            rows = read_small_table(file, name=file.name or "")
        except UnreadableError:
            self.add_error(
                "table",
                _(
                    "We could not read a table in this file. Please save it as CSV or .xlsx, with the entries on its first sheet."
                ),
            )
            return []
        entries = entries_of_table(rows, language)
        if not entries:
            self.add_error("table", _("There is no entry in this table."))
        return entries


class FromDocumentForm(forms.Form):
    """A frame taken from a list that was found in a document."""

    title = forms.CharField(label=gettext_lazy("Name of the frame"), max_length=300)
    chosen = forms.MultipleChoiceField(
        label=gettext_lazy("Entries"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one entry.")},
    )  # fmt: skip

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **{**kwargs, "label_suffix": ""})
        self.fields["chosen"].choices = choices  # type: ignore[attr-defined]  # a choice


class NameFrameForm(forms.Form):
    """What a frame is called and where it comes from."""

    title = forms.CharField(label=gettext_lazy("Name of the frame"), max_length=300)
    source = forms.CharField(
        label=gettext_lazy("Where the list comes from"), required=False, max_length=300
    )


class ItemForm(forms.Form):
    """One entry of a frame, in the languages of the consultation."""

    code = forms.CharField(label=gettext_lazy("Number or code"), required=False, max_length=20)
    description = forms.CharField(
        label=gettext_lazy("Description"), required=False, max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )  # fmt: skip

    def __init__(self, *args: Any, item: FrameItem | None, frame: Frame, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **{**kwargs, "label_suffix": ""})
        consultation = frame.consultation
        main = consultation.default_language
        self.main = main
        self.languages = [main, *(code for code in consultation.languages if code != main)]
        for code in self.languages:
            self.fields[f"title-{code}"] = forms.CharField(
                label=_("Title (%(language)s)") % {"language": language_name(code)},
                required=code == main, max_length=500,
                widget=forms.TextInput(attrs={"dir": "auto", "lang": code}),
            )  # fmt: skip
            self.initial[f"title-{code}"] = item.title.get(code, "") if item else ""
        if item:
            self.initial["code"] = item.code
            self.initial["description"] = item.description.get(main, "")
        self.order_fields(["code", *(f"title-{code}" for code in self.languages)])

    def title(self) -> dict[str, str]:
        """Return the title by language, blank ones left out."""
        return {
            code: words
            for code in self.languages
            if (words := self.cleaned_data[f"title-{code}"].strip())
        }
