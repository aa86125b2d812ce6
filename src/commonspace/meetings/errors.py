"""Refusals of this room.

CommonspaceError
└── EmptyReportError    a session report without a single point
"""

from commonspace.kernel.errors import CommonspaceError


class EmptyReportError(CommonspaceError):
    code = "empty-session-report"
