"""Refusals of this room.

    CommonspaceError
    ├── NoReasonError          something was set aside or protected without a reason
    └── UnreadableBundleError  an archive could not be opened
"""

from commonspace.kernel.errors import CommonspaceError


class NoReasonError(CommonspaceError):
    code = "no-reason"


class UnreadableBundleError(CommonspaceError):
    code = "unreadable-bundle"
