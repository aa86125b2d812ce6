"""What staff and senders fill in about mails."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from commonspace.channels.email.addresses import mailbox_of
from commonspace.channels.email.choices import Line
from commonspace.channels.email.configuration import shared_address
from commonspace.channels.email.models import Mailbox
from commonspace.channels.email.services.settling import Wishes
from commonspace.consultations.models import Consultation
from commonspace.people.choices import Attribution

_HOST = re.compile(r"(?=.{1,250}\Z)[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?", re.IGNORECASE)
_YES_NO = [
    ("yes", _("Yes, you may publish my words as I chose above")),
    ("no", _("No. Count and consider them, but do not publish them")),
]


class MailboxForm(forms.Form):
    """How mails to one call reach us."""

    use_required_attribute = False

    address = forms.EmailField(
        label=_("Address for answers"),
        max_length=254,
        help_text=_("The call shows it. For example harbour-answers@example.org."),
        error_messages={
            "required": _("Please write the address to which people send their answers.")
        },
    )
    host = forms.CharField(
        label=_("Mail server (IMAP)"),
        required=False,
        max_length=250,
        help_text=_(
            "The name your provider gives for incoming mail, such as imap.example.org. Leave it "
            "empty if mails to this address are forwarded to the address of all calls."
        ),
    )
    line = forms.ChoiceField(
        label=_("How the line is protected"),
        choices=[choice for choice in Line.choices if choice[0] != Line.PLAIN],
        initial=Line.TLS,
        widget=forms.RadioSelect,
    )
    user = forms.CharField(label=_("User"), required=False, max_length=250)
    password = forms.CharField(
        label=_("Password"),
        required=False,
        max_length=500,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_(
            "Kept encrypted and never shown again. Leave it empty to keep the one we have."
        ),
    )
    folder = forms.CharField(
        label=_("Folder"),
        required=False,
        max_length=200,
        initial="INBOX",
        help_text=_("Mails stay where they are; each one we kept gets a mark."),
    )
    takes_plus = forms.BooleanField(
        label=_(
            "Mails to an address with a plus sign, such as answers+code@example.org, arrive here too"
        ),
        required=False,
        initial=True,
    )
    trusted_server = forms.CharField(
        label=_("Server whose checks of senders we believe"),
        required=False,
        max_length=250,
        help_text=_(
            "Only if your provider checks senders: the name at the beginning of its "
            "“Authentication-Results”. It is shown beside a mail and never proves who somebody is."
        ),
    )

    def __init__(self, consultation: Consultation, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401
        self.consultation = consultation
        kwargs.setdefault("initial", _present(consultation))
        super().__init__(*args, **{**kwargs, "label_suffix": ""})

    def clean_address(self) -> str:
        address = str(self.cleaned_data["address"]).lower()
        taken = Mailbox.objects.filter(address=address).exclude(consultation=self.consultation)
        if taken.exists() or address == shared_address():
            raise ValidationError(_("Another call uses this address. Please choose another."))
        return address

    def clean_host(self) -> str:
        host = str(self.cleaned_data["host"]).strip().lower()
        if host and not _HOST.fullmatch(host):
            raise ValidationError(
                _("This is no name of a server. Write it without https:// and without a port.")
            )
        return host

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        if clean.get("host") and not clean.get("user"):
            self.add_error("user", _("Please write the user with whom the mailbox is opened."))
        mailbox = mailbox_of(self.consultation)
        has_one = bool(mailbox and bytes(mailbox.sealed_password) and not _moved(mailbox, clean))
        if clean.get("host") and not clean.get("password") and not has_one:
            self.add_error("password", _("Please write the password of the mailbox."))
        return clean

    def wishes(self) -> Wishes:
        """Return what a valid form asks for."""
        clean = self.cleaned_data
        return Wishes(
            address=clean["address"],
            takes_plus=clean["takes_plus"],
            host=clean["host"],
            line=clean["line"],
            user=clean["user"].strip(),
            password=clean["password"] or None,
            folder=clean["folder"].strip(),
            trusted_server=clean["trusted_server"].strip(),
        )


class TermsForm(forms.Form):
    """How somebody who wrote us a mail may be named, in two taps."""

    use_required_attribute = False

    attribution = forms.ChoiceField(
        label=_("How may we name you?"),
        choices=Attribution.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Please choose how we may name you. Nothing is chosen for you.")
        },
    )
    may_publish = forms.ChoiceField(
        label=_("May we publish your words?"),
        choices=_YES_NO,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please say yes or no. Nothing is chosen for you.")},
    )
    name = forms.CharField(label=_("Your name"), required=False, max_length=200)
    organisation = forms.CharField(label=_("Your organisation"), required=False, max_length=300)


class DecisionForm(forms.Form):
    """What staff decide on one mail."""

    call = forms.ModelChoiceField(
        label=_("Which call it answers"), queryset=Consultation.objects.none(), empty_label=None
    )

    def __init__(self, calls: Any, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401  # a query set
        super().__init__(*args, **{**kwargs, "label_suffix": ""})
        field = self.fields["call"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101  # declared above
        field.queryset = calls


def _present(consultation: Consultation) -> dict[str, Any]:
    mailbox = mailbox_of(consultation)
    if mailbox is None:
        return {}
    names = ("address", "host", "line", "user", "folder", "takes_plus", "trusted_server")
    return {name: getattr(mailbox, name) for name in names}


def _moved(mailbox: Mailbox, clean: dict[str, Any]) -> bool:
    return (mailbox.host, mailbox.user) != (clean.get("host"), clean.get("user"))
