"""A network that was invited."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonspace.consultations.models import Consultation
from commonspace.consultations.queries import languages_of
from commonspace.kernel.names import language_name
from commonspace.sharing.choices import By
from commonspace.sharing.services.inviting import Invited


class InvitationForm(forms.Form):
    """Whom staff invited, when and how. An address is needed only for reminders."""

    network = forms.CharField(
        label=gettext_lazy("Network or organisation"),
        max_length=300,
        help_text=gettext_lazy("Its name, not that of a person."),
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )
    by = forms.ChoiceField(label=gettext_lazy("How were they invited?"), choices=By)
    invited_on = forms.DateField(
        label=gettext_lazy("When?"), widget=forms.DateInput(attrs={"type": "date"})
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of their link"))
    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        required=False,
        help_text=gettext_lazy("Only for reminders. It is locked away and shown nowhere."),
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    may_remind = forms.BooleanField(
        label=gettext_lazy("They agreed to be reminded, twice at most"), required=False
    )

    def __init__(self, *args: Any, consultation: Consultation, **kwargs: Any) -> None:  # noqa: ANN401  # as Django passes them
        here = timezone.now().astimezone(consultation.zone).date()
        kwargs.setdefault("initial", {"invited_on": here.isoformat()})
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.today = here
        language = self.fields["language"]
        if isinstance(language, forms.ChoiceField):
            language.choices = [(code, language_name(code)) for code in languages_of(consultation)]

    def clean_invited_on(self) -> date:
        day: date = self.cleaned_data["invited_on"]
        if day > self.today:
            raise forms.ValidationError(_("This day is still to come. Please check it."))
        return day

    def clean(self) -> dict[str, Any]:
        clean = self.cleaned_data
        if clean.get("may_remind") and not clean.get("email") and "email" not in self.errors:
            self.add_error("email", _("Without an address nobody can be reminded."))
        return clean

    def invited(self) -> Invited:
        """Return the clean form as plain values."""
        return Invited(**self.cleaned_data)
