from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from commonspace.people.choices import Attribution

DUPLICATES = "duplicates"
"""Kind of the runs that look for what came twice."""


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
    REMOVED = "removed", pgettext_lazy("state of a contribution", "removed on request")


NAMED_AS = {
    Attribution.NAMED: _("with name and organisation"),
    Attribution.ORGANISATION: _("with the name of the organisation only"),
    Attribution.KIND: _("only with the kind of organisation and the country"),
    Attribution.ANONYMOUS: _("not at all: anonymous"),
}
"""How a contributor may be named, as staff are told it."""


class DecisionKind(models.TextChoices):
    READ = "read", _("read")
    FILED = "filed", _("filed")
    SET_ASIDE = "set-aside", _("set aside")
    PROTECTED = "protected", _("protected")
    MERGED = "merged", _("merged")
    REOPENED = "reopened", _("reopened")
    ROUTED = "routed", _("routed to a question")
    ONE_VOICE = "one-voice", _("one voice with others of its organisation")
    OWN_VOICE = "own-voice", _("a voice of its own")


class CampaignKind(models.TextChoices):
    """How contributions of many senders came to be shown together."""

    LETTER = "letter", _("in nearly the same words")
    PARAPHRASED = "paraphrased", _("the same points in other words")
    TRANSLATED = "translated", _("the same points in several languages")


class Aspect(models.TextChoices):
    """By what one asks who was heard and who was not."""

    KIND = "kind", _("Kinds of organisation")
    COUNTRY = "country", _("Countries")
    LANGUAGE = "language", _("Languages")
    GROUP = "group", _("Groups of people")
