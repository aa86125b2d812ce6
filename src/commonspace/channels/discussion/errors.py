"""Refusals of this room.

CommonspaceError
├── DiscussionClosedError  nothing can be said here, or not any more
├── CommentGoneError       an answer to what is not shown any more
├── NothingTickedError     a decision about no comment
└── NoRuleError            something was hidden without saying which rule it breaks
"""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from commonspace.kernel.errors import CommonspaceError


class DiscussionClosedError(CommonspaceError):
    code: ClassVar[str] = "discussion-closed"

    def __init__(self) -> None:
        super().__init__(
            _(
                "The discussion takes no comments now, so nothing was sent. What you wrote is "
                "still here: copy it, and write to us."
            )
        )


class CommentGoneError(CommonspaceError):
    code: ClassVar[str] = "comment-gone"

    def __init__(self) -> None:
        super().__init__(
            _(
                "The comment you answer is not shown any more, so nothing was sent. What you wrote "
                "is still here: you can say it under the question itself."
            )
        )


class NothingTickedError(CommonspaceError):
    code: ClassVar[str] = "nothing-ticked"

    def __init__(self) -> None:
        super().__init__(_("Please tick at least one comment. Nothing was changed."))


class NoRuleError(CommonspaceError):
    code: ClassVar[str] = "no-rule"

    def __init__(self) -> None:
        super().__init__(
            _(
                "Please choose which rule it breaks: its author reads it, and it is counted in public."
            )
        )
