from django.db import models
from django.utils.translation import pgettext_lazy


class Asked(models.TextChoices):
    """Where a wish to be called stands."""

    OPEN = "open", pgettext_lazy("wish to be called", "to call")
    DONE = "done", pgettext_lazy("wish to be called", "called and written down")
    DROPPED = "dropped", pgettext_lazy("wish to be called", "not wanted any more")
