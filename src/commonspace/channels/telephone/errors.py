"""Refusals of this room.

CommonspaceError
├── TimeTakenError     somebody else took the time while the form stood open
└── TooManyCallsError  more people wait for a call than can be called
"""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from commonspace.kernel.errors import CommonspaceError


class TimeTakenError(CommonspaceError):
    """Two people chose the same time; the first has it."""

    code: ClassVar[str] = "time-taken"

    def __init__(self) -> None:
        super().__init__(
            _("Somebody has just taken this time. Please choose another; the rest is still here.")
        )


class TooManyCallsError(CommonspaceError):
    """The list is longer than anybody could work through."""

    code: ClassVar[str] = "too-many-calls"

    def __init__(self) -> None:
        super().__init__(
            _(
                "So many people are waiting for a call that we could not keep our word. Please try "
                "again in some days, or answer in another way."
            )
        )
