from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class By(models.TextChoices):
    """How a network was invited."""

    MAIL = "mail", pgettext_lazy("how a network was invited", "by e-mail")
    MESSAGE = "message", pgettext_lazy("how a network was invited", "by a message")
    PHONE = "phone", pgettext_lazy("how a network was invited", "by telephone")
    LETTER = "letter", pgettext_lazy("how a network was invited", "by letter")
    MEETING = "meeting", pgettext_lazy("how a network was invited", "at a meeting")
    OTHER = "other", pgettext_lazy("how a network was invited", "in another way")


class FormState(models.TextChoices):
    """What became of a filled form that came as a file."""

    WAITING = "waiting", pgettext_lazy("filled form", "to be looked at")
    TAKEN = "taken", pgettext_lazy("filled form", "its answers taken, nothing was in doubt")
    LOOKED_AT = "looked-at", pgettext_lazy("filled form", "its answers taken after a look")
    OWN = "own", pgettext_lazy("filled form", "taken as a contribution of its own")
    LEFT = "left", pgettext_lazy("filled form", "left as a document")


class Doubt(models.TextChoices):
    """Why a person should look at a filled form first."""

    PICTURE = "picture", _("It was read from a picture, so words may be misread.")
    MISSING = (
        "missing",
        _("Some of its fields were not found: they may be worded otherwise, or gone."),
    )
    TICKED_TWICE = "ticked-twice", _("Two boxes are ticked where one was asked.")
    LOOSE = "loose", _("Something is written beside the fields.")
    SEVERAL = "several", _("Several filled forms came together: they may be of several people.")
    ANSWERED = "answered", _("A question it answers is answered in the contribution already.")
    TERMS = "terms", _("It says something else about naming or publishing than is kept.")
    SOMEBODY = "somebody", _("It names somebody else than the one who sent it.")
    EMPTY = "empty", _("No answer is filled in.")


SHOWN_FROM = 5
"""Fewer contributions than this through one link are shown as “fewer than 5”, none included."""

MOST_REMINDERS = 2
