"""Whose voice a contribution is.

One that came twice counts for whom it was merged with; one that an organisation sent beside
others, and that somebody called the same voice, for the first of them.
"""

from typing import TYPE_CHECKING

from django.db.models import F
from django.db.models.functions import Coalesce

from commonspace.contributions.models import Contribution
from commonspace.desk.choices import State
from commonspace.people.models import Contributor

if TYPE_CHECKING:
    from commonspace.desk.models import Place


VOICE = (
    "place__merged_into__contributor__organisation",
    "place__speaks_with__contributor__organisation",
)
"""What to fetch with a contribution whose voice is asked for, from the contribution on."""


def voice_of(contribution: Contribution) -> Contributor:
    """Return the contributor that counts for a contribution. Fetch ``VOICE`` with it."""
    place: Place | None = getattr(contribution, "place", None)
    if place is not None:
        if place.state == State.MERGED and place.merged_into is not None:
            return place.merged_into.contributor
        if place.speaks_with is not None:
            return place.speaks_with.contributor
    return contribution.contributor


def voice_key(path: str = "") -> Coalesce:
    """Return the expression of a voice's key; ``path`` leads to the contribution, if to any."""
    to = f"{path}__" if path else ""
    return Coalesce(
        F(f"{to}place__merged_into__contributor"),
        F(f"{to}place__speaks_with__contributor"),
        F(f"{to}contributor"),
    )


def organisation_key(path: str) -> Coalesce:
    """Return the expression of the key of a voice's organisation."""
    return Coalesce(
        F(f"{path}__place__merged_into__contributor__organisation"),
        F(f"{path}__place__speaks_with__contributor__organisation"),
        F(f"{path}__contributor__organisation"),
    )


def voices_at(path: str) -> tuple[str, ...]:
    """Return what to fetch with a row whose contribution stands at ``path``."""
    return tuple(f"{path}__{each}" for each in VOICE)
