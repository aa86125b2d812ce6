"""Who a page is for. Every view says so, or it does not open and the build fails.

    @audience(PUBLIC)                 anybody
    @audience(RECEIPT)                the holder of a receipt code, for that contribution
    @audience(SIGNED_IN)              any staff account
    @audience("secretariat", …)       members of the consultation in the address, in these roles

The role names are those of ``consultations.choices.Role``; the check itself is in
``consultations.access`` (object and right in one call) and in the site's middleware.
"""

from collections.abc import Callable
from typing import Any, TypeVar

PUBLIC = "public"
RECEIPT = "receipt"
SIGNED_IN = "signed-in"

View = TypeVar("View", bound=Callable[..., Any])


def audience(*names: str) -> Callable[[View], View]:
    """Declare who may open a view."""
    if not names:
        raise ValueError("A view is for somebody: name its audience.")

    def declare(view: View) -> View:
        view.audience = frozenset(names)  # type: ignore[attr-defined]  # functions carry attributes
        return view

    return declare


def audience_of(view: Callable[..., Any]) -> frozenset[str]:
    """Return the declared audience of a view, empty if it forgot."""
    declared = getattr(view, "audience", None) or getattr(
        getattr(view, "view_class", None), "audience", None
    )
    return declared or frozenset()
