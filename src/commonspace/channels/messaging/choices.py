from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Service(models.TextChoices):
    WHATSAPP = "whatsapp", "WhatsApp"
    TELEGRAM = "telegram", "Telegram"
    FACEBOOK = "facebook", "Facebook"
    SMS = "sms", "SMS"


class Fate(models.TextChoices):
    """What became of a message. Each has exactly one, so that the figures add up."""

    WAITING = "waiting", pgettext_lazy("message", "waiting to be read")
    CONTRIBUTION = "contribution", pgettext_lazy("message", "taken as a contribution")
    CHANGE = "change", pgettext_lazy("message", "added to a contribution")
    TALK = "talk", pgettext_lazy("message", "a choice or a greeting")
    UNUSUAL = "unusual", pgettext_lazy("message", "neither words nor a file")
    SET_ASIDE = "set-aside", pgettext_lazy("message", "set aside")
    DISCARDED = "discarded", pgettext_lazy("message", "discarded")


class Step(models.TextChoices):
    """What a conversation waits for."""

    NAMING = "naming", _("how they may be named")
    NAME = "name", _("their name")
    ORGANISATION = "organisation", _("their organisation")
    PUBLISHING = "publishing", _("whether their words may be published")
    QUESTION = "question", _("which question they answer")
    ANSWER = "answer", _("their answer")
    WITHDRAWING = "withdrawing", _("whether they really withdraw")


class ReplyState(models.TextChoices):
    NONE = "none", pgettext_lazy("reply", "none")
    DUE = "due", pgettext_lazy("reply", "to be sent")
    SENDING = "sending", pgettext_lazy("reply", "being sent")
    SENT = "sent", pgettext_lazy("reply", "sent")
    WITHHELD = "withheld", pgettext_lazy("reply", "not sent: too many to one person today")
    REFUSED = "refused", pgettext_lazy("reply", "not sent: the service refused it")


class Delivered(models.TextChoices):
    WAITING = "waiting", pgettext_lazy("delivery", "waiting to be read")
    READ = "read", pgettext_lazy("delivery", "read")
    BROKEN = "broken", pgettext_lazy("delivery", "could not be read")
