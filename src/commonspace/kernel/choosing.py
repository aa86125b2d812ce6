"""Long lists to choose from, such as countries: made and written once, not for every form."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from django.forms import Select
from django.forms.utils import flatatt
from django.utils.choices import BaseChoiceIterator
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

Choices = Iterable[tuple[Any, Any]]


class Offered(BaseChoiceIterator):
    """Choices for many forms: a field takes them as they are instead of looking through each.

    Made of pairs of a value and its label, or of a group's label and the pairs in it. Labels are
    kept in the language that is active when this is made.
    """

    def __init__(self, choices: Choices) -> None:
        self._choices = [(one, _in_words(label)) for one, label in choices]

    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        return iter(self._choices)

    @cached_property
    def written(self) -> SafeString:
        """The options as a page holds them, none of them chosen."""
        return options(self._choices)


class LongSelect(Select):
    """A list of hundreds of choices, written without a template for each of them."""

    def render(
        self,
        name: str,
        value: Any,  # noqa: ANN401  # whatever a form was given
        attrs: Mapping[str, Any] | None = None,
        renderer: object = None,
    ) -> SafeString:
        """Return the list as Django's own templates write it."""
        offered = self.choices
        written = offered.written if isinstance(offered, Offered) else options(offered)
        for chosen in self.format_value(value):
            mark = f'value="{escape(chosen)}"'
            written = mark_safe(written.replace(f"{mark}>", f"{mark} selected>", 1))  # noqa: S308  # both are escaped
        about = flatatt(self.build_attrs(self.attrs, {"name": name, **(attrs or {})}))
        return format_html("<select{}>{}</select>", about, written)


def options(choices: Choices) -> SafeString:
    """Return choices as the options of a list."""
    return format_html_join("", "{}", ((_written(one, label),) for one, label in choices))


def _written(one: object, label: object) -> SafeString:
    if isinstance(label, list | tuple):
        return format_html('<optgroup label="{}">{}</optgroup>', one, options(label))
    return format_html('<option value="{}">{}</option>', "" if one is None else one, label)


def _in_words(label: object) -> object:
    if isinstance(label, list | tuple):
        return [(one, str(words)) for one, words in label]
    return str(label)
