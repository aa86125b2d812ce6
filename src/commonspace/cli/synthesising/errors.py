"""The refusals of a run over a table or folder, beside ``engines.tables.errors``.

CommonspaceError
└── CannotSynthesiseError         the run ends before anything is written
    ├── NoSuchColumnError         an option names a column that is not there
    ├── NoTextError               nothing in it was written by people
    ├── NoChatError               what is named is no chat model
    └── CodebookMisfitError       a codebook or coded rows do not fit the input
"""

from commonspace.kernel.errors import CommonspaceError


class CannotSynthesiseError(CommonspaceError):
    code = "cannot-synthesise"


class NoSuchColumnError(CannotSynthesiseError):
    code = "no-such-column"


class NoTextError(CannotSynthesiseError):
    code = "no-text-column"


class NoChatError(CannotSynthesiseError):
    code = "no-chat-model"


class CodebookMisfitError(CannotSynthesiseError):
    code = "codebook-misfit"
