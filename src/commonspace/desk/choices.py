from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """Where a contribution stands on the desk. Each is in exactly one state."""

    NEW = "new", pgettext_lazy("state of a contribution", "new")
    READ = "read", pgettext_lazy("state of a contribution", "read")
    FILED = "filed", pgettext_lazy("state of a contribution", "filed")
    USED = "used", pgettext_lazy("state of a contribution", "used")
    ANSWERED = "answered", pgettext_lazy("state of a contribution", "answered")
    MERGED = "merged", pgettext_lazy("state of a contribution", "merged")
    SET_ASIDE = "set-aside", pgettext_lazy("state of a contribution", "set aside")
    PROTECTED = "protected", pgettext_lazy("state of a contribution", "protected")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of a contribution", "withdrawn")


class DecisionKind(models.TextChoices):
    READ = "read", _("read")
    FILED = "filed", _("filed")
    SET_ASIDE = "set-aside", _("set aside")
    PROTECTED = "protected", _("protected")
    MERGED = "merged", _("merged")
    REOPENED = "reopened", _("reopened")
    ROUTED = "routed", _("routed to a question")
