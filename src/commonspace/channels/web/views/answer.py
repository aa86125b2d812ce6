"""Answering a call: one page, one button, a code."""

import logging
from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import RequestDataTooBig
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from commonspace.channels.web import drafts, letters, services, tasks
from commonspace.channels.web.forms import AnswerForm
from commonspace.channels.web.uploads import SizeLimit
from commonspace.channels.web.views.context import about, dates_to_come, too_long
from commonspace.channels.web.views.drafts import keep, wants_draft
from commonspace.consultations.access import published_consultation
from commonspace.consultations.models import Consultation
from commonspace.intake.services import Received
from commonspace.kernel.audience import PUBLIC, audience
from commonspace.kernel.background import enqueue_on_commit
from commonspace.kernel.codes import spelled
from commonspace.kernel.errors import CommonspaceError
from commonspace.kernel.localised import current_language

REFUSED = 422
FORBIDDEN = 403
UNAVAILABLE = 503

logger = logging.getLogger(__name__)


@audience(PUBLIC)
@csrf_exempt  # the form is sealed below, once its files have a size limit
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """Show the form of a call, take what is sent, and answer with the receipt."""
    arrived_at = timezone.now()
    consultation = published_consultation(code)
    if request.method != "POST":
        if not consultation.is_open(arrived_at):
            return render(request, "web/not_open.html", {**about(consultation), "now": arrived_at})
        return _form_page(request, AnswerForm(consultation))
    limit = SizeLimit(services.max_upload_bytes())
    request.upload_handlers.insert(0, limit)
    try:
        response = _sealed(request, consultation, arrived_at, limit.too_large)
    except RequestDataTooBig as error:
        raise too_long() from error
    if response.status_code == FORBIDDEN:
        response = _seal_was_lost(request, consultation)
    add_never_cache_headers(response)
    return response


@csrf_protect
def _sealed(
    request: HttpRequest,
    consultation: Consultation,
    arrived_at: datetime,
    too_large: Mapping[str, str],
) -> HttpResponse:
    if wants_draft(request) and consultation.is_open(arrived_at):
        return keep(request, consultation)
    form = AnswerForm(consultation, request.POST, request.FILES, too_large=too_large)
    return _sent(request, form, arrived_at)


def _sent(request: HttpRequest, form: AnswerForm, arrived_at: datetime) -> HttpResponse:
    is_valid = form.is_valid()
    is_open = form.consultation.is_open(arrived_at)
    if is_valid and (form.uploads or not is_open):
        sent_before = services.delivered(form.filled())
        if sent_before:
            return _receipt_page(request, sent_before)
    if not is_open:
        return _too_late(request, form, arrived_at)
    if not is_valid:
        return _look_again(request, form)
    try:
        return _taken(request, form, arrived_at)
    except (OperationalError, OSError):
        logger.exception("A contribution could not be kept.")
        return _not_kept(request, form)


def _taken(request: HttpRequest, form: AnswerForm, arrived_at: datetime) -> HttpResponse:
    filled = services.with_documents_stored(form.filled())
    try:
        received = services.contribute(
            consultation=form.consultation, filled=filled, received_at=arrived_at
        )
    except CommonspaceError as refusal:
        form.add_error(None, str(refusal.message))
        form.waiting = filled.waiting
        return _form_page(request, form, status=REFUSED)
    if request.POST.get("draft"):
        drafts.forget(request.POST["draft"])
    if received.is_new and filled.sender.details.email:
        enqueue_on_commit(
            tasks.send_receipt,
            contribution_id=str(received.contribution.pk),
            language=current_language(),
        )
    return _receipt_page(request, received)


def _not_kept(request: HttpRequest, form: AnswerForm) -> HttpResponse:
    """Say that the disk or the database did not take it, with every word still in the page."""
    kept_after_all = services.delivered(form.filled())
    if kept_after_all:
        return _receipt_page(request, kept_after_all)
    form.add_error(
        None,
        _(
            "We could not keep it just now, so nothing was saved. What you wrote is still here: "
            "please choose your documents again and send once more in a minute."
        ),
    )
    response = _form_page(request, form, status=UNAVAILABLE)
    response["Retry-After"] = "60"
    return response


def _look_again(request: HttpRequest, form: AnswerForm) -> HttpResponse:
    """Show the form again with everything in it, documents included."""
    if form.uploads:
        form.waiting = (*form.waiting, *services.keep_for_next_try(uploads=form.uploads))
        enqueue_on_commit(tasks.forget_abandoned_files)
    return _form_page(request, form, status=REFUSED)


def _seal_was_lost(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """Show the form again when the browser did not give its cookie back."""
    form = AnswerForm(consultation, request.POST)
    form.add_error(
        None,
        _(
            "The page stood open for long, or your browser keeps no cookies, so nothing was sent. "
            "What you wrote is still here: please choose your documents again and send once more."
        ),
    )
    return _form_page(request, form, status=FORBIDDEN)


def _too_late(request: HttpRequest, form: AnswerForm, arrived_at: datetime) -> HttpResponse:
    context = {
        **about(form.consultation),
        "form": form,
        "now": arrived_at,
        "had_documents": bool(form.files or form.waiting),
    }
    return render(request, "web/not_open.html", context, status=REFUSED)


def _form_page(request: HttpRequest, form: AnswerForm, *, status: int = 200) -> HttpResponse:
    context = {**about(form.consultation), "form": form}
    return render(request, "web/answer.html", context, status=status)


def _receipt_page(request: HttpRequest, received: Received) -> HttpResponse:
    contribution = received.contribution
    consultation = contribution.consultation
    context = {
        **about(consultation),
        "contribution": contribution,
        "code": spelled(received.code),
        "is_new": received.is_new,
        "goes_by_mail": letters.goes_by_mail(contribution),
        "received_on": contribution.received_at.astimezone(consultation.zone).date(),
        "dates": dates_to_come(consultation),
    }
    return render(request, "web/receipt_given.html", context)
