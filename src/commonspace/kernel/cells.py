"""Cells of a table that a spreadsheet shows as words and never runs."""

import unicodedata

_QUOTES = "\"'`´‘’‚‛“”„‟«»‹›"
_STARTS_A_FORMULA = frozenset("=+-@\t\r\n")


def inert(cell: object) -> str:
    """Return a cell that a spreadsheet shows as the words it holds.

    A leading apostrophe marks as text what would start a formula: ``= + - @``, tab and
    carriage return, also behind quotes, spaces and invisible characters and in full-width forms.
    """
    words = str(cell).replace("\x00", "")
    return f"'{words}" if starts_a_formula(words) else words


def starts_a_formula(words: str) -> bool:
    """Tell whether a spreadsheet could take words for a formula.

    Example:
        >>> starts_a_formula(' "=1+1'), starts_a_formula("one + one")
        (True, False)
    """
    return _begins(words) in _STARTS_A_FORMULA


def _begins(words: str) -> str:
    """Return the first character of ``words`` that counts, in its plain form, or nothing."""
    for character in words:
        if character in "\t\r\n":
            return character
        plain = unicodedata.normalize("NFKC", character)
        if plain.isspace() or character in _QUOTES or plain in _QUOTES or not plain.strip():
            continue
        if unicodedata.category(character) in {"Cc", "Cf", "Mn", "Zs"}:
            continue
        return "-" if plain[0] in "−‒–—﹣" else plain[0]
    return ""
