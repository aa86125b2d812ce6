"""Refusals of this room.

CommonspaceError
├── ServiceRefusedError        a messaging service could not be reached or did not let us in
├── AlreadyDecidedMessageError a message that is no longer set aside cannot be decided on
├── NoMessageReasonError       a message cannot be discarded without a reason
└── WordTakenError             a word means something else on this line already
"""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from commonspace.channels.messaging.sentences import trouble_sentence
from commonspace.kernel.errors import CommonspaceError


class ServiceRefusedError(CommonspaceError):
    """A service did not let us in; ``trouble`` is one of ``engines.messengers.shapes.Trouble``."""

    code: ClassVar[str] = "service-refused"

    def __init__(self, trouble: str) -> None:
        super().__init__(trouble_sentence(trouble))
        self.trouble = trouble


class AlreadyDecidedMessageError(CommonspaceError):
    """Somebody decided on this message before."""

    code: ClassVar[str] = "message-already-decided"

    def __init__(self) -> None:
        super().__init__(_("Somebody has decided on this message already. Nothing was changed."))


class NoMessageReasonError(CommonspaceError):
    """A message is not discarded without saying why."""

    code: ClassVar[str] = "message-without-reason"

    def __init__(self) -> None:
        super().__init__(_("Please say why this message is no contribution. It was not discarded."))


class WordTakenError(CommonspaceError):
    """On one line a word leads to one call, and to nothing else."""

    code: ClassVar[str] = "message-word-taken"

    def __init__(self) -> None:
        super().__init__(
            _("This word means something else on this line already. Please choose another.")
        )
