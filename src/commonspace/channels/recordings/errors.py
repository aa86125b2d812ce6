"""Refusals of this room.

CommonspaceError
├── WrongOffsetError     a piece that does not follow on what is here
├── BrokenPieceError     a piece that changed on its way
├── TooManyUploadsError  more recordings under way than the disk should hold
├── NotKeptNowError      the disk or the database is busy or away
├── NoRecordingError     bytes that are no sound and no video
├── HalfSentError        a recording of which the end has not arrived
├── EmptyTranscriptError nothing is written down
└── WrittenMeanwhileError somebody else wrote in the transcript
"""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from commonspace.kernel.errors import CommonspaceError


class WrongOffsetError(CommonspaceError):
    """A piece begins elsewhere than where the last one ended."""

    code: ClassVar[str] = "wrong-offset"
    status: ClassVar[int] = 409

    def __init__(self) -> None:
        super().__init__(_("This piece does not follow on what has arrived; nothing was lost."))


class BrokenPieceError(CommonspaceError):
    """The digest of a piece is not the one it was sent with; 460 is the protocol's own status."""

    code: ClassVar[str] = "broken-piece"
    status: ClassVar[int] = 460

    def __init__(self) -> None:
        super().__init__(
            _("This piece changed on its way, so it was not kept. Please send it again.")
        )


class TooManyUploadsError(CommonspaceError):
    """The recordings that are under way fill the room there is for them."""

    code: ClassVar[str] = "too-many-uploads"
    status: ClassVar[int] = 503

    def __init__(self) -> None:
        super().__init__(
            _(
                "So many recordings are on their way just now that we have no room for another. "
                "Please keep yours and try again in an hour, or answer in another way."
            )
        )


class NotKeptNowError(CommonspaceError):
    """A piece could not be written just now; what came before is there."""

    code: ClassVar[str] = "not-kept-now"
    status: ClassVar[int] = 503

    def __init__(self) -> None:
        super().__init__(
            _(
                "We could not keep this piece just now. What came before is safe: sending goes on "
                "from there in a moment."
            )
        )


class NoRecordingError(CommonspaceError):
    """The bytes are neither sound nor video that we know."""

    code: ClassVar[str] = "no-recording"

    def __init__(self) -> None:
        super().__init__(
            _(
                "This does not look like a sound or video file. Please choose the recording itself; "
                "documents are welcome on the page for written answers."
            )
        )


class HalfSentError(CommonspaceError):
    """The form came before the end of its recording."""

    code: ClassVar[str] = "half-sent"

    def __init__(self) -> None:
        super().__init__(
            _(
                "The end of a recording has not arrived yet. What came is kept: please wait until "
                "all of it is here, then send once more."
            )
        )


class EmptyTranscriptError(CommonspaceError):
    """A transcript without words."""

    code: ClassVar[str] = "empty-transcript"

    def __init__(self) -> None:
        super().__init__(_("Nothing is written down yet. Please write what you hear, then go on."))


class WrittenMeanwhileError(CommonspaceError):
    """Two people write in one transcript; the first one's words stand."""

    code: ClassVar[str] = "written-meanwhile"
    status: ClassVar[int] = 409

    def __init__(self) -> None:
        super().__init__(
            _(
                "Somebody else has written in this transcript since you opened it. Your words are "
                "still here: copy them, open the page again and put them together."
            )
        )
