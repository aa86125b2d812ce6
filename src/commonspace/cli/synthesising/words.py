"""Words for roles of columns, for the terminal and the report."""

from django.utils.translation import gettext_noop

from commonspace.engines.tables.roles import Role

ROLE_WORDS = {
    Role.TEXT: gettext_noop("answers"),
    Role.QUESTION: gettext_noop("question answered"),
    Role.CONTRIBUTOR: gettext_noop("contributor, never printed"),
    Role.ORGANISATION: gettext_noop("organisation"),
    Role.KIND: gettext_noop("kind of organisation"),
    Role.COUNTRY: gettext_noop("country"),
    Role.LANGUAGE: gettext_noop("language"),
    Role.DATE: gettext_noop("date, plays no part"),
    Role.CODES: gettext_noop("codes to learn from"),
    Role.LEFT_OUT: gettext_noop("left out"),
}
