"""Refusals of this room.

CommonspaceError
├── NoReminderError   a reminder that was not agreed to, or one too many
├── SettledFormError  a filled form on which somebody has decided already
└── NothingFilledError a filled form in which no answer stands
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


class SettledFormError(CommonspaceError):
    """Somebody decided on this form before, or what it came with has changed since."""

    code: ClassVar[str] = "filled-form-settled"

    def __init__(self) -> None:
        super().__init__(
            _(
                "This form is settled already, or its contribution has changed since. Nothing was "
                "altered. Please look at it once more."
            )
        )


class NothingFilledError(CommonspaceError):
    """A form without an answer makes no answers."""

    code: ClassVar[str] = "filled-form-empty"

    def __init__(self) -> None:
        super().__init__(
            _("No answer is filled in. Write at least one, or leave the file as a document.")
        )
