"""Tell a story: on the screen, or with a filled file that is looked at before it is sent."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commonspace.channels.story.forms import TellForm, UploadForm
from commonspace.channels.story.queries import form_of
from commonspace.channels.story.services import keep_file, read_file, tell
from commonspace.channels.story.tasks import forget_waiting_files
from commonspace.consultations.access import published_consultation
from commonspace.consultations.deadline import deadline_of
from commonspace.consultations.models import Consultation
from commonspace.consultations.queries import languages_of
from commonspace.intake.services import Received
from commonspace.kernel.audience import PUBLIC, audience
from commonspace.kernel.background import enqueue_on_commit
from commonspace.kernel.codes import spelled
from commonspace.kernel.errors import CommonspaceError
from commonspace.kernel.localised import current_language, in_language

REFUSED = 422


@require_http_methods(["GET", "HEAD", "POST"])
@audience(PUBLIC)
def story(request: HttpRequest, code: str) -> HttpResponse:
    """The form; a POST sends the story."""
    arrived_at = timezone.now()
    consultation = _asking(code)
    if request.method != "POST":
        return _page(request, consultation, TellForm(consultation=consultation))
    form = TellForm(request.POST, consultation=consultation)
    if not consultation.is_open(arrived_at) or not form.is_valid():
        return _page(request, consultation, form, status=REFUSED)
    try:
        received = tell(consultation=consultation, telling=form.telling(), received_at=arrived_at)
    except CommonspaceError as refusal:
        form.add_error(None, str(refusal.message))
        return _page(request, consultation, form, status=REFUSED)
    return _receipt(request, consultation, received)


@require_POST
@audience(PUBLIC)
def story_file(request: HttpRequest, code: str) -> HttpResponse:
    """Read a filled file and show what was read. Nothing is sent yet."""
    consultation = _asking(code)
    form, upload = read_upload(request, consultation)
    if form is None:
        empty = TellForm(consultation=consultation)
        return _page(request, consultation, empty, upload=upload, status=REFUSED)
    return _page(request, consultation, form, was_read=True)


def read_upload(
    request: HttpRequest, consultation: Consultation
) -> tuple[TellForm | None, UploadForm]:
    """Return the form with what an uploaded file said, or the upload form with what was wrong."""
    upload = UploadForm(request.POST, request.FILES, label_suffix="")
    if not upload.is_valid():
        return None, upload
    given = upload.cleaned_data["filled"]
    try:
        file = keep_file(stream=given, name=given.name)
        enqueue_on_commit(forget_waiting_files)
        filled = read_file(consultation=consultation, file=file)
    except CommonspaceError as refusal:
        upload.add_error("filled", str(refusal.message))
        return None, upload
    return TellForm.from_file(consultation, filled, file), upload


def form_words(consultation: Consultation) -> dict[str, object]:
    """Return what stands around the form, for public and staff pages alike."""
    fallback = consultation.default_language
    languages = list(languages_of(consultation))
    here = current_language()
    return {
        "consultation": consultation,
        "code": consultation.code,
        "opening": in_language(form_of(consultation).opening, fallback=fallback),
        "terms": in_language(consultation.naming_terms, fallback=fallback),
        "file_language": here if here in languages else languages[0],
    }


def _asking(code: str) -> Consultation:
    consultation = published_consultation(code)
    if not form_of(consultation).is_offered:
        raise Http404
    return consultation


def _page(
    request: HttpRequest,
    consultation: Consultation,
    form: TellForm,
    *,
    upload: UploadForm | None = None,
    was_read: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        **form_words(consultation),
        "form": form,
        "upload": upload or UploadForm(label_suffix=""),
        "was_read": was_read,
        "is_open": consultation.is_open(),
        "home_url": reverse("call", args=[consultation.code]),
        "consultation_languages": list(languages_of(consultation)),
    }
    return render(request, "story/tell.html", context, status=status)


def _receipt(request: HttpRequest, consultation: Consultation, received: Received) -> HttpResponse:
    context = {
        "consultation": consultation,
        "contribution": received.contribution,
        "receipt": spelled(received.code),
        "is_new": received.is_new,
        "closes": deadline_of(consultation),
        "title": _("Thank you. We have your story."),
        "home_url": reverse("call", args=[consultation.code]),
    }
    response = render(request, "story/receipt.html", context)
    add_never_cache_headers(response)
    return response
