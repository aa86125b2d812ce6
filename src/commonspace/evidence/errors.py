"""Refusals of this room.

CommonspaceError
├── NothingToAnalyseError    no text has arrived yet
├── StatementInUseError      something in the report rests on the statement
└── ThemeLoopError           a theme cannot lie inside itself
"""

from commonspace.kernel.errors import CommonspaceError


class NothingToAnalyseError(CommonspaceError):
    code = "nothing-to-analyse"


class StatementInUseError(CommonspaceError):
    code = "statement-in-use"


class ThemeLoopError(CommonspaceError):
    code = "theme-loop"
