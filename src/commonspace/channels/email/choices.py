from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Line(models.TextChoices):
    """How the line to a mail server is protected; an unprotected one is for this machine only."""

    TLS = "tls", _("TLS from the start (port 993)")
    STARTTLS = "starttls", _("STARTTLS (port 143)")
    PLAIN = "plain", _("not protected, on this machine only")


class CameBy(models.TextChoices):
    MAILBOX = "mailbox", _("a mailbox")
    FOLDER = "folder", _("a folder of mails")
    WEBHOOK = "webhook", _("a mail service")
    INSIDE = "inside", _("inside another mail")


class Fate(models.TextChoices):
    """What became of a mail. Each mail has exactly one, so that the figures add up."""

    WAITING = "waiting", pgettext_lazy("mail", "waiting to be read")
    CONTRIBUTION = "contribution", pgettext_lazy("mail", "taken as a contribution")
    CHANGE = "change", pgettext_lazy("mail", "changed a contribution")
    ASKED = "asked", pgettext_lazy("mail", "asked to withdraw")
    OPENED = "opened", pgettext_lazy("mail", "held mails passed on")
    SET_ASIDE = "set-aside", pgettext_lazy("mail", "set aside")
    DISCARDED = "discarded", pgettext_lazy("mail", "discarded")
    DIED = "died", pgettext_lazy("mail", "from a machine")


class Vouched(models.TextChoices):
    """Whether the sender's domain sent it: as our own mail server found, or by its signature.

    It is never an identity: it says that a domain sent a mail, not who wrote it.
    """

    PASSED = "passed", _("the sender’s domain vouches for it")
    FAILED = "failed", _("the sender’s domain does not vouch for it")
    SIGNED = "signed", _("signed by the sender’s domain")
    BROKEN = "broken", _("its signature does not hold")
    UNSIGNED = "unsigned", _("not signed by the sender’s domain")
    UNKNOWN = "unknown", _("not checked")


class ReceiptState(models.TextChoices):
    NONE = "none", _("none")
    DUE = "due", _("to be sent")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    WITHHELD = "withheld", _("not sent: too many to this address today")
    REFUSED = "refused", _("not sent: the address takes no mail")
