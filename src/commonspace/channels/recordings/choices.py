from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """How far a recording has come on its way to words."""

    ARRIVED = "arrived", _("just arrived")
    WAITING = "waiting", _("waiting for its transcript")
    WRITING = "writing", _("being written down")
    WRITTEN = "written", _("written down")
