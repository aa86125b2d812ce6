from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Part(models.TextChoices):
    """Which part of a story a field asks for; the example card is filled from it."""

    TITLE = "title", _("title of the story")
    WHO = "who", _("who did it")
    WHERE = "where", _("where")
    WHEN = "when", _("when")
    DONE = "done", _("what was done")
    OUTCOME = "outcome", _("what came of it")
    LESSONS = "lessons", _("what was learnt")
    LINKS = "links", _("links")
    OTHER = "other", pgettext_lazy("part of a story", "something else")
