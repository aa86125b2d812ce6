"""The choice of a sender: how they may be named, and whether their words may be published."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from commonspace.contributions.choices import ConsentBy
from commonspace.contributions.models import Contribution
from commonspace.intake.envelopes import Consent
from commonspace.intake.services import choose_terms
from commonspace.people.access import details_of
from commonspace.people.services import correct_contributor, organisation_named


@transaction.atomic
def choose(
    *,
    contribution: Contribution,
    attribution: str,
    may_publish: bool,
    name: str,
    organisation: str,
    at: datetime,
) -> None:
    """Keep what a sender chose; a blank name or organisation leaves what we know."""
    choose_terms(
        contribution=contribution,
        consent=Consent(attribution=attribution, may_publish=may_publish, by=ConsentBy.SELF),
        at=at,
    )
    person = contribution.contributor
    details = details_of(person)
    named = organisation_named(name=organisation) or person.organisation
    if not name.strip() and named == person.organisation:
        return
    correct_contributor(
        contributor=person,
        details=replace(details, name=name.strip() or details.name),
        organisation=named,
        kind=person.kind,
        country=person.country,
        place=person.place,
    )
