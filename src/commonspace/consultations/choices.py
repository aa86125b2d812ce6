from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Role(models.TextChoices):
    SECRETARIAT = "secretariat", _("secretariat")
    ANALYST = "analyst", _("analyst")
    RAPPORTEUR = "rapporteur", _("rapporteur")


class Stage(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("stage of a consultation", "draft")
    PUBLISHED = "published", pgettext_lazy("stage of a consultation", "published")


class Level(models.TextChoices):
    """The participation spectrum of the International Association for Public Participation."""

    INFORM = "inform", _("Inform: we tell you what is planned")
    CONSULT = "consult", _("Consult: we ask, and tell you what became of your answers")
    INVOLVE = "involve", _("Involve: we work with you all along the way")
    COLLABORATE = "collaborate", _("Collaborate: we prepare the decision together")
    EMPOWER = "empower", _("Empower: you decide, we carry it out")


class PartnerRole(models.TextChoices):
    ORGANISER = "organiser", _("organiser")
    FUNDER = "funder", _("funder")
    PARTNER = "partner", _("partner")


class RoundKind(models.TextChoices):
    MEETING = "meeting", _("meeting")
    ONLINE = "online", _("online phase")
