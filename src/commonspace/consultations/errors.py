"""Refusals of this room.

    CommonspaceError
    └── IncompleteCallError    a call cannot be published yet
"""

from commonspace.kernel.errors import CommonspaceError


class IncompleteCallError(CommonspaceError):
    """The call lacks something its readers need."""

    code = "incomplete-call"
