"""Refusals of this room.

CommonspaceError
├── NotReadyError       something stands against the release
└── RecalledError       an edition was taken back
"""

from commonspace.kernel.errors import CommonspaceError


class NotReadyError(CommonspaceError):
    """Something stands against the release."""

    code = "report-not-ready"


class RecalledError(CommonspaceError):
    """An edition was taken back by its publisher."""

    code = "edition-recalled"
    status = 410
