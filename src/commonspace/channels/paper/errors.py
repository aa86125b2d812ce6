"""Refusals of this room.

CommonspaceError
├── ScannedBeforeError    the very same file was given before
├── NoSuchSheetError      a code that is not on any sheet of this consultation
├── NoSuchPageError       a sheet has fewer pages
├── PaperChangedError     somebody else worked on the same sheet meanwhile
└── AlreadyTakenError     the sheet is a contribution already, or was put aside
"""

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from commonspace.kernel.errors import CommonspaceError


class ScannedBeforeError(CommonspaceError):
    """The bytes are here already; ``scan`` is the key of what became of them."""

    code: ClassVar[str] = "scanned-before"

    def __init__(self, scan: int, name: str) -> None:
        super().__init__(
            _(
                "“%(name)s” is here already, to the last byte. Nothing was counted twice; the list "
                "below says what became of it."
            )
            % {"name": name}
        )
        self.scan = scan


class NoSuchSheetError(CommonspaceError):
    code: ClassVar[str] = "no-such-sheet"

    def __init__(self) -> None:
        super().__init__(
            _(
                "No sheet of this consultation has this code. It stands at the top of every page: "
                "eight letters and figures, such as 7KQ2-M9XD."
            )
        )


class NoSuchPageError(CommonspaceError):
    code: ClassVar[str] = "no-such-page"

    def __init__(self, pages: int) -> None:
        super().__init__(
            ngettext(
                "This sheet has %(count)s page. Please look at the foot of the paper again.",
                "This sheet has %(count)s pages. Please look at the foot of the paper again.",
                pages,
            )
            % {"count": pages}
        )


class PaperChangedError(CommonspaceError):
    code: ClassVar[str] = "paper-changed"
    status: ClassVar[int] = 409

    def __init__(self) -> None:
        super().__init__(
            _(
                "Somebody else kept a newer version of this sheet meanwhile. Your words are still "
                "in the fields: compare them with the version on the list, then keep again."
            )
        )


class AlreadyTakenError(CommonspaceError):
    code: ClassVar[str] = "paper-taken"

    def __init__(self, message: str | Promise = "") -> None:
        super().__init__(
            message
            or gettext_lazy("This sheet was taken in or put aside meanwhile. Nothing was changed.")
        )
