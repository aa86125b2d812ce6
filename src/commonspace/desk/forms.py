"""What staff ask of the list, and what they decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from commonspace.consultations.models import Consultation
from commonspace.contributions.choices import Channel
from commonspace.desk.choices import DecisionKind, State
from commonspace.desk.queries import Filters, Heard
from commonspace.kernel.names import country_name, language_name
from commonspace.people.choices import OrganisationKind

ALL = pgettext_lazy("filter", "all")
_DECIDED_ELSEWHERE = {
    DecisionKind.MERGED, DecisionKind.ROUTED, DecisionKind.ONE_VOICE, DecisionKind.OWN_VOICE,
}  # fmt: skip


class FilterForm(forms.Form):
    """The filter bar. What it does not understand it leaves out rather than refuse."""

    words = forms.CharField(
        label=gettext_lazy("Words or reference"), required=False, max_length=200
    )
    question = forms.ChoiceField(label=gettext_lazy("Question"), required=False)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    channel = forms.ChoiceField(label=gettext_lazy("Way in"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind of organisation"), required=False)
    country = forms.ChoiceField(label=gettext_lazy("Country"), required=False)
    late = forms.ChoiceField(
        label=gettext_lazy("By the deadline"),
        required=False,
        choices=[("", ALL), ("no", gettext_lazy("by the deadline")), ("yes", gettext_lazy("late"))],
    )
    attachments = forms.ChoiceField(
        label=gettext_lazy("Attachments"),
        required=False,
        choices=[
            ("", ALL),
            ("any", gettext_lazy("with attachments")),
            ("waiting", gettext_lazy("with one waiting to be read")),
            ("unreadable", gettext_lazy("with one that could not be read")),
        ],
    )
    sort = forms.ChoiceField(
        label=gettext_lazy("Order"),
        required=False,
        choices=[
            ("newest", gettext_lazy("newest first")),
            ("oldest", gettext_lazy("oldest first")),
            ("received", gettext_lazy("by day received")),
            ("state", gettext_lazy("by state")),
            ("country", gettext_lazy("by country")),
            ("language", gettext_lazy("by language")),
        ],
    )

    def __init__(self, asked: Any, *, consultation: Consultation, heard: Heard) -> None:  # noqa: ANN401
        super().__init__(asked, label_suffix="", auto_id="filter-%s")
        numbers = consultation.questions.values_list("number", flat=True)
        self._offer(
            "question", [(str(number), str(number)) for number in numbers] + [("0", _("general"))]
        )
        self._offer("state", State.choices)
        self._offer("channel", [pair for pair in Channel.choices if pair[0] in heard.channels])
        self._offer("language", sorted((code, language_name(code)) for code in heard.languages))
        self._offer("kind", [pair for pair in OrganisationKind.choices if pair[0] in heard.kinds])
        countries = ((code, country_name(code)) for code in heard.countries)
        self._offer("country", sorted(countries, key=lambda pair: pair[1]))

    def _offer(self, name: str, choices: Any) -> None:  # noqa: ANN401
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", ALL), *choices]

    def filters(self) -> Filters:
        """Return what is asked for; a value that is no choice asks for everything."""
        self.is_valid()
        clean = {name: value for name, value in self.cleaned_data.items() if value}
        question = clean.pop("question", "")
        return Filters(**clean, question=int(question) if question else None)


class DecisionForm(forms.Form):
    kind = forms.ChoiceField(
        choices=[
            (kind.value, kind.label) for kind in DecisionKind if kind not in _DECIDED_ELSEWHERE
        ]
    )
    reason = forms.CharField(required=False, max_length=2_000, strip=True)
