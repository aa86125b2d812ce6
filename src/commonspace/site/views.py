"""The front door, the home pages and what is shown when something is not there."""

from django.core.exceptions import RequestDataTooBig
from django.db import DatabaseError, connection
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.translation import get_language_from_request
from django.views.decorators.http import require_safe

from commonspace.consultations.access import signed_in
from commonspace.consultations.outcomes import outcomes_of
from commonspace.consultations.queries import closed_calls, consultations_of, open_calls

NOT_KEPT = {"Cache-Control": "no-store"}


@require_safe
def front_door(request: HttpRequest) -> HttpResponse:
    return redirect(f"/{get_language_from_request(request)}/")


@require_safe
def health(request: HttpRequest) -> HttpResponse:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"database": "does not answer"}, status=503, headers=NOT_KEPT)
    return JsonResponse({"database": "ok"}, headers=NOT_KEPT)


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    opened, closed = list(open_calls()), list(closed_calls())
    found = outcomes_of([*opened, *closed])
    reports = [outcome for outcomes in found.values() for outcome in outcomes]
    context = {
        "open_calls": opened,
        "closed_calls": closed,
        "reports": sorted(reports, key=lambda report: report.published_at, reverse=True),
    }
    return render(request, "site/home.html", context)


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "site/privacy.html")


@require_safe
def staff_home(request: HttpRequest) -> HttpResponse:
    mine = consultations_of(signed_in(request)).annotate(
        received=Count("contributions", distinct=True)
    )
    return render(request, "site/staff_home.html", {"consultations": mine})


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "form_expired.html", status=403)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def server_trouble(request: HttpRequest) -> HttpResponse:
    """Say so without the request: what broke may be what reading it needs."""
    return HttpResponse(render_to_string("500.html"), status=500)
