"""Refusals while a document is put into a format."""

from commonspace.kernel.errors import CommonspaceError


class BrokenNoteError(CommonspaceError):
    """A footnote mark without its note, or a note that nothing points at."""

    code = "report-broken-note"


class MissingAlternativeError(CommonspaceError):
    """A figure without the sentence that stands for it."""

    code = "report-missing-alternative"


class RenderingError(CommonspaceError):
    """A format that could not be made; the message of the tool is its cause."""

    code = "report-not-rendered"
