"""The base of forms whose texts come once a language."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import get_language_info

from commonspace.consultations.models import Consultation
from commonspace.consultations.queries import languages_of
from commonspace.kernel.localised import Localised

LINE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One localised field of a form. ``rows`` of 1 is a single line."""

    name: str
    label: Any
    help_text: Any = ""
    rows: int = 1
    max_length: int = LINE
    is_needed: bool = False
    proposal: Localised | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InLanguage:
    """The fields of a form in one language, as a group to show together."""

    code: str
    name: str
    direction: str
    is_main: bool
    is_open: bool
    fields: tuple[forms.BoundField, ...]

    @property
    def written(self) -> int:
        """Return how many of the fields hold something."""
        return sum(bool(field.value()) for field in self.fields)


class LocalisedForm(forms.Form):
    """A form with each of its ``texts`` once a language, the main language first.

    ``cleaned_data`` gains, for each text, a value ``{"en": "…", "fr": "…"}``.
    """

    texts: Sequence[Text] = ()

    def __init__(
        self,
        *args: Any,  # noqa: ANN401  # Django hands on what came
        consultation: Consultation,
        current: object = None,
        **kwargs: Any,  # noqa: ANN401  # handed on as it came
    ) -> None:
        super().__init__(*args, **kwargs)
        self.consultation = consultation
        self.codes = tuple(languages_of(consultation))
        for text in self.texts:
            values = getattr(current, text.name, None) or {}
            for code in self.codes:
                self.fields[f"{text.name}_{code}"] = self._field(text, code, values)

    def _field(self, text: Text, code: str, values: Localised) -> forms.CharField:
        direction = "rtl" if get_language_info(code)["bidi"] else "ltr"
        attributes = {"lang": code, "dir": direction}
        widget: forms.Widget = forms.TextInput(attrs=attributes)
        if text.rows > 1:
            widget = forms.Textarea(attrs={**attributes, "rows": text.rows})
        proposed = (text.proposal or {}).get(code, "")
        return forms.CharField(
            label=text.label,
            help_text=text.help_text,
            required=text.is_needed and code == self.codes[0],
            max_length=text.max_length,
            widget=widget,
            initial=values.get(code) or proposed,
        )

    def clean(self) -> dict[str, Any]:
        """Gather each text by language."""
        cleaned = super().clean() or self.cleaned_data
        for text in self.texts:
            cleaned[text.name] = {
                code: cleaned[f"{text.name}_{code}"]
                for code in self.codes
                if f"{text.name}_{code}" in cleaned
            }
        return cleaned

    def in_languages(self) -> Iterator[InLanguage]:
        """Yield the localised fields a language at a time; the main one and faulty ones open."""
        for code in self.codes:
            names = [f"{text.name}_{code}" for text in self.texts]
            is_main = code == self.codes[0]
            yield InLanguage(
                code=code,
                name=get_language_info(code)["name_local"],
                direction="rtl" if get_language_info(code)["bidi"] else "ltr",
                is_main=is_main,
                is_open=is_main or any(name in self.errors for name in names),
                fields=tuple(self[name] for name in names),
            )

    def plain_fields(self) -> list[forms.BoundField]:
        """Return the fields that are the same in every language."""
        localised = {f"{text.name}_{code}" for text in self.texts for code in self.codes}
        return [field for field in self.visible_fields() if field.name not in localised]

    def values(self) -> dict[str, Any]:
        """Return the clean values by name, without the single fields of each language."""
        parts = {f"{text.name}_{code}" for text in self.texts for code in self.codes}
        return {name: value for name, value in self.cleaned_data.items() if name not in parts}
