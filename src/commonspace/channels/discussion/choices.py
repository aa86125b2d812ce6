from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Openness(models.TextChoices):
    """What the public may do with the discussion of a call."""

    CLOSED = "closed", _("Closed: the call says nothing of it")
    READING = "reading", _("Open for reading: what was said stands there, nobody can add to it")
    WRITING = "writing", _("Open for reading and writing")


class Moderation(models.TextChoices):
    """When a person looks at a comment."""

    BEFORE = "before", _("Before it appears")
    AFTER = "after", _("Afterwards: it appears at once, unless something in it asks for a look")


class State(models.TextChoices):
    """Where a comment stands, as moderators left it."""

    WAITING = "waiting", pgettext_lazy("state of a comment", "waiting to be read")
    SHOWN = "shown", pgettext_lazy("state of a comment", "shown")
    HIDDEN = "hidden", pgettext_lazy("state of a comment", "not shown")


class Rule(models.TextChoices):
    """Why a comment is not shown. The list is public."""

    PERSONAL = "personal", pgettext_lazy("why a comment is not shown", "personal data")
    DANGER = "danger", pgettext_lazy("why a comment is not shown", "danger for somebody")
    HATRED = "hatred", pgettext_lazy("why a comment is not shown", "hatred")
    THREAT = "threat", pgettext_lazy("why a comment is not shown", "threat")
    ADVERT = "advert", pgettext_lazy("why a comment is not shown", "advertising")
    ELSEWHERE = "elsewhere", pgettext_lazy("why a comment is not shown", "another subject")
    REPEATED = "repeated", pgettext_lazy("why a comment is not shown", "said already")


RULES = {
    Rule.PERSONAL: _(
        "No addresses, telephone numbers or names of people who did not agree to stand here."
    ),
    Rule.DANGER: _(
        "Nothing that could put somebody in danger, such as where people without papers live or work."
    ),
    Rule.HATRED: _(
        "No contempt for people for where they come from, their colour, faith, sex, status or anything else they are."
    ),
    Rule.THREAT: _("No threats, and no calls to harm anybody."),
    Rule.ADVERT: _("No advertising for goods, services or parties."),
    Rule.ELSEWHERE: _("Comments speak to the question, or to what others said to it."),
    Rule.REPEATED: _("The same words stand here once."),
}
"""The rules in full, in the order in which they are told."""

HINTS = {
    "email": _("email address"),
    "phone": _("telephone number"),
    "profile": _("profile on a network"),
    "number": _("number of a card, an account or a passport"),
    "name": _("name of a person"),
    "address": _("address"),
}
"""What may be personal data, by the kinds of ``analysis.personal``."""


class Did(models.TextChoices):
    """One step of moderation."""

    SHOWN = "shown", pgettext_lazy("what a moderator did", "published")
    HIDDEN = "hidden", pgettext_lazy("what a moderator did", "hidden")
    UNDONE = "undone", pgettext_lazy("what a moderator did", "undone")
