"""The root of every refusal this software knows.

CommonspaceError            a refusal with a sentence for the person it concerns
├── NotYoursError           not there, or not yours: strangers cannot tell which
└── one class a refusal, in each package's ``errors.py``
"""

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class CommonspaceError(Exception):
    """A refusal somebody can act on: what happened, what was kept, what to do.

    Subclasses set ``code`` (unique, lower case, hyphens) and, where the page that
    shows it should not answer 422, ``status``.
    """

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 422

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message


class NotYoursError(CommonspaceError):
    """Raised alike for what does not exist and for what the person may not see."""

    code = "not-there"
    status = 404

    def __init__(self) -> None:
        super().__init__(_("There is nothing here that you can open."))
