"""The one way out to a service somebody set up: no redirects, limits on time and size."""

from collections.abc import Mapping
from typing import Final
from urllib.request import HTTPRedirectHandler, Request, build_opener

JSON: Final = {"Content-Type": "application/json", "Accept": "application/json"}


class AnswerTooLongError(ValueError):
    """A service answered with more bytes than anybody asked for."""


class _NoRedirects(HTTPRedirectHandler):
    """A redirect would carry texts and keys to a place nobody set."""

    def redirect_request(self, *args: object, **kwargs: object) -> None:
        """Follow none."""
        return


def bearer(key: str) -> dict[str, str]:
    """Return the header that shows a key, or none where there is no key."""
    return {"Authorization": f"Bearer {key}"} if key else {}


def answer_of(
    url: str,
    *,
    body: bytes | None = None,
    headers: Mapping[str, str],
    timeout_s: float,
    most_bytes: int,
) -> bytes:
    """Return what a service answers; a request with a ``body`` is a POST.

    Callers let through ``http`` and ``https`` only.

    Raises:
        urllib.error.HTTPError: If it refuses, or wants to send us elsewhere.
        OSError: If it cannot be reached, or not in time.
        http.client.HTTPException: If it speaks something else.
        AnswerTooLongError: If there are more than ``most_bytes``.
    """
    request = Request(url, data=body, headers=dict(headers))  # noqa: S310  # see above
    with build_opener(_NoRedirects).open(request, timeout=timeout_s) as answer:
        content: bytes = answer.read(most_bytes + 1)
    if len(content) > most_bytes:
        raise AnswerTooLongError("the answer is too long")
    return content
