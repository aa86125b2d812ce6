"""Refusals of this room.

CommonspaceError
├── MailboxUnreadableError  a mailbox could not be reached, entered or read
├── AlreadyDecidedMailError a mail that is no longer set aside cannot be decided on
├── NoMailReasonError       a mail cannot be discarded without a reason
└── StaleLinkError          the link of a receipt is altered, too old, or its contribution gone
"""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from commonspace.channels.email.sentences import mailbox_sentence
from commonspace.kernel.errors import CommonspaceError


class MailboxUnreadableError(CommonspaceError):
    """A mailbox could not be read; ``trouble`` is one of ``engines.mail.imap.MailboxTrouble``."""

    code: ClassVar[str] = "mailbox-unreadable"

    def __init__(self, trouble: str) -> None:
        super().__init__(mailbox_sentence(trouble))
        self.trouble = trouble


class AlreadyDecidedMailError(CommonspaceError):
    """Somebody decided on this mail before."""

    code: ClassVar[str] = "mail-already-decided"

    def __init__(self) -> None:
        super().__init__(_("Somebody has decided on this mail already. Nothing was changed."))


class NoMailReasonError(CommonspaceError):
    """A mail is not discarded without saying why."""

    code: ClassVar[str] = "mail-without-reason"

    def __init__(self) -> None:
        super().__init__(_("Please say why this mail is no contribution. It was not discarded."))


class StaleLinkError(CommonspaceError):
    """The link of a receipt does not open anything any more."""

    code: ClassVar[str] = "stale-mail-link"
    status: ClassVar[int] = 404

    def __init__(self) -> None:
        super().__init__(_("This link has ended. Your receipt code still opens what you sent."))
