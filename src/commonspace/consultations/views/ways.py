"""Which ways to respond the call offers, and where each is set up."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonspace.consultations.access import ANY_ROLE, consultation_of
from commonspace.consultations.views.pages import page
from commonspace.consultations.ways import ways_known
from commonspace.kernel.audience import audience


@require_safe
@audience(*ANY_ROLE)
def ways(request: HttpRequest, code: str) -> HttpResponse:
    consultation = consultation_of(request)
    rows = [
        {
            "way": way,
            "is_ready": way.is_ready(consultation),
            "set_up": reverse(way.set_up, args=[consultation.code]) if way.set_up else "",
            "url": way.url(consultation) if way.is_ready(consultation) else "",
        }
        for way in ways_known()
    ]
    crumbs = [
        {"label": _("Call"), "url": reverse("staff-call", args=[consultation.code])},
        {"label": _("Ways to respond"), "url": ""},
    ]
    return page(request, "ways", consultation, rows=rows, breadcrumbs=crumbs)
