"""Refusals of this room.

CommonspaceError
├── DoubleCodingError        two people cannot code this apart, or not any more
├── HeldForTwoError          two people are coding these words apart
├── NothingToAnalyseError    no text has arrived yet
├── RecutError               a statement cannot be cut or joined there, or not undone any more
├── StatementInUseError      something in the report rests on the statement
└── ThemeLoopError           a theme cannot lie inside itself
"""

from commonspace.kernel.errors import CommonspaceError


class DoubleCodingError(CommonspaceError):
    code = "no-double-coding"


class HeldForTwoError(CommonspaceError):
    code = "coded-apart"


class NothingToAnalyseError(CommonspaceError):
    code = "nothing-to-analyse"


class RecutError(CommonspaceError):
    code = "not-cut-there"


class StatementInUseError(CommonspaceError):
    code = "statement-in-use"


class ThemeLoopError(CommonspaceError):
    code = "theme-loop"
