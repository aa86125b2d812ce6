"""The fields of a filled form, to be looked at and put right; made of what the form itself prints."""

from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from commonspace.intake.services import LONGEST_ANSWER
from commonspace.sharing.filled import Filled
from commonspace.sharing.leaflets import Block, Leaflet, Sort

SENDER, OWN = "sender", "own"
_UNSEEN = frozenset({"about:signature"})
_MOST_IN_SIGHT = 6
"""Boxes that stand one below the other; more than these are a list to open."""


class ReviewForm(forms.Form):
    """What was read in a filled form, field by field, and whose words they are."""

    use_required_attribute = False

    loose = forms.CharField(
        label=gettext_lazy("Written beside the fields"),
        help_text=gettext_lazy("It is kept as a remark to no question in particular."),
        required=False,
        strip=False,
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    whose = forms.ChoiceField(
        label=gettext_lazy("Whose words are they?"),
        choices=[
            (SENDER, gettext_lazy("Those of whoever sent it")),
            (
                OWN,
                gettext_lazy("Those of somebody else, who filled it in: they count for themselves"),
            ),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401  # as Django passes it
        *,
        leaflet: Leaflet,
        filled: Filled,
        whose: str = SENDER,
    ) -> None:
        super().__init__(data, label_suffix="", initial={"loose": filled.loose, "whose": whose})
        self.filled = filled
        self.asked = [
            block for block in leaflet.blocks if block.sort is Sort.FIELD and block.key not in _UNSEEN
        ]  # fmt: skip
        self.groups = _ticks(leaflet)
        for block in self.asked:
            self.fields[block.key] = _field_for(block, filled.values.get(block.key, ""))
        for group, (legend, boxes) in self.groups.items():
            self.fields[group] = forms.ChoiceField(
                label=legend,
                choices=[
                    ("", pgettext_lazy("on a form", "Nothing ticked, or not clearly")),
                    *boxes,
                ],
                required=False,
                initial=filled.one_of(group),
                widget=forms.RadioSelect if len(boxes) <= _MOST_IN_SIGHT else forms.Select,
            )
        names = [block.key for block in self.asked]
        own = [name for name in names if not name.startswith("about:")]
        others = [name for name in names if name.startswith("about:")]
        self.order_fields([*own, "loose", *others, *self.groups, "whose"])
        if not filled.loose:
            del self.fields["loose"]

    def clean(self) -> dict[str, Any]:
        """Refuse a form without an answer."""
        clean = self.cleaned_data
        said = [clean.get(block.key, "") for block in self.asked if not block.key.startswith("about:")]  # fmt: skip
        if not any(text.strip() for text in [*said, clean.get("loose", "")]):
            self.add_error(
                None,
                _("No answer is filled in. Write at least one, or leave the file as a document."),
            )
        return clean

    def put_right(self) -> Filled:
        """Return what the form says as a person has now put it; ask after ``is_valid``."""
        clean = self.cleaned_data
        return replace(
            self.filled,
            values={block.key: clean[block.key] for block in self.asked},
            ticks={f"{group}:{clean[group]}" for group in self.groups if clean[group]},
            loose=clean.get("loose", "").strip(),
        )


def _field_for(block: Block, words: str) -> forms.CharField:
    lines = max(block.rows if block.rows == 1 else 3, min(12, words.count("\n") + 1))
    attrs = {"dir": "auto"}
    return forms.CharField(
        label=block.label,
        required=False,
        strip=False,
        initial=words,
        max_length=LONGEST_ANSWER,
        widget=forms.Textarea(attrs={**attrs, "rows": lines}) if lines > 1 else forms.TextInput(attrs=attrs),
    )  # fmt: skip


def _ticks(leaflet: Leaflet) -> dict[str, tuple[str, list[tuple[str, str]]]]:
    """Return the groups of boxes by name, each with the words above it and its boxes."""
    found: dict[str, tuple[str, list[tuple[str, str]]]] = {}
    above = ""
    for block in leaflet.blocks:
        if block.sort in {Sort.HEADING, Sort.TEXT}:
            above = block.text if block.sort is Sort.HEADING or not above else above
            last = block.text
        elif block.sort is Sort.TICK:
            group, _colon, value = block.key.partition(":")
            legend = last if group == "kind" else above
            found.setdefault(group, (legend, []))[1].append((value, block.label))
    return found
