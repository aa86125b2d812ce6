"""Recording an answer: what it is, on which terms, then the recording itself."""

import logging
from datetime import datetime

from django.conf import settings
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commonspace.channels.recordings.forms import RecordForm
from commonspace.channels.recordings.queries import offer_of
from commonspace.channels.recordings.services.sending import delivered, send
from commonspace.channels.recordings.tasks import forget_abandoned_uploads
from commonspace.consultations.access import published_consultation
from commonspace.consultations.deadline import deadline_of
from commonspace.consultations.models import Consultation
from commonspace.intake.services import Received
from commonspace.kernel.audience import PUBLIC, audience
from commonspace.kernel.background import enqueue_on_commit
from commonspace.kernel.codes import spelled
from commonspace.kernel.errors import CommonspaceError
from commonspace.kernel.localised import in_language

REFUSED, UNAVAILABLE = 422, 503
logger = logging.getLogger(__name__)


@audience(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, code: str) -> HttpResponse:
    """Show the recorder of a call, take what is sent, and answer with the receipt."""
    arrived_at = timezone.now()
    consultation = published_consultation(code)
    if not offer_of(consultation).is_offered:
        raise Http404
    if request.method == "POST":
        response = _sent(request, consultation, arrived_at)
        add_never_cache_headers(response)
        return response
    return _page(request, consultation, RecordForm(consultation=consultation, label_suffix=""))


def _sent(request: HttpRequest, consultation: Consultation, arrived_at: datetime) -> HttpResponse:
    form = RecordForm(request.POST, request.FILES, consultation=consultation, label_suffix="")
    before = _sent_before(form)
    if before:
        return _receipt(request, before)
    if not consultation.is_open(arrived_at) or not form.is_valid():
        return _page(request, consultation, form, status=REFUSED)
    try:
        received = send(consultation=consultation, message=form.message(), received_at=arrived_at)
    except CommonspaceError as refusal:
        form.add_error(None, str(refusal.message))
        return _page(request, consultation, form, status=REFUSED)
    except (OperationalError, OSError):
        logger.exception("A recording could not be kept.")
        form.add_error(
            None,
            _(
                "We could not keep it just now. What you recorded here is still on this page: "
                "please send once more in a minute."
            ),
        )
        return _page(request, consultation, form, status=UNAVAILABLE)
    enqueue_on_commit(forget_abandoned_uploads)
    return _receipt(request, received)


def _sent_before(form: RecordForm) -> Received | None:
    """Return what this very form made before: its pieces are gone then, so it is looked up first."""
    return delivered(str(form.data.get("key", "")))


def _page(
    request: HttpRequest, consultation: Consultation, form: RecordForm, *, status: int = 200
) -> HttpResponse:
    fallback = consultation.default_language
    context = {
        **_about(consultation),
        "form": form,
        "is_open": consultation.is_open(),
        "terms": in_language(consultation.naming_terms, fallback=fallback),
        "most_megabytes": settings.COMMONSPACE_MAX_RECORDING_MB,
        "uploads_url": reverse("record-uploads", args=[consultation.code]),
    }
    response = render(request, "recordings/record.html", context, status=status)
    response["Permissions-Policy"] = "camera=(self), geolocation=(), microphone=(self)"
    return response


def _receipt(request: HttpRequest, received: Received) -> HttpResponse:
    context = {
        **_about(received.contribution.consultation),
        "contribution": received.contribution,
        "code": spelled(received.code),
        "is_new": received.is_new,
    }
    return render(request, "recordings/received.html", context)


def _about(consultation: Consultation) -> dict[str, object]:
    return {
        "consultation": consultation,
        "closes": deadline_of(consultation),
        "home_url": reverse("call", args=[consultation.code]),
    }
