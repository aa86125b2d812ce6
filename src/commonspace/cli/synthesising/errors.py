"""The refusals of a run over a table or folder.

CommonspaceError
└── CannotSynthesiseError         the run ends before anything is written
    ├── UnreadableTableError      no table can be read from what was named
    ├── NoSuchColumnError         an option names a column that is not there
    ├── NoTextError               nothing in it was written by people
    ├── NoChatError               what is named is no chat model
    └── CodebookMisfitError       a codebook or coded rows do not fit the input
"""

from commonspace.kernel.errors import CommonspaceError


class CannotSynthesiseError(CommonspaceError):
    code = "cannot-synthesise"


class UnreadableTableError(CannotSynthesiseError):
    code = "unreadable-table"


class NoSuchColumnError(CannotSynthesiseError):
    code = "no-such-column"


class NoTextError(CannotSynthesiseError):
    code = "no-text-column"


class NoChatError(CannotSynthesiseError):
    code = "no-chat-model"


class CodebookMisfitError(CannotSynthesiseError):
    code = "codebook-misfit"
