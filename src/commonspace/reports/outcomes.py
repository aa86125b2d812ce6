"""Released reports, as the call page and the home page list them."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from commonspace.consultations.models import Consultation
from commonspace.consultations.outcomes import Outcome
from commonspace.reports.models import Edition


def released_reports(consultations: Sequence[Consultation]) -> Mapping[int, Sequence[Outcome]]:
    """Return the newest edition that stands of each consultation's report."""
    standing = (
        Edition.objects.filter(report__consultation__in=consultations, recalled_at=None)
        .order_by("number")
        .values_list("report__consultation", "released_at")
    )
    newest = dict(standing)
    return {
        consultation.pk: [_outcome(consultation, newest[consultation.pk])]
        for consultation in consultations
        if consultation.pk in newest
    }


def _outcome(consultation: Consultation, released_at: datetime) -> Outcome:
    return Outcome(
        title=_("Report: %(title)s") % {"title": consultation.title_in()},
        url=reverse("report", args=[consultation.code]),
        published_at=released_at,
    )
