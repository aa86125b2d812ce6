"""The one list of everything received, and the same list as a table."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from commonspace.consultations.access import consultation_of, roles_in, signed_in
from commonspace.consultations.choices import Role
from commonspace.consultations.models import Consultation
from commonspace.consultations.ways import entrances
from commonspace.desk.choices import State
from commonspace.desk.export import lines
from commonspace.desk.forms import FilterForm
from commonspace.desk.queries import (
    BADGES,
    heard,
    not_compared,
    open_proposals,
    received,
    rows,
    sums,
)
from commonspace.desk.views.pages import DESK, page
from commonspace.intake.removing import open_requests
from commonspace.kernel.audience import audience

A_PAGE = 50
AT_ONCE = 500


@require_safe
@audience(*DESK)
def desk(request: HttpRequest, code: str) -> HttpResponse:
    consultation = consultation_of(request)
    who_spoke = heard(consultation)
    form = FilterForm(request.GET, consultation=consultation, heard=who_spoke)
    filters = form.filters()
    paginator = Paginator(received(consultation, filters), A_PAGE)
    shown = paginator.get_page(request.GET.get("page"))
    return page(
        request,
        "desk",
        consultation,
        form=form,
        sums=sums(consultation),
        badges={state: BADGES.get(state, "settled") for state in State},
        heard=who_spoke,
        page_obj=shown,
        rows=rows(shown.object_list, zone=consultation.zone),
        query=_query(request),
        proposals=open_proposals(consultation).count(),
        not_compared=not_compared(consultation),
        removals=list(open_requests(consultation)),
        base=reverse("staff-desk", args=[consultation.code]),
        ways_in=_ways_in(request, consultation),
    )


def _ways_in(request: HttpRequest, consultation: Consultation) -> dict[str, object] | None:
    """Return the pages on which the secretariat takes things in, those set up apart from the others."""
    if Role.SECRETARIAT not in roles_in(signed_in(request), consultation):
        return None
    found = [
        (one, reverse(one.url_name, args=[consultation.code])) for one in entrances(consultation)
    ]
    return {
        "ready": [pair for pair in found if pair[0].is_ready],
        "others": [pair for pair in found if not pair[0].is_ready],
        "waiting": sum(one.waiting for one, _url in found),
    }


@require_safe
@audience(*DESK)
def export(request: HttpRequest, code: str) -> StreamingHttpResponse:
    consultation = consultation_of(request)
    form = FilterForm(request.GET, consultation=consultation, heard=heard(consultation))
    found = received(consultation, form.filters())
    pages = Paginator(found, AT_ONCE)
    every = (
        row
        for number in pages.page_range
        for row in rows(pages.page(number).object_list, zone=consultation.zone)
    )
    return StreamingHttpResponse(
        lines(every),
        content_type="text/csv; charset=utf-8",
        headers={
            "Content-Disposition": f'attachment; filename="{consultation.code}-contributions.csv"',
            "X-Content-Type-Options": "nosniff",
        },
    )


def _query(request: HttpRequest) -> str:
    """Return the filters of the list for the addresses of its lines, without the page."""
    asked = request.GET.copy()
    asked.pop("page", None)
    for name in [name for name, value in asked.items() if not value]:
        asked.pop(name)
    return asked.urlencode()
