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
    """A page on which staff take in what reached them, listed on the desk; ``url_name`` takes the code.

    ``is_ready`` tells whether this way is set up for a consultation; those that are stand first.
    ``waiting`` counts what asks for a person there.
    """

    order: int
    title: str | Promise
    url_name: str
    is_ready: Callable[[Consultation], bool] = lambda _consultation: True
    waiting: Callable[[Consultation], int] = lambda _consultation: 0


@dataclass(frozen=True, slots=True, kw_only=True)
class EntranceShown:
    """An entrance as one consultation has it."""

    title: str | Promise
    url_name: str
    is_ready: bool
    waiting: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """A public page beside each question, such as what others say to it.

    ``root`` returns the address to which the number of a question and a slash are added.
    """

    title: str | Promise
    root: Callable[[Consultation], str]
    is_ready: Callable[[Consultation], bool]


_ways: list[Way] = []
_entrances: list[Entrance] = []
_beside: list[Beside] = []


def register(way: Way) -> None:
    """Make a way known to every call. Registering the same one again changes nothing."""
    if way not in _ways:
        _ways.append(way)


def register_entrance(entrance: Entrance) -> None:
    """Make a staff page known to the desk. Registering the same one again changes nothing."""
    if entrance not in _entrances:
        _entrances.append(entrance)


def register_beside(beside: Beside) -> None:
    """Make a page beside each question known. Registering the same one again changes nothing."""
    if beside not in _beside:
        _beside.append(beside)


def beside_questions(consultation: Consultation) -> list[tuple[str | Promise, str]]:
    """Return title and root of the pages that stand beside each question of a call."""
    return [(one.title, one.root(consultation)) for one in _beside if one.is_ready(consultation)]


def entrances(consultation: Consultation) -> list[EntranceShown]:
    """Return the pages on which staff take things in: those set up first, each in its order."""
    shown = [
        EntranceShown(
            title=one.title,
            url_name=one.url_name,
            is_ready=one.is_ready(consultation),
            waiting=one.waiting(consultation),
        )
        for one in sorted(_entrances, key=lambda entrance: entrance.order)
    ]
    return sorted(shown, key=lambda one: not one.is_ready)


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
