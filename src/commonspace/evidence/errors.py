"""Refusals of this room.

    CommonspaceError
    ├── NothingToAnalyseError    no text has arrived yet
    └── ThemeLoopError           a theme cannot lie inside itself
"""

from commonspace.kernel.errors import CommonspaceError


class NothingToAnalyseError(CommonspaceError):
    code = "nothing-to-analyse"


class ThemeLoopError(CommonspaceError):
    code = "theme-loop"
