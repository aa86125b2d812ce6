"""Refusals of this room.

CommonspaceError
├── NotReadyError       something stands against the release
└── RecalledError       an edition was taken back
"""

from commonspace.kernel.errors import CommonspaceError


class NotReadyError(CommonspaceError):
    code = "report-not-ready"


class RecalledError(CommonspaceError):
    code = "edition-recalled"
    status = 410
