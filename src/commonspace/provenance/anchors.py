"""Words tied to the place they were taken from."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from commonspace.kernel.errors import CommonspaceError


class BrokenAnchorError(CommonspaceError):
    """A quotation and its source have come apart."""

    code = "broken-anchor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A span of one source text, with the words it covered when it was made.

    Offsets count Unicode code points of the NFC text, start included, end excluded:
    ``text[start:end] == quote``. Not bytes, not UTF-16 units.
    """

    start: int
    end: int
    quote: str

    @classmethod
    def over(cls, text: str, start: int, end: int) -> "Anchor":
        """Return the anchor over ``text[start:end]``, without blank edges.

        Raises:
            BrokenAnchorError: If nothing but blank lies there.
        """
        piece = text[start:end]
        start += len(piece) - len(piece.lstrip())
        quote = piece.strip()
        if not quote:
            raise BrokenAnchorError(_("There are no words in this part of the text."))
        return cls(start=start, end=start + len(quote), quote=quote)

    def resolve(self, text: str) -> str:
        """Return the quoted words, or refuse.

        Raises:
            BrokenAnchorError: If ``text`` differs from the text that was anchored.
        """
        if text[self.start : self.end] != self.quote:
            raise BrokenAnchorError(_("This quotation no longer matches its source."))
        return self.quote
