"""Pass it on: words and files for whoever tells others of a call."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from commonspace.consultations.access import published_consultation
from commonspace.consultations.models import Consultation
from commonspace.consultations.queries import languages_of
from commonspace.kernel.audience import PUBLIC, audience
from commonspace.kernel.errors import NotYoursError
from commonspace.kernel.localised import current_language
from commonspace.sharing.kit import KIT, paper_named, papers_for
from commonspace.sharing.links import Copy
from commonspace.sharing.words import texts_for


@require_safe
@audience(PUBLIC)
def pass_it_on(request: HttpRequest, code: str) -> HttpResponse:
    consultation = published_consultation(code)
    context = {**kit_context(request, consultation), "home_url": reverse("call", args=[code])}
    return render(request, "sharing/pass_it_on.html", context)


@require_safe
@audience(PUBLIC)
def paper(request: HttpRequest, code: str, language: str, name: str) -> HttpResponse:
    """One file, in one language of the call."""
    return file_of(request, published_consultation(code), language, name)


def file_of(
    request: HttpRequest, consultation: Consultation, language: str, name: str
) -> HttpResponse:
    if language not in set(languages_of(consultation)):
        raise NotYoursError
    copy = Copy(consultation=consultation, language=language, root=_root(request))
    found = paper_named(copy, name)
    if found is None:
        raise NotYoursError
    shown = f"{consultation.code}-{language}-{name}"
    return HttpResponse(
        found.make(copy),
        content_type=found.media_type,
        headers={"Content-Disposition": f'attachment; filename="{shown}"'},
    )


def kit_context(request: HttpRequest, consultation: Consultation) -> dict[str, object]:
    """Return what is shown of a call's kit in the language asked for, else in the page's."""
    languages = list(languages_of(consultation))
    asked = request.GET.get("in", "")
    here = current_language()
    language = next((one for one in (asked, here) if one in languages), languages[0])
    copy = Copy(consultation=consultation, language=language, root=_root(request))
    return {
        "consultation": consultation,
        "code": consultation.code,
        "copy": copy,
        "texts": texts_for(copy),
        "papers": papers_for(copy),
        "kit_name": KIT,
        "shared_languages": languages,
        "consultation_languages": languages,
    }


def _root(request: HttpRequest) -> str:
    return request.build_absolute_uri("/")
