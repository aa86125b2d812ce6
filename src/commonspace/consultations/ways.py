"""The ways to respond that really exist: each channel says its own, the call lists them.

A channel registers when its app is ready::

    from commonspace.consultations.ways import Way, register

    register(
        Way(
            order=10,
            title=_("On this website"),
            text=_("Write your answers here, without an account."),
            url=lambda consultation: reverse("answer", args=[consultation.code]),
            is_ready=lambda consultation: True,
        )
    )
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from commonspace.consultations.models import Consultation


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way to respond, as the call page tells it.

    ``url`` may return an empty string for ways that have no page, such as the telephone.
    ``is_ready`` tells whether the way is set up for a consultation; the others are not listed.
    ``detail`` adds what only this consultation knows, a number or an address. ``set_up`` names
    the staff page on which the way is switched on, if it has one.
    """

    order: int
    title: str | Promise
    text: str | Promise
    url: Callable[[Consultation], str]
    is_ready: Callable[[Consultation], bool]
    detail: Callable[[Consultation], str] = lambda _consultation: ""
    set_up: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WayShown:
    """A way as one consultation offers it."""

    title: str | Promise
    text: str | Promise
    url: str
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrance:
    """A page on which staff take in what reached them, listed on the desk; ``url_name`` takes the code."""

    order: int
    title: str | Promise
    url_name: str


_ways: list[Way] = []
_entrances: list[Entrance] = []


def register(way: Way) -> None:
    """Make a way known to every call. Registering the same one again changes nothing."""
    if way not in _ways:
        _ways.append(way)


def register_entrance(entrance: Entrance) -> None:
    """Make a staff page known to the desk. Registering the same one again changes nothing."""
    if entrance not in _entrances:
        _entrances.append(entrance)


def entrances() -> list[Entrance]:
    """Return the pages on which staff take things in, in the order they are told."""
    return sorted(_entrances, key=lambda entrance: entrance.order)


def ways_known() -> list[Way]:
    """Return every way this site has, set up or not, in the order they are told."""
    return sorted(_ways, key=lambda way: way.order)


def ways_to_respond(consultation: Consultation) -> list[WayShown]:
    """Return the ways that are set up for ``consultation``, in the order they are told."""
    return [
        WayShown(
            title=way.title,
            text=way.text,
            url=way.url(consultation),
            detail=way.detail(consultation),
        )
        for way in ways_known()
        if way.is_ready(consultation)
    ]
