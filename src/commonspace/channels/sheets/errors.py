"""Refusals of this room.

CommonspaceError
├── ImportStoppedError   somebody asked the import to stop; it can go on later
└── NotYetMappedError    a sheet was to be imported before anybody said what its columns are
"""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from commonspace.kernel.errors import CommonspaceError


class ImportStoppedError(CommonspaceError):
    code: ClassVar[str] = "import-stopped"

    def __init__(self) -> None:
        super().__init__(_("The import was stopped. What is in stays in; it can go on later."))


class NotYetMappedError(CommonspaceError):
    code: ClassVar[str] = "sheet-not-mapped"

    def __init__(self) -> None:
        super().__init__(_("Please say first what the columns of this sheet are."))
