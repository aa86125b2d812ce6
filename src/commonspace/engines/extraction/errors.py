"""The refusals of this package.

CommonspaceError
└── UnreadableError     a file, or an entry of an archive, gives no text; ``reason`` says why
"""

from typing import ClassVar

from commonspace.engines.extraction.messages import refusal_sentence
from commonspace.engines.extraction.shapes import Reason
from commonspace.kernel.errors import CommonspaceError


class UnreadableError(CommonspaceError):
    """A file gives no text. Its bytes may well be kept; the sentence says so."""

    code: ClassVar[str] = "unreadable-file"

    def __init__(self, reason: Reason, *, where: str = "") -> None:
        """Word the refusal.

        Args:
            reason: Why, one of a closed list.
            where: Which entry of an archive, if it is one.
        """
        super().__init__(refusal_sentence(reason))
        self.reason = reason
        self.where = where
