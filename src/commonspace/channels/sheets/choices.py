"""What a column is used for, and what became of a row."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LEAVE_OUT = ""
WORDS = "words:"
CHOICE = "choice:"
"""``words:7`` and ``choice:7`` answer the question with the key 7; without a key, none of them."""


class Use(models.TextChoices):
    """What a column says about the one who answers, or about the response."""

    NAME = "name", _("Name of the person")
    EMAIL = "email", _("Email address")
    PHONE = "phone", _("Telephone number")
    ORGANISATION = "organisation", _("Organisation")
    KIND = "kind", _("Kind of organisation")
    COUNTRY = "country", pgettext_lazy("column", "Country")
    PLACE = "place", _("City or region")
    BEHALF = "behalf", _("On whose behalf")
    LANGUAGE = "language", pgettext_lazy("column", "Language")
    DATE = "date", _("When it was sent")
    ID = "id", _("Number or code of the response")
    NAMING = "naming", _("How they may be named")
    PUBLISHING = "publishing", _("Whether their words may be published")
    FILES = "files", _("Names of their files")


class Fate(models.TextChoices):
    """What became of one row."""

    IMPORTED = "imported", pgettext_lazy("row", "imported")
    ALREADY = "already", pgettext_lazy("row", "already there")
    CHANGED = "changed", pgettext_lazy("row", "changed since")
    REVISED = "revised", pgettext_lazy("row", "new text taken")
    KEPT = "kept", pgettext_lazy("row", "changed, but the old text stays")
    JOINED = "joined", pgettext_lazy("row", "part of an earlier row")
    LEFT_OUT = "left-out", pgettext_lazy("row", "left out")


class Why(models.TextChoices):
    """Why a row was left out."""

    EMPTY = "empty", _("No column that is used holds anything.")
    NO_WORDS = "no-words", _("No question is answered.")
    TEST = "test", _("It is a test: its only word says so.")
    TOO_LONG = "too-long", _("One answer is longer than a book chapter.")
    BROKEN = "broken", _("Its cells cannot be told apart, or it has more than there are columns.")


class Doubt(models.TextChoices):
    """What was not understood of a row that was taken in."""

    DATE = "date", _("the date was not understood, so the day of the import counts")
    NAMING = "naming", _("how they may be named was not understood, so they stay unnamed")
    PUBLISHING = (
        "publishing",
        _("whether it may be published was not understood, so it is not"),
    )
    KIND = "kind", _("the kind of organisation was not understood, so it is left open")
    COUNTRY = "country", _("the country was not understood, so it is left open")
    LANGUAGE = "language", _("the language was not understood, so it is found out from the words")
    FILES = "files", _("a file it names did not come with the table")


class DateOrder(models.TextChoices):
    DAY_FIRST = "dmy", _("day, month, year: 3/4/2026 is 3 April")
    MONTH_FIRST = "mdy", _("month, day, year: 3/4/2026 is 4 March")
