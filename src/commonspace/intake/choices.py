from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Removed(models.TextChoices):
    """What somebody asks to have removed."""

    EVERYTHING = "everything", _("Everything I sent")
    NAME = "name", _("Only my name and organisation: my words may stay, unnamed")
    QUOTATION = "quotation", _("Only quotations: count and consider my words, quote them no more")


SHORTLY = {
    Removed.EVERYTHING: _("everything"),
    Removed.NAME: _("name and organisation"),
    Removed.QUOTATION: _("quotations"),
}
"""What is asked for, as staff are told it in a list."""


class AskedBy(models.TextChoices):
    """How a request for removal reached us."""

    CODE = "code", _("with the receipt code")
    TELEPHONE = "telephone", _("by telephone")
    MAIL = "mail", _("by letter or email")
    PERSON = "person", _("in person")
    OTHER = "other", pgettext_lazy("how somebody asked", "another way")


class RemovalState(models.TextChoices):
    """What became of a request for removal."""

    OPEN = "open", pgettext_lazy("request for removal", "open")
    CARRIED_OUT = "carried-out", pgettext_lazy("request for removal", "carried out")
    REFUSED = "refused", pgettext_lazy("request for removal", "refused")
    TAKEN_BACK = "taken-back", pgettext_lazy("request for removal", "taken back")
