"""What staff fill in to set a line up. Keys are never shown again."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from commonspace.channels.messaging.choices import Service
from commonspace.channels.messaging.configuration import opened_token, secrets_of
from commonspace.channels.messaging.models import ServiceLine
from commonspace.channels.messaging.services.settling import Wishes

_NUMBER = re.compile(r"\+[\d ()./-]{6,30}")
_HANDLE = re.compile(r"[\w.-]{2,100}", re.ASCII)
_ACCOUNT = re.compile(r"[0-9A-Za-z]{3,60}", re.ASCII)
_KEPT = _("Kept encrypted and never shown again.")
_KEEP = _("Kept encrypted and never shown again. Leave it empty to keep the one we have.")

_WORD = re.compile(r"[^\W_][\w-]{1,29}")

_LABELS: dict[str, dict[str, Any]] = {
    Service.WHATSAPP: {
        "address": _("Number, as people write to it"),
        "account": _("Phone number ID (Meta shows it under WhatsApp, API setup)"),
        "token": _("Access token of a system user, with whatsapp_business_messaging"),
        "secret": _("App secret (Meta: app settings, basic)"),
    },
    Service.TELEGRAM: {"token": _("Token of the bot, from @BotFather")},
    Service.FACEBOOK: {
        "address": _("Name of the page in its address, as after facebook.com/"),
        "account": _("Page ID"),
        "token": _("Access token of the page, with pages_messaging"),
        "secret": _("App secret (Meta: app settings, basic)"),
    },
    Service.SMS: {
        "address": _("Number, as people write to it"),
        "account": _("Account SID (Twilio shows it in its console)"),
        "token": _("Auth token (Twilio shows it in its console)"),
    },
}


class LineForm(forms.Form):
    """The keys of one service; which ones depends on the service."""

    use_required_attribute = False

    address = forms.CharField(max_length=120, help_text=_("The call shows it."))
    account = forms.CharField(max_length=60)
    token = forms.CharField(
        max_length=600,
        error_messages={"required": _("Please paste this key: without it we cannot answer.")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip
    secret = forms.CharField(
        max_length=200,
        error_messages={
            "required": _("Please paste this key: without it we cannot tell what is genuine.")
        },
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, service: str, line: ServiceLine | None) -> None:  # noqa: ANN401  # as Django passes it
        initial = {}
        if line:
            initial = {"address": line.address, "account": line.account.partition(" ")[0]}
        super().__init__(data, initial=initial, label_suffix="")
        self.service, self.line = service, line
        self.fields["token"].required = not (line and opened_token(line))
        self.fields["secret"].required = not (line and secrets_of(line))
        for name in ("token", "secret"):
            self.fields[name].help_text = _KEPT if self.fields[name].required else _KEEP
        labels = _LABELS[service]
        for name in list(self.fields):
            if name in labels:
                self.fields[name].label = labels[name]
                self.fields[name].widget.attrs["dir"] = "ltr"
            else:
                del self.fields[name]

    def clean_address(self) -> str:
        address = str(self.cleaned_data["address"]).strip()
        if self.service == Service.FACEBOOK:
            if not _HANDLE.fullmatch(address):
                raise ValidationError(
                    _("Write only the name, such as harbour.forum, without https:// and slashes.")
                )
        elif not _NUMBER.fullmatch(address):
            raise ValidationError(_("Write the number with its country, such as +63 917 555 0100."))
        return address

    def clean_account(self) -> str:
        account = str(self.cleaned_data["account"]).strip()
        if not _ACCOUNT.fullmatch(account):
            raise ValidationError(_("This is no such id: it has figures and letters only."))
        return account

    def wishes(self) -> Wishes:
        """Return what a valid form asks for."""
        clean = self.cleaned_data
        account, address = clean.get("account", ""), clean.get("address", "")
        if self.service == Service.SMS:
            number = "+" + "".join(one for one in address if one.isdigit())
            account = f"{account} {number}"
        return Wishes(
            address=address,
            account=account,
            token=clean.get("token", "").strip(),
            secret=clean.get("secret", "").strip(),
        )


class WordForm(forms.Form):
    """The word people write for a call, where a line serves several."""

    word = forms.CharField(
        label=_("The word people write for this call"),
        max_length=30,
        required=False,
        help_text=_(
            "Short and easy to type, such as HARBOUR. Left empty, it is the code of the call."
        ),
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"}),
    )

    def __init__(self, data: Any = None, **kwargs: Any) -> None:  # noqa: ANN401  # as Django passes them
        super().__init__(data, label_suffix="", **kwargs)

    def clean_word(self) -> str:
        word = str(self.cleaned_data["word"]).strip()
        if word and not _WORD.fullmatch(word):
            raise ValidationError(
                _("Please choose one word of letters and figures, without spaces.")
            )
        return word


class LineField(forms.ModelChoiceField):  # type: ignore[type-arg]  # one kind of choice at run time
    """A choice of lines by their call and address."""

    def label_from_instance(self, obj: ServiceLine) -> str:
        """Return the call of a line and what people write to."""
        return f"{obj.consultation.title_in()} · {obj.address}"


class ShareForm(WordForm):
    """Another call's line that this call is to be answered on too."""

    line = LineField(
        label=_("The line of which call?"),
        queryset=ServiceLine.objects.none(),
        empty_label=None,
        error_messages={"required": _("Please choose a line.")},
    )
    field_order = ("line", "word")

    def __init__(self, data: Any = None, *, lines: Any, **kwargs: Any) -> None:  # noqa: ANN401  # a query set
        super().__init__(data, **kwargs)
        field = self.fields["line"]
        assert isinstance(field, LineField)  # noqa: S101  # declared above
        field.queryset = lines
