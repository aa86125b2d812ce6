"""The public face of a consultation: the call, and the files it offers."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from commonspace.consultations.access import published_consultation, readable_consultation
from commonspace.consultations.calendar import calendar_entry
from commonspace.consultations.deadline import deadline_of, phase_of, time_left, told
from commonspace.consultations.models import Consultation
from commonspace.consultations.outcomes import outcomes_of
from commonspace.consultations.queries import call_parts, languages_of, timeline
from commonspace.consultations.ways import beside_questions, ways_to_respond
from commonspace.kernel.audience import PUBLIC, audience
from commonspace.kernel.errors import NotYoursError
from commonspace.provenance.downloads import as_attachment


@require_safe
@audience(PUBLIC)
def call(request: HttpRequest, code: str) -> HttpResponse:
    return call_page(request, published_consultation(code))


def call_page(
    request: HttpRequest, consultation: Consultation, *, is_preview: bool = False
) -> HttpResponse:
    languages = list(languages_of(consultation))
    context = {
        "consultation": consultation,
        "parts": call_parts(consultation),
        "phase": phase_of(consultation),
        "time_left": time_left(consultation),
        "opening": told(consultation.opens_at, consultation) if consultation.opens_at else None,
        "deadline": deadline_of(consultation),
        "timeline": timeline(consultation),
        "ways": ways_to_respond(consultation),
        "beside": beside_questions(consultation),
        "answer_url": address("answer", consultation),
        "outcomes": outcomes_of([consultation]).get(consultation.pk, []),
        "consultation_languages": languages,
        "alternates": [
            (language, request.build_absolute_uri(call_address(consultation, language)))
            for language in languages
        ],
        "is_preview": is_preview,
    }
    return render(request, "consultations/call.html", context)


def call_address(consultation: Consultation, language: str) -> str:
    with override(language):
        return reverse("call", args=[consultation.code])


def address(name: str, consultation: Consultation) -> str:
    """Return the address of a consultation's page, empty where no channel offers it."""
    try:
        return reverse(name, args=[consultation.code])
    except NoReverseMatch:
        return ""


@require_safe
@audience(PUBLIC)
def call_calendar(request: HttpRequest, code: str) -> HttpResponse:
    consultation = published_consultation(code)
    deadline = deadline_of(consultation)
    if deadline is None:
        raise NotYoursError
    entry = calendar_entry(
        uid=f"call-{consultation.pk}@{request.get_host()}",
        title=_("Deadline: %(title)s") % {"title": consultation},
        deadline=deadline,
        url=request.build_absolute_uri(reverse("call", args=[consultation.code])),
        times_moved=consultation.deadline_changes.count(),
    )
    headers = {"Content-Disposition": f'attachment; filename="{consultation.code}.ics"'}
    return HttpResponse(entry, content_type="text/calendar; charset=utf-8", headers=headers)


@require_safe
@audience(PUBLIC)
def call_document(request: HttpRequest, code: str, pk: int) -> StreamingHttpResponse:
    consultation = readable_consultation(request.user, code)
    document = get_object_or_404(consultation.documents.select_related("file"), pk=pk)
    return as_attachment(document.file, media_type=document.file.media_type)
