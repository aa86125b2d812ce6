"""The refusals of tables.

CommonspaceError
└── UnreadableTableError      no table can be read from what was named
"""

from typing import ClassVar

from commonspace.kernel.errors import CommonspaceError


class UnreadableTableError(CommonspaceError):
    """No table can be read; the sentence says why and what to do."""

    code: ClassVar[str] = "unreadable-table"
