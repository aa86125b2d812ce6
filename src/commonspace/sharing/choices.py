from django.db import models
from django.utils.translation import pgettext_lazy


class By(models.TextChoices):
    """How a network was invited."""

    MAIL = "mail", pgettext_lazy("how a network was invited", "by e-mail")
    MESSAGE = "message", pgettext_lazy("how a network was invited", "by a message")
    PHONE = "phone", pgettext_lazy("how a network was invited", "by telephone")
    LETTER = "letter", pgettext_lazy("how a network was invited", "by letter")
    MEETING = "meeting", pgettext_lazy("how a network was invited", "at a meeting")
    OTHER = "other", pgettext_lazy("how a network was invited", "in another way")


SHOWN_FROM = 5
"""Fewer contributions than this through one link are shown as “fewer than 5”, none included."""

MOST_REMINDERS = 2
