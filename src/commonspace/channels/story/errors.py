"""Refusals of this room.

CommonspaceError
└── NotThisFormError  a file that is not the story form, or from which nothing could be read
"""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from commonspace.kernel.errors import CommonspaceError


class NotThisFormError(CommonspaceError):
    """The words of the form were not found in the file."""

    code: ClassVar[str] = "not-this-form"

    def __init__(self) -> None:
        super().__init__(
            _(
                "We could not find the fields of the story form in this file. You can copy your "
                "words into the fields below, or send the file as a document."
            )
        )
