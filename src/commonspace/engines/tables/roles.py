"""What a column of a table can be for."""

from enum import StrEnum


class Role(StrEnum):
    """What a column is for."""

    TEXT = "text"
    QUESTION = "question"
    CONTRIBUTOR = "contributor"
    ORGANISATION = "organisation"
    KIND = "kind of organisation"
    COUNTRY = "country"
    LANGUAGE = "language"
    DATE = "date"
    CODES = "codes"
    LEFT_OUT = "left out"
