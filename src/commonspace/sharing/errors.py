"""Refusals of this room.

CommonspaceError
└── NoReminderError  a reminder that was not agreed to, or one too many
"""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from commonspace.kernel.errors import CommonspaceError


class NoReminderError(CommonspaceError):
    """A network is reminded only if it agreed, at most twice, while the call is open."""

    code: ClassVar[str] = "no-reminder"

    def __init__(self) -> None:
        super().__init__(
            _(
                "No reminder was sent. A network is reminded only if it agreed and left an "
                "address, at most twice, and only while the call is open."
            )
        )
