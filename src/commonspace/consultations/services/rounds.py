"""The rounds of a consultation: meetings and online phases whose inputs are analysed together."""

from datetime import date

from django.db import transaction

from commonspace.consultations.errors import UnsourcedFigureError
from commonspace.consultations.models import Consultation, Round
from commonspace.consultations.services.log import note
from commonspace.kernel.localised import Localised
from commonspace.people.models import Account


@transaction.atomic
def keep_round(  # what a report says of a round
    *,
    consultation: Consultation,
    by: Account,
    kind: str,
    title: Localised,
    starts_on: date,
    item: Round | None = None,
    **facts: object,
) -> Round:
    """Enter a round, or correct one. What is unknown stays so.

    Args:
        consultation: The consultation it belongs to.
        by: Who enters it.
        kind: A value of ``RoundKind``.
        title: What it is called.
        starts_on: First day.
        item: The round to correct; a new one if ``None``.
        **facts: ``ends_on``, ``place``, ``led_by``, ``partners``, ``funded_by``, ``persons`` and
            ``organisations`` (counted apart), ``is_approximate`` and ``source`` of the figures.

    Raises:
        UnsourcedFigureError: If it holds a figure and not where that comes from.
    """
    has_figures = any(facts.get(name) is not None for name in ("persons", "organisations"))
    if has_figures and not str(facts.get("source") or "").strip():
        raise UnsourcedFigureError
    held = item or Round(consultation=consultation)
    for name, value in {"kind": kind, "title": title, "starts_on": starts_on, **facts}.items():
        setattr(held, name, value)
    held.save()
    note(consultation, by, "round.corrected" if item else "round.entered", f"round:{held.pk}")
    return held


@transaction.atomic
def remove_round(*, consultation: Consultation, by: Account, item: Round) -> None:
    """Take a round out; contributions that came with it stay."""
    note(consultation, by, "round.removed", f"round:{item.pk}")
    item.delete()
