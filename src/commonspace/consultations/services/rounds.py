"""The rounds of a consultation: meetings and online phases whose inputs are analysed together."""

from datetime import date

from django.db import transaction

from commonspace.consultations.errors import UnsourcedFigureError
from commonspace.consultations.models import Consultation, Round
from commonspace.consultations.services.log import note
from commonspace.kernel.localised import Localised
from commonspace.people.models import Account


@transaction.atomic
def hold_round(  # what a report says of a round
    *,
    consultation: Consultation,
    by: Account,
    kind: str,
    title: Localised,
    starts_on: date,
    ends_on: date | None = None,
    **facts: object,
) -> Round:
    """Enter a round. Persons and organisations are counted apart; what is unknown stays so.

    Args:
        consultation: The consultation it belongs to.
        by: Who enters it.
        kind: A value of ``RoundKind``.
        title: What it is called.
        starts_on: First day.
        ends_on: Last day, if another.
        **facts: ``place``, ``led_by``, ``partners``, ``funded_by``, ``persons``,
            ``organisations``, ``is_approximate`` and ``source`` of the figures.

    Raises:
        UnsourcedFigureError: If it holds a figure and not where that comes from.
    """
    has_figures = any(facts.get(name) is not None for name in ("persons", "organisations"))
    if has_figures and not str(facts.get("source") or "").strip():
        raise UnsourcedFigureError
    held = Round.objects.create(
        consultation=consultation,
        kind=kind,
        title=title,
        starts_on=starts_on,
        ends_on=ends_on,
        **facts,
    )
    note(consultation, by, "round.entered", f"round:{held.pk}")
    return held
