"""A contributor listens to their recording, reads what was written down, and puts it right."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commonspace.channels.recordings.choices import State
from commonspace.channels.recordings.forms import TranscriptForm
from commonspace.channels.recordings.models import Recording
from commonspace.channels.recordings.playing import play
from commonspace.channels.recordings.queries import recordings_of
from commonspace.channels.recordings.services.transcribing import correct
from commonspace.intake.errors import ReceiptClosedError
from commonspace.intake.holders import contribution_for_receipt
from commonspace.intake.services import confirm
from commonspace.kernel.audience import RECEIPT, audience
from commonspace.kernel.errors import CommonspaceError

REFUSED = 422
_View = Callable[Concatenate[HttpRequest, Recording, ...], HttpResponseBase]


def _for_holder(view: _View) -> Callable[..., HttpResponseBase]:
    """Give a view the recording whose receipt code was typed here, or ask for the code."""

    @wraps(view)
    def with_recording(request: HttpRequest, pk: int) -> HttpResponseBase:
        try:
            contribution = contribution_for_receipt(request)
        except ReceiptClosedError:
            return redirect("receipt")
        return view(request, get_object_or_404(recordings_of(contribution), pk=pk))

    return with_recording


@audience(RECEIPT)
@require_http_methods(["GET", "HEAD", "POST"])
@_for_holder
def my_recording(request: HttpRequest, recording: Recording) -> HttpResponse:
    """Show what was written down of a recording, and take corrections; they count as agreed."""
    contribution = recording.attachment.contribution
    is_written = recording.state == State.WRITTEN and not contribution.is_withdrawn
    if request.method == "POST" and not is_written:
        raise Http404
    form = TranscriptForm(
        request.POST or None, initial={"draft": recording.draft, "version": recording.version}
    )
    if request.method == "POST" and form.is_valid():
        try:
            correct(recording=recording, draft=form.cleaned_data["draft"])
        except CommonspaceError as refusal:
            form.add_error("draft", str(refusal.message))
        else:
            confirm(contribution=contribution)
            messages.success(request, _("Kept. These are your words now."))
            return redirect("my-contribution")
    context = {
        "recording": recording,
        "is_written": is_written,
        "form": form,
        "consultation": contribution.consultation,
        "home_url": reverse("call", args=[contribution.consultation.code]),
    }
    status = REFUSED if request.method == "POST" else 200
    return render(request, "recordings/my_recording.html", context, status=status)


@audience(RECEIPT)
@require_safe
@_for_holder
def my_sound(request: HttpRequest, recording: Recording) -> HttpResponseBase:
    """Let a contributor hear what they sent."""
    if recording.copy is None:
        raise Http404
    return play(request, recording.copy)
