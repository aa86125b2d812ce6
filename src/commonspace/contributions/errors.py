"""Refusals of this room.

CommonspaceError
├── MistypedCodeError     a receipt code with a slip in it
├── UnknownCodeError      a well-formed code that was never given
├── EmptyContributionError
├── CallClosedError
├── NoConsentError        attribution or leave to publish was not stated
├── TooLongError
├── TooManySignatoriesError
└── AlreadySenderError
"""

from commonspace.kernel.errors import CommonspaceError


class MistypedCodeError(CommonspaceError):
    code = "mistyped-receipt-code"


class UnknownCodeError(CommonspaceError):
    code = "unknown-receipt-code"
    status = 404


class EmptyContributionError(CommonspaceError):
    code = "empty-contribution"


class CallClosedError(CommonspaceError):
    code = "call-closed"


class NoConsentError(CommonspaceError):
    code = "no-consent"


class TooLongError(CommonspaceError):
    code = "too-long"


class TooManySignatoriesError(CommonspaceError):
    code = "too-many-signatories"


class AlreadySenderError(CommonspaceError):
    code = "already-sender"
