"""Refusals of this room.

CommonspaceError
├── AlreadyDecidedError    a proposal was decided before
├── NamelessError          two names cannot be settled without the one to use
├── NestingError           a recommendation cannot lie inside itself
└── NotOneKindError        two things of different kinds cannot become one
"""

from commonspace.kernel.errors import CommonspaceError


class AlreadyDecidedError(CommonspaceError):
    code = "already-decided"


class NestingError(CommonspaceError):
    code = "recommendation-nesting"


class NotOneKindError(CommonspaceError):
    code = "not-one-kind"


class NamelessError(CommonspaceError):
    code = "nameless"
