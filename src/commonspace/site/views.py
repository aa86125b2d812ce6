"""The front door, the home pages and what is shown when something is not there."""

from django.core.exceptions import RequestDataTooBig
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language_from_request
from django.views.decorators.csrf import requires_csrf_token

from commonspace.consultations.choices import Stage
from commonspace.consultations.models import Consultation



def front_door(request: HttpRequest) -> HttpResponse:
    return redirect(f"/{get_language_from_request(request)}/")


def health(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"database": "ok"})


def home(request: HttpRequest) -> HttpResponse:
    published = Consultation.objects.filter(stage=Stage.PUBLISHED).order_by("-closes_at")
    return render(request, "site/home.html", {"consultations": published, "now": timezone.now()})


def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "site/privacy.html")


def staff_home(request: HttpRequest) -> HttpResponse:
    mine = (
        Consultation.objects.filter(memberships__account=request.user.pk)
        .prefetch_related("memberships")
        .distinct()
    )
    return render(request, "site/staff_home.html", {"consultations": mine})


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "form_expired.html", status=403)


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig):
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


@requires_csrf_token
def server_trouble(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", status=500)
