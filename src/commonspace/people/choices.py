from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OrganisationKind(models.TextChoices):
    MIGRANTS_ASSOCIATION = "migrants-association", _("migrants’ or diaspora association")
    NGO = "ngo", _("non-governmental organisation")
    TRADE_UNION = "trade-union", _("trade union")
    FAITH_GROUP = "faith-group", _("faith group")
    ACADEMIA = "academia", _("university or research institute")
    NETWORK = "network", _("network")
    CITY = "city", _("city or regional authority")
    GOVERNMENT = "government", _("national authority")
    INTERNATIONAL = "international", _("international organisation")
    BUSINESS = "business", _("business")
    PERSON = "person", _("one person")
    OTHER = "other", pgettext_lazy("kind of organisation", "other")


class Attribution(models.TextChoices):
    """How a contributor may be named. There is no default: the contributor chooses."""

    NAMED = "named", _("With my name and my organisation")
    ORGANISATION = "organisation", _("With the name of my organisation only")
    KIND = "kind", _("Only with the kind of organisation and the country")
    ANONYMOUS = "anonymous", _("Not at all: anonymous")
