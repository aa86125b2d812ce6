"""Paper for everybody: what to do with it, and the form to print."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from commonspace.channels.paper.queries import offer_of
from commonspace.channels.paper.services.printing import blank_pdf
from commonspace.consultations.access import published_consultation
from commonspace.consultations.deadline import deadline_of
from commonspace.consultations.models import Consultation
from commonspace.consultations.queries import languages_of
from commonspace.kernel.audience import PUBLIC, audience
from commonspace.kernel.names import language_name


@require_safe
@audience(PUBLIC)
def paper(request: HttpRequest, code: str) -> HttpResponse:
    consultation = _offering(code)
    context = {
        "consultation": consultation,
        "code": consultation.code,
        "bring_to": offer_of(consultation).bring_to_in() or consultation.contact_content,
        "forms": [(one, language_name(one)) for one in languages_of(consultation)],
        "closes": deadline_of(consultation),
        "is_open": consultation.is_open(),
        "home_url": reverse("call", args=[consultation.code]),
        "consultation_languages": list(languages_of(consultation)),
    }
    return render(request, "paper/paper.html", context)


@require_safe
@audience(PUBLIC)
def blank(request: HttpRequest, code: str, language: str) -> HttpResponse:
    """Give the form without a number; it may be copied freely."""
    consultation = _offering(code)
    if language not in set(languages_of(consultation)):
        raise Http404
    return HttpResponse(
        blank_pdf(consultation=consultation, language=language),
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="{consultation.code}-{language}-paper.pdf"'
        },
    )


def _offering(code: str) -> Consultation:
    consultation = published_consultation(code)
    if not offer_of(consultation).is_offered:
        raise Http404
    return consultation
