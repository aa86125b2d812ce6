"""The steps that are one form each."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from commonspace.consultations import services
from commonspace.consultations.access import consultation_of, signed_in
from commonspace.consultations.defaults import NAMING_TERMS
from commonspace.consultations.errors import DatesOutOfOrderError
from commonspace.consultations.forms import (
    ContactsForm,
    DatesForm,
    LanguagesForm,
    PromiseForm,
    TextsForm,
)
from commonspace.consultations.views.pages import UNPROCESSABLE, kept, step_page
from commonspace.kernel.audience import audience

form_page = require_http_methods(["GET", "HEAD", "POST"])


def _status(request: HttpRequest) -> int:
    return UNPROCESSABLE if request.method == "POST" else 200


@form_page
@audience("secretariat")
def texts(request: HttpRequest, code: str) -> HttpResponse:
    consultation = consultation_of(request)
    form = TextsForm(request.POST or None, consultation=consultation, current=consultation)
    if form.is_valid():
        services.change_texts(consultation=consultation, by=signed_in(request), texts=form.values())
        return kept(request, consultation, "texts")
    return step_page(request, "step", consultation, "texts", form=form, status=_status(request))


@form_page
@audience("secretariat")
def promise(request: HttpRequest, code: str) -> HttpResponse:
    consultation = consultation_of(request)
    form = PromiseForm(
        request.POST or None,
        consultation=consultation,
        current=consultation,
        naming_proposal=NAMING_TERMS,
        initial={"level": consultation.level},
    )
    if form.is_valid():
        services.state_promise(consultation=consultation, by=signed_in(request), **form.values())
        return kept(request, consultation, "promise")
    return step_page(
        request,
        "step",
        consultation,
        "promise",
        form=form,
        is_proposal=not consultation.naming_terms,
        status=_status(request),
    )


@form_page
@audience("secretariat")
def dates(request: HttpRequest, code: str) -> HttpResponse:
    consultation = consultation_of(request)
    form = DatesForm(request.POST or None, consultation=consultation)
    if form.is_valid():
        try:
            services.set_dates(
                consultation=consultation, by=signed_in(request), **form.cleaned_data
            )
        except DatesOutOfOrderError as refusal:
            form.add_error("closes_at", str(refusal))
        else:
            return kept(request, consultation, "dates")
    return step_page(request, "step", consultation, "dates", form=form, status=_status(request))


@form_page
@audience("secretariat")
def languages(request: HttpRequest, code: str) -> HttpResponse:
    consultation = consultation_of(request)
    form = LanguagesForm(
        request.POST or None,
        initial={"main": consultation.default_language, "languages": consultation.languages},
    )
    if form.is_valid():
        services.set_languages(
            consultation=consultation, by=signed_in(request), **form.cleaned_data
        )
        return kept(request, consultation, "languages")
    return step_page(request, "step", consultation, "languages", form=form, status=_status(request))


@form_page
@audience("secretariat")
def contacts(request: HttpRequest, code: str) -> HttpResponse:
    consultation = consultation_of(request)
    form = ContactsForm(
        request.POST or None,
        initial={
            "content": consultation.contact_content,
            "technical": consultation.contact_technical,
            "event_site": consultation.event_site,
        },
    )
    if form.is_valid():
        services.set_contacts(consultation=consultation, by=signed_in(request), **form.cleaned_data)
        return kept(request, consultation, "contacts")
    return step_page(request, "step", consultation, "contacts", form=form, status=_status(request))
