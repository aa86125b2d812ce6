from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Fate(models.TextChoices):
    """What became of one file of a bundle at the door; whether it can be read comes after."""

    WAITING = "waiting", pgettext_lazy("file of a bundle", "waiting")
    OPENED = "opened", _("an archive, opened")
    TAKEN_IN = "taken-in", _("taken in")
    ALREADY_HERE = "already-here", _("already here")
    NOT_TAKEN = "not-taken", _("not taken in")
