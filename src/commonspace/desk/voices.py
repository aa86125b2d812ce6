"""Whose voice a contribution is: one that came twice counts for whom it was merged with."""

from typing import TYPE_CHECKING

from django.db.models import F
from django.db.models.functions import Coalesce

from commonspace.contributions.models import Contribution
from commonspace.desk.choices import State
from commonspace.people.models import Contributor

if TYPE_CHECKING:
    from commonspace.desk.models import Place


def voice_of(contribution: Contribution) -> Contributor:
    """Return the contributor that counts for a contribution.

    Follows one merge. Fetch ``place__merged_into__contributor__organisation`` with it.
    """
    place: Place | None = getattr(contribution, "place", None)
    if place is not None and place.state == State.MERGED and place.merged_into is not None:
        return place.merged_into.contributor
    return contribution.contributor


def voice_key(path: str) -> Coalesce:
    """Return the expression of a voice's key; ``path`` leads to the contribution."""
    return Coalesce(F(f"{path}__place__merged_into__contributor"), F(f"{path}__contributor"))


def organisation_key(path: str) -> Coalesce:
    """Return the expression of the key of a voice's organisation."""
    return Coalesce(
        F(f"{path}__place__merged_into__contributor__organisation"),
        F(f"{path}__contributor__organisation"),
    )
