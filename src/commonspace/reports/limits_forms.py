"""What the secretariat says of whom the call expects, and the paragraph on who was not heard."""

import re

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonspace.consultations.models import Consultation
from commonspace.contributions.models import Contribution
from commonspace.desk.choices import Aspect
from commonspace.desk.hearing import NOT_MISSED, expected_values
from commonspace.kernel.names import language_name
from commonspace.people.choices import OrganisationKind
from commonspace.synthesis.forms import CountriesField, LinesField

_REFERENCE = re.compile(r"(?:C-?)?0*(\d{1,8})", re.IGNORECASE)
MOST = 300


class ExpectedForm(forms.Form):
    """Whom the call means to hear, aspect by aspect."""

    kind = forms.MultipleChoiceField(
        label=gettext_lazy("Kinds of organisation"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=[(kind.value, kind.label) for kind in OrganisationKind if kind not in NOT_MISSED],
    )
    language = forms.MultipleChoiceField(
        label=gettext_lazy("Languages"), required=False, widget=forms.CheckboxSelectMultiple
    )
    country = CountriesField(
        label=gettext_lazy("Countries"),
        help_text=gettext_lazy("One a line, by name or code. None: no country is missed."),
    )
    group = LinesField(
        label=gettext_lazy("Groups of people"),
        help_text=gettext_lazy(
            "One a line, such as “women who work in homes” or “young people without papers”."
        ),
    )

    def __init__(self, typed: object = None, *, consultation: Consultation) -> None:
        super().__init__(typed, label_suffix="")  # type: ignore[arg-type]  # what was posted
        languages = self.fields["language"]
        assert isinstance(languages, forms.MultipleChoiceField)  # noqa: S101  # declared above
        languages.choices = [(code, language_name(code)) for code in consultation.languages]
        for aspect in Aspect:
            named = consultation.expected.filter(aspect=aspect)
            self.initial[aspect.value] = expected_values(consultation, aspect, named)

    def clean_group(self) -> list[str]:
        """Keep each group once, as it was first written."""
        found: dict[str, str] = {}
        for line in self.cleaned_data["group"][:MOST]:
            found.setdefault(line.casefold(), line[:120])
        return list(found.values())

    def values(self) -> dict[Aspect, list[str]]:
        """Return what is expected by aspect."""
        return {aspect: list(self.cleaned_data[aspect.value]) for aspect in Aspect}


class GroupForm(forms.Form):
    """The contributions that speak for a group, by their references."""

    references = forms.CharField(
        label=gettext_lazy("Contributions that speak for it"),
        help_text=gettext_lazy("Their references, such as C-0007, C-0012."),
        required=False,
        max_length=5000,
    )

    def __init__(self, typed: object = None, *, consultation: Consultation, **kwargs: str) -> None:
        super().__init__(typed, label_suffix="", **kwargs)  # type: ignore[arg-type]  # what was posted
        self.consultation = consultation

    def clean_references(self) -> list[Contribution]:
        """Return the contributions; say which reference nobody bears."""
        given = re.split(r"[\s,;،؛]+", self.cleaned_data["references"].strip())
        found = []
        standing = self.consultation.contributions.filter(withdrawn_at=None)
        for word in filter(None, given):
            match = _REFERENCE.fullmatch(word)
            one = standing.filter(reference=int(match[1])).first() if match else None
            if one is None:
                raise forms.ValidationError(
                    _("There is no contribution “%(word)s”. Nothing was changed.")
                    % {"word": word[:20]}
                )
            found.append(one)
        return found


class LimitsForm(forms.Form):
    """The paragraph on who was not heard."""

    limits = forms.CharField(
        label=gettext_lazy("Who was not heard"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 7, "dir": "auto"}),
    )
