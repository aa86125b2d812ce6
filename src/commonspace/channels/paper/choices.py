from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class PageState(models.TextChoices):
    """What became of one page of a scan."""

    PLACED = "placed", pgettext_lazy("state of a scanned page", "with its sheet")
    ASIDE = "aside", pgettext_lazy("state of a scanned page", "no sheet found for it")
    AGAIN = "again", pgettext_lazy("state of a scanned page", "scanned before: which one counts?")
    REPLACED = "replaced", pgettext_lazy("state of a scanned page", "another scan counts")
    SAME = "same", pgettext_lazy("state of a scanned page", "the very same picture is here already")
    EMPTY = "empty", pgettext_lazy("state of a scanned page", "empty")
    DROPPED = "dropped", pgettext_lazy("state of a scanned page", "not used")


class SheetState(models.TextChoices):
    """How far a filled sheet has come."""

    WAITING = "waiting", pgettext_lazy("state of a filled sheet", "to be looked at")
    TAKEN = "taken", pgettext_lazy("state of a filled sheet", "taken in")
    ASIDE = "aside", pgettext_lazy("state of a filled sheet", "put aside")


class Ticked(models.TextChoices):
    """What a box is taken for."""

    YES = "yes", _("ticked")
    NO = "no", _("empty")
    LOOK = "look", _("please look")
