"""Refusals of this room.

CommonspaceError
├── IncompleteCallError       a call cannot be published yet
├── UnstatedUseError          nobody said what happens with the answers, and nobody took it on
├── DatesOutOfOrderError      a call would close before it opens
├── TakenAddressError         another consultation has this short address
├── LastSecretariatError      nobody would be left to look after the consultation
├── UnsourcedFigureError      a number of people or organisations that nothing vouches for
├── UnofferedFileError        a kind of file that readers may not be able to open
├── EmptyFrameError           a frame without a single entry
└── FrameInUseError           something is tagged with an entry that was to be taken out
"""

from collections.abc import Sequence
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from commonspace.kernel.errors import CommonspaceError


class IncompleteCallError(CommonspaceError):
    """The call lacks something its readers need; ``lacks`` says what, one sentence each."""

    code: ClassVar[str] = "incomplete-call"

    def __init__(self, lacks: Sequence[str | Promise]) -> None:
        super().__init__(_("The call is not published yet: something its readers need is missing."))
        self.lacks = tuple(lacks)


class UnstatedUseError(CommonspaceError):
    """The call does not say what happens with the answers, and nobody put their name to that."""

    code: ClassVar[str] = "unstated-use"

    def __init__(self) -> None:
        super().__init__(
            _(
                "The call does not say what happens with people’s answers. Write it down, "
                "or type your own name to publish without it."
            )
        )


class DatesOutOfOrderError(CommonspaceError):
    """The call would close before it opens."""

    code: ClassVar[str] = "dates-out-of-order"

    def __init__(self) -> None:
        super().__init__(_("The call has to close after it opens. The dates were not changed."))


class TakenAddressError(CommonspaceError):
    """Another consultation already has this short address."""

    code: ClassVar[str] = "taken-address"

    def __init__(self) -> None:
        super().__init__(_("This short address is taken. Please choose another."))


class LastSecretariatError(CommonspaceError):
    """Nobody would be left to look after the consultation."""

    code: ClassVar[str] = "last-secretariat"

    def __init__(self) -> None:
        super().__init__(
            _(
                "This is the last person of the secretariat. Add somebody else first, "
                "so that the consultation stays in someone’s care."
            )
        )


class UnofferedFileError(CommonspaceError):
    """A kind of file that readers may not be able to open, or that may do them harm."""

    code: ClassVar[str] = "unoffered-file"

    def __init__(self) -> None:
        super().__init__(
            _(
                "We cannot offer this kind of file, so it was not kept. Please use PDF, Word, "
                "OpenDocument, Excel, PowerPoint, plain text, JPEG or PNG, without macros."
            )
        )


class UnsourcedFigureError(CommonspaceError):
    """A number of persons or organisations was entered without where it comes from."""

    code: ClassVar[str] = "unsourced-figure"

    def __init__(self) -> None:
        super().__init__(
            _(
                "A number of persons or organisations needs its source: a list of those present, "
                "a count, who estimated it. Say where it comes from, or leave it out as unknown."
            )
        )


class EmptyFrameError(CommonspaceError):
    """A frame was to be made without a single entry."""

    code: ClassVar[str] = "empty-frame"


class FrameInUseError(CommonspaceError):
    """An entry was to be taken out while something is tagged with it."""

    code: ClassVar[str] = "frame-in-use"
