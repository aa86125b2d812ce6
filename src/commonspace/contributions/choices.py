from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Channel(models.TextChoices):
    """The ways in that this software names; a channel's folder registers under one of them."""

    WEB = "web", pgettext_lazy("channel", "web form")
    DOCUMENT = "document", pgettext_lazy("channel", "document")
    EMAIL = "email", pgettext_lazy("channel", "email")
    RECORDING = "recording", pgettext_lazy("channel", "voice or video")
    MESSAGING = "messaging", pgettext_lazy("channel", "message or post")
    TELEPHONE = "telephone", pgettext_lazy("channel", "telephone")
    STORY = "story", pgettext_lazy("channel", "story template")
    SHEET = "sheet", pgettext_lazy("channel", "spreadsheet")
    PAPER = "paper", pgettext_lazy("channel", "paper")
    MEETING = "meeting", pgettext_lazy("channel", "meeting")
    DISCUSSION = "discussion", pgettext_lazy("channel", "public discussion")


class Origin(models.TextChoices):
    """How a source text came to be text."""

    TYPED = "typed", _("typed")
    EMAIL_BODY = "email", _("email body")
    EXTRACTED = "extracted", _("taken from a document")
    OCR = "ocr", _("read from a picture")
    TRANSCRIPT = "transcript", _("transcript")
    TRANSLATION = "translation", _("translation")
    MINUTES = "minutes", _("minutes")


class Reading(models.TextChoices):
    """How far the text of an attachment has come."""

    WAITING = "waiting", _("waiting to be read")
    TRANSCRIPT = "transcript", _("waiting for its transcript")
    READ = "read", _("read")
    FIELDS = "fields", _("a filled form, whose fields are answers")
    UNREADABLE = "unreadable", _("could not be read")


class ConsentBy(models.TextChoices):
    SELF = "self", _("given by the contributor")
    STAFF = "staff", _("recorded by staff on the contributor’s word")
    NOT_ASKED = "not-asked", _("already public, not asked")
    NOT_YET = "not-yet", _("not chosen yet: kept unnamed and unpublished until they choose")


class Confirmation(models.TextChoices):
    """How a contributor confirmed what somebody else wrote down of them."""

    READ_BACK = "read-back", _("read back, and the speaker agreed")
    SELF = "self", _("by the contributor, with the receipt")


class Signing(models.TextChoices):
    """How an organisation came to stand under somebody else's text."""

    NAMED = "named", _("named by the sender")
    SIGNED = "signed", _("signed by themselves")


WRITTEN_DOWN = frozenset({Channel.TELEPHONE, Channel.MEETING, Channel.RECORDING, Channel.PAPER})
"""Ways in whose words somebody other than the contributor wrote."""
