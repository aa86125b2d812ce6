from django.db import models
from django.utils.translation import pgettext_lazy

ANALYSIS = "analysis"
"""Kind of the runs that propose statements and themes."""
TAGGING = "tagging"
"""Kind of the runs that suggest tags of a frame."""


class Kind(models.TextChoices):
    """What a statement does."""

    POSITION = "position", pgettext_lazy("kind of statement", "position")
    EXAMPLE = "example", pgettext_lazy("kind of statement", "example")
    RECOMMENDATION = "recommendation", pgettext_lazy("kind of statement", "recommendation")
    SERVICE = "service", pgettext_lazy("kind of statement", "service")
    CHALLENGE = "challenge", pgettext_lazy("kind of statement", "challenge")
    QUESTION = "question", pgettext_lazy("kind of statement", "question")
    RESOURCE = "resource", pgettext_lazy("kind of statement", "resource")
    QUOTE = "quote", pgettext_lazy("kind of statement", "quote")
