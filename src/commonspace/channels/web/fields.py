"""Fields that keep words as they were typed and say kindly what they cannot take."""

from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from commonspace.intake.services import LONGEST_ANSWER

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Words = str | _StrPromise

READABLE = (
    ".pdf", ".docx", ".odt", ".txt", ".md", ".html", ".htm",
    ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp",
)  # fmt: skip

LOST_LETTER = "\N{REPLACEMENT CHARACTER}"


def _without_nul(value: Any) -> Any:  # noqa: ANN401  # whatever a browser sends
    return value.replace("\x00", "") if isinstance(value, str) else value


def _check_letters(value: str) -> None:
    """Refuse words in which a letter was lost on the way, so that they can be put right."""
    if LOST_LETTER in value:
        raise ValidationError(
            _(
                "Some letters did not arrive as letters: where they stood there is now %(mark)s. "
                "Please put them right and send once more."
            ),
            params={"mark": LOST_LETTER},
        )


class WordsField(forms.CharField):
    """An answer: kept with its spaces and line breaks, up to the length of a book chapter."""

    def __init__(self, *, label: "Words", rows: int = 6, help_text: "Words" = "") -> None:
        super().__init__(
            label=label,
            required=False,
            strip=False,
            help_text=help_text,
            max_length=None,
            widget=forms.Textarea(attrs={"rows": rows, "dir": "auto"}),
        )

    def to_python(self, value: Any) -> str:  # noqa: ANN401  # whatever a browser sends
        """Return what was typed, without NUL characters."""
        return super().to_python(_without_nul(value)) or ""

    def validate(self, value: str) -> None:
        """Refuse what is longer than the door takes, and say so at the field."""
        super().validate(value)
        _check_letters(value)
        if len(value) > LONGEST_ANSWER:
            raise ValidationError(
                _(
                    "This is longer than a book chapter. Please add it as a document below, "
                    "or shorten it here. Your words are still in the field."
                )
            )


class LineField(forms.CharField):
    """One line about somebody, never needed."""

    def __init__(
        self, *, label: "Words", max_length: int, help_text: "Words" = "", **attrs: str
    ) -> None:
        super().__init__(
            label=label,
            required=False,
            max_length=max_length,
            help_text=help_text,
            widget=forms.TextInput(attrs={"dir": "auto", **attrs}),
            error_messages={"max_length": _("Please shorten this to %(limit_value)d characters.")},
        )

    def to_python(self, value: Any) -> str:  # noqa: ANN401  # whatever a browser sends
        """Return what was typed, without NUL characters."""
        return super().to_python(_without_nul(value)) or ""

    def validate(self, value: str) -> None:
        """Refuse what did not arrive whole."""
        super().validate(value)
        _check_letters(value)


class DocumentField(forms.FileField):
    """One document, of a kind we can keep and read."""

    def __init__(self, *, label: "Words") -> None:
        super().__init__(
            label=label,
            required=False,
            widget=forms.FileInput(attrs={"accept": ",".join(READABLE)}),
            error_messages={
                "empty": _(
                    "This file is empty: nothing was in it when it arrived. Please choose it again."
                ),
                "invalid": _("This file did not arrive. Please choose it again."),
                "missing": _("This file did not arrive. Please choose it again."),
            },
        )

    def clean(self, data: Any, initial: Any = None) -> Any:  # noqa: ANN401  # as Django declares it
        """Refuse what nobody here could read."""
        file = super().clean(data, initial)
        ending = PurePath(file.name).suffix.lower() if file else ""
        if ending and ending not in READABLE:
            raise ValidationError(
                _(
                    "We cannot take files that end in %(ending)s. Please save it as PDF or Word "
                    "(.docx) and choose it again, or mail it to us."
                ),
                params={"ending": ending},
            )
        return file
