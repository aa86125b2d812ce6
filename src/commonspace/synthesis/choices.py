from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Addressee(models.TextChoices):
    """Who a recommendation speaks to, or asks to act."""

    CITIES = "cities", _("cities")
    CITIES_AND_CSOS = "cities-and-csos", _("cities and civil society organisations")
    CSOS = "csos", _("civil society organisations")
    NATIONAL = "national", _("national authorities")
    DONORS = "donors", _("international organisations and donors")
    NOT_STATED = "not-stated", pgettext_lazy("addressee", "not stated")


class Strength(models.TextChoices):
    """How strongly it is worded, as worded."""

    MUST = "must", pgettext_lazy("strength", "must")
    SHOULD = "should", pgettext_lazy("strength", "should")
    NEED_TO = "need-to", pgettext_lazy("strength", "need to")
    CAN = "can", pgettext_lazy("strength", "can")
    URGE = "urge", pgettext_lazy("strength", "urge")
    NOT_STATED = "not-stated", pgettext_lazy("strength", "not stated")


class Audience(models.TextChoices):
    """Whom a service is for."""

    CITIES = "cities", _("Support to cities")
    DIRECT = "direct", _("Direct services to people")


class ProposalKind(models.TextChoices):
    QUESTION = "question", pgettext_lazy("kind of proposal", "question")
    EXAMPLE = "example", pgettext_lazy("kind of proposal", "example")
    RECOMMENDATION = "recommendation", pgettext_lazy("kind of proposal", "recommendation")
    SERVICE = "service", pgettext_lazy("kind of proposal", "service")
    RESOURCE = "resource", pgettext_lazy("kind of proposal", "resource")
    QUOTE = "quote", pgettext_lazy("kind of proposal", "quote")
    ANSWER = "answer", pgettext_lazy("kind of proposal", "answer of a session report")
    PROGRAMME_ITEM = "programme-item", pgettext_lazy("kind of proposal", "item of a programme")
    FOOTNOTE = "footnote", pgettext_lazy("kind of proposal", "footnote")
    DOUBT = "doubt", pgettext_lazy("kind of proposal", "place to look at")


class LedgerState(models.TextChoices):
    """What became of a contribution or statement. Each is in exactly one."""

    UNREAD = "unread", pgettext_lazy("ledger", "unread")
    READ = "read", pgettext_lazy("ledger", "read, not yet used")
    CITED = "cited", pgettext_lazy("ledger", "cited")
    COVERED = "covered", pgettext_lazy("ledger", "covered")
    MERGED = "merged", pgettext_lazy("ledger", "merged")
    SET_ASIDE = "set-aside", pgettext_lazy("ledger", "set aside")
    PROTECTED = "protected", pgettext_lazy("ledger", "protected")
    WITHDRAWN = "withdrawn", pgettext_lazy("ledger", "withdrawn")
    REMOVED = "removed", pgettext_lazy("ledger", "removed on request")


class NameReason(models.TextChoices):
    """Why two names may be one."""

    SPELLING = "spelling", _("nearly the same spelling")
    BODY = "body", _("the same name but for the word for the kind of body")
    TWO_SHORT = "two-short", _("one name with two short forms")
    ONE_SHORT = "one-short", _("one short form for two names")


class NameAnswer(models.TextChoices):
    """What a person says of two names."""

    ONE = "one", _("one and the same")
    TWO = "two", _("two different ones")
