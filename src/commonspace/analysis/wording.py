"""Sentences the analysis says, kept as a message and its parameters.

The library knows nothing of Django, yet a person will read what it says in their own
language. Each remark therefore carries an English message with named placeholders, marked
for extraction, and the values to fill in after translation.
"""

from dataclasses import dataclass


def gettext_noop(message: str) -> str:
    """Mark a message for translation without translating it."""
    return message


@dataclass(frozen=True, slots=True)
class Remark:
    """A part of a sentence for a person: translate ``message``, then fill in ``params``."""

    code: str
    message: str
    params: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        """Return the remark in English."""
        return self.message % dict(self.params) if self.params else self.message


def remark(code: str, message: str, **params: str) -> Remark:
    """Build a remark from keyword parameters.

    Example:
        >>> str(remark("cue", "says “%(cue)s”", cue="should"))
        'says “should”'
    """
    return Remark(code, message, tuple(sorted(params.items())))
