"""What the pages of the desk have in common."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from commonspace.consultations.choices import Role
from commonspace.consultations.models import Consultation
from commonspace.contributions.models import Contribution

UNPROCESSABLE = 422
DESK = (Role.SECRETARIAT, Role.ANALYST)


def page(
    request: HttpRequest,
    template: str,
    consultation: Consultation,
    *crumbs: str,
    status: int = 200,
    **context: Any,  # noqa: ANN401
) -> HttpResponse:
    """Render a page of the Desk tab; ``crumbs`` name the way to it from the list."""
    first = {"label": _("Desk"), "url": reverse("staff-desk", args=[consultation.code])}
    whole = {
        "consultation": consultation,
        "room": "desk",
        "code": consultation.code,
        "breadcrumbs": [first, *({"label": crumb, "url": ""} for crumb in crumbs)]
        if crumbs
        else None,
        **context,
    }
    return render(request, f"desk/{template}.html", whole, status=status)


def contribution_or_404(consultation: Consultation, reference: int) -> Contribution:
    """Return a contribution of this consultation by its number."""
    found = consultation.contributions.select_related(
        "place__merged_into", "contributor__organisation", "entered_by", "consultation"
    )
    return get_object_or_404(found, reference=reference)
