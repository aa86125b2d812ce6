"""Recordings of a call: which wait for words, and the page on which somebody writes them down."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonspace.channels.recordings import timecodes
from commonspace.channels.recordings.choices import State
from commonspace.channels.recordings.forms import OfferForm, TranscriptForm
from commonspace.channels.recordings.models import Recording
from commonspace.channels.recordings.playing import play
from commonspace.channels.recordings.queries import offer_of, recordings_in
from commonspace.channels.recordings.sentences import trouble_sentence
from commonspace.channels.recordings.services.sending import set_offer
from commonspace.channels.recordings.services.transcribing import finish, keep_draft
from commonspace.channels.recordings.tasks import prepare_task, transcribe_task
from commonspace.consultations.access import consultation_of, signed_in
from commonspace.consultations.choices import Role
from commonspace.consultations.models import Consultation
from commonspace.intake.pages import DeskPages
from commonspace.kernel.audience import audience
from commonspace.kernel.background import enqueue_on_commit
from commonspace.kernel.clock import clock
from commonspace.kernel.errors import CommonspaceError
from commonspace.kernel.names import language_name

_pages = DeskPages(title=gettext_lazy("Recordings"), url_name="recordings", templates="recordings")
REFUSED = 422


@require_safe
@audience(Role.SECRETARIAT)
def recordings(request: HttpRequest, code: str) -> HttpResponse:
    consultation = consultation_of(request)
    found = recordings_in(consultation)
    groups = [
        (State(state).label, [one for one in found if one.state == state])
        for state in (State.WAITING, State.WRITING, State.ARRIVED, State.WRITTEN)
    ]
    return _pages.page(
        request, "recordings", consultation,
        offer=offer_of(consultation), groups=[pair for pair in groups if pair[1]],
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@audience(Role.SECRETARIAT)
def set_up(request: HttpRequest, code: str) -> HttpResponse:
    consultation = consultation_of(request)
    form = OfferForm(request.POST or None, instance=offer_of(consultation), label_suffix="")
    if request.method == "POST" and form.is_valid():
        set_offer(offer=form.save(commit=False), by=signed_in(request))
        messages.success(request, _("Kept. The call says so from now on."))
        return redirect("recordings", code=consultation.code)
    status = REFUSED if request.method == "POST" else 200
    return _pages.page(request, "set_up", consultation, _("Set up"), form=form, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@audience(Role.SECRETARIAT)
def recording(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Listen to one recording and write down what is said; ``do=keep`` only keeps it so far."""
    consultation = consultation_of(request)
    found = _recording(consultation, pk)
    if request.method == "POST":
        return _write(request, consultation, found)
    form = TranscriptForm(initial={"draft": found.draft, "version": found.version}, label_suffix="")
    return _editor(request, consultation, found, form)


def _write(request: HttpRequest, consultation: Consultation, found: Recording) -> HttpResponse:
    form = TranscriptForm(request.POST, label_suffix="")
    if not form.is_valid():
        return _editor(request, consultation, found, form, status=REFUSED)
    write = keep_draft if request.POST.get("do") == "keep" else finish
    by_script = request.headers.get("Accept") == "application/json"
    try:
        write(recording=found, by=signed_in(request), **form.cleaned_data)
    except CommonspaceError as refusal:
        if by_script:
            return JsonResponse({"message": str(refusal.message)}, status=refusal.status)
        form.add_error("draft", str(refusal.message))
        return _editor(request, consultation, found, form, status=refusal.status)
    if by_script:
        return JsonResponse({"version": _recording(consultation, found.pk).version})
    return _kept(request, consultation, found, is_finished=write is finish)


def _kept(
    request: HttpRequest, consultation: Consultation, found: Recording, *, is_finished: bool
) -> HttpResponse:
    if not is_finished:
        messages.success(request, _("Kept so far."))
        return redirect("recording", code=consultation.code, pk=found.pk)
    messages.success(request, _("Written down. The analysis finds these words from now on."))
    reference = found.attachment.contribution.reference
    return redirect("desk-contribution", code=consultation.code, reference=reference)


@require_safe
@audience(Role.SECRETARIAT)
def sound(request: HttpRequest, code: str, pk: int) -> HttpResponseBase:
    """Let staff hear a recording."""
    found = _recording(consultation_of(request), pk)
    if found.copy is None:
        raise Http404
    return play(request, found.copy)


@require_POST
@audience(Role.SECRETARIAT)
def again(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Listen once more to what could not be played, or let the engine try once more."""
    found = _recording(consultation_of(request), pk)
    if found.trouble and found.state == State.WAITING:
        found.state, found.trouble = State.ARRIVED, ""
        found.save(update_fields=["state", "trouble"])
        enqueue_on_commit(prepare_task, recording_id=found.pk)
    else:
        enqueue_on_commit(transcribe_task, recording_id=found.pk)
    messages.info(request, _("It is tried once more; look again in a moment."))
    return redirect("recording", code=code, pk=pk)


def _recording(consultation: Consultation, pk: int) -> Recording:
    return get_object_or_404(recordings_in(consultation), pk=pk)


def _editor(
    request: HttpRequest,
    consultation: Consultation,
    found: Recording,
    form: TranscriptForm,
    *,
    status: int = 200,
) -> HttpResponse:
    contribution = found.attachment.contribution
    return _pages.page(
        request, "recording", consultation, str(contribution), status=status,
        form=form, recording=found, contribution=contribution,
        trouble=trouble_sentence(found.trouble),
        has_engine=settings.COMMONSPACE_SPEECH != "none",
        language=contribution.language,
        language_name=language_name(contribution.language) if contribution.language else "",
        length=clock(found.seconds) if found.seconds is not None else "",
        unsure=[(second, clock(second)) for second in timecodes.unsure_times(found.draft)],
    )  # fmt: skip
