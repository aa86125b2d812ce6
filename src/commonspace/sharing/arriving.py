"""Through which link the page came on which somebody is sending: known while they send, then gone.

No cookie and no row remembers it. The call hands ``?via=…`` on to the ways to answer, a form
without an address of its own keeps it, and the sum of that link is raised when the
contribution is kept.
"""

from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

from commonspace.kernel.codes import ALPHABET
from commonspace.sharing.links import VIA
from commonspace.sharing.services.inviting import TOKEN_LENGTH

_via: ContextVar[str] = ContextVar("via", default="")


class ViaMiddleware:
    """Let the receiver know the link for as long as one request is answered."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = token_in(request)
        request.via_query = f"?{VIA}={token}" if token else ""  # type: ignore[attr-defined]  # for the templates
        before = _via.set(token if request.method == "POST" else "")
        try:
            return self.get_response(request)
        finally:
            _via.reset(before)


def token_in(request: HttpRequest) -> str:
    """Return the token in an address, empty if it cannot be one."""
    token = request.GET.get(VIA, "")
    return token if len(token) == TOKEN_LENGTH and set(token) <= set(ALPHABET) else ""


def arriving_via() -> str:
    """Return the token of the request that is being answered, empty if there is none."""
    return _via.get()
