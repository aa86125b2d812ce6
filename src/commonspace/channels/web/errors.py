"""Refusals of this room.

CommonspaceError
├── ChangedMeanwhileError the contribution was changed while the form stood open
└── DraftGoneError        a draft was sent, deleted, or never was
"""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from commonspace.kernel.errors import CommonspaceError


class ChangedMeanwhileError(CommonspaceError):
    """Somebody with the same code changed the contribution in another window."""

    code: ClassVar[str] = "changed-meanwhile"

    def __init__(self) -> None:
        super().__init__(
            _(
                "This contribution was changed in another window while you were writing. "
                "Your words are still here. Send again if they should take its place."
            )
        )


class DraftGoneError(CommonspaceError):
    """No draft opens with this code any more."""

    code: ClassVar[str] = "draft-gone"
    status: ClassVar[int] = 404

    def __init__(self) -> None:
        super().__init__(
            _(
                "There is no draft with this code. It may have been sent, or its time has passed: "
                "drafts are deleted a week after the call closes."
            )
        )
