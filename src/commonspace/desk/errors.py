"""Refusals of this room.

CommonspaceError
├── NoReasonError       something was set aside or protected without a reason
├── WithdrawnError      a decision about a contribution that its contributor took back
└── NotMergeableError   two contributions that cannot be counted as one
"""

from commonspace.kernel.errors import CommonspaceError


class NoReasonError(CommonspaceError):
    code = "no-reason"


class WithdrawnError(CommonspaceError):
    code = "already-withdrawn"


class NotMergeableError(CommonspaceError):
    code = "not-mergeable"
