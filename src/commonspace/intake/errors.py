"""Refusals of this room.

CommonspaceError
└── ReceiptClosedError  nobody has typed a receipt code here, or it was too long ago
"""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from commonspace.kernel.errors import CommonspaceError


class ReceiptClosedError(CommonspaceError):
    """The page of a contribution is open only for half an hour after its code was typed."""

    code: ClassVar[str] = "receipt-closed"

    def __init__(self) -> None:
        super().__init__(_("Please type your code: the page closes by itself after 30 minutes."))
