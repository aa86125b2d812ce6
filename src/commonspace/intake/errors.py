"""Refusals of this room.

CommonspaceError
├── ReceiptClosedError          nobody has typed a receipt code here, or it was too long ago
├── NothingToRemoveError        everything was removed already, or can still be withdrawn
├── NoRemovalReasonError        a request for removal was to be refused without a reason
└── AlreadyDecidedRemovalError  a request for removal that is no longer open
"""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from commonspace.kernel.errors import CommonspaceError


class ReceiptClosedError(CommonspaceError):
    """The page of a contribution is open only for half an hour after its code was typed."""

    code: ClassVar[str] = "receipt-closed"

    def __init__(self) -> None:
        super().__init__(_("Please type your code: the page closes by itself after 30 minutes."))


class NothingToRemoveError(CommonspaceError):
    """Nothing is left to remove, or it needs nobody's decision yet."""

    code: ClassVar[str] = "nothing-to-remove"

    def __init__(self) -> None:
        super().__init__(
            _(
                "There is nothing to ask for: this contribution was removed already, or you can "
                "still withdraw it yourself."
            )
        )


class NoRemovalReasonError(CommonspaceError):
    """Somebody who is refused has to read why."""

    code: ClassVar[str] = "removal-without-reason"

    def __init__(self) -> None:
        super().__init__(_("Please say why: the person who asked reads it. Nothing was decided."))


class AlreadyDecidedRemovalError(CommonspaceError):
    """Somebody decided about it, or the person who asked took it back."""

    code: ClassVar[str] = "removal-already-decided"

    def __init__(self) -> None:
        super().__init__(
            _("This request was decided or taken back meanwhile. Nothing was done a second time.")
        )
