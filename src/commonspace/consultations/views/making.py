"""From the first title to the published call."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commonspace.consultations import services
from commonspace.consultations.access import consultation_of, signed_in
from commonspace.consultations.errors import (
    IncompleteCallError,
    TakenAddressError,
    UnstatedUseError,
)
from commonspace.consultations.forms import NewConsultationForm, PublishForm
from commonspace.consultations.models import Consultation
from commonspace.consultations.queries import says_what_happens, what_lacks
from commonspace.consultations.views.pages import UNPROCESSABLE, page
from commonspace.consultations.views.public import call_address, call_page
from commonspace.kernel.audience import SIGNED_IN, audience
from commonspace.kernel.localised import current_language
from commonspace.people.models import Account
from commonspace.people.services import organisation_named


@require_http_methods(["GET", "HEAD", "POST"])
@audience(SIGNED_IN)
def new_consultation(request: HttpRequest) -> HttpResponse:
    account = signed_in(request)
    form = NewConsultationForm(
        request.POST or None,
        initial={"language": current_language(), "organisation": _usual_owner(account)},
    )
    if request.method != "POST":
        return render(request, "consultations/new.html", {"form": form})
    if form.is_valid():
        try:
            made = _create(form, account)
        except TakenAddressError as refusal:
            form.add_error("code", str(refusal))
        else:
            messages.success(request, _("The draft is kept. Nobody but its members can see it."))
            return redirect("staff-call", code=made.code)
    return render(request, "consultations/new.html", {"form": form}, status=UNPROCESSABLE)


def _create(form: NewConsultationForm, account: Account) -> Consultation:
    values = form.cleaned_data
    owner = organisation_named(name=values["organisation"])
    if owner is None:
        raise TakenAddressError
    return services.create_consultation(
        by=account,
        owner=owner,
        title=values["title"],
        language=values["language"],
        time_zone=values["time_zone"],
        code=values["code"],
    )


def _usual_owner(account: Account) -> str:
    latest = (
        Consultation.objects.filter(memberships__account=account).select_related("owner").first()
    )
    return latest.owner.name if latest else ""


@require_safe
@audience("secretariat", "analyst", "rapporteur")
def call_edit(request: HttpRequest, code: str) -> HttpResponse:
    consultation = consultation_of(request)
    return page(request, "edit", consultation, lacks=what_lacks(consultation))


@require_safe
@audience("secretariat", "analyst", "rapporteur")
def call_preview(request: HttpRequest, code: str) -> HttpResponse:
    return call_page(request, consultation_of(request), is_preview=True)


@require_http_methods(["GET", "HEAD", "POST"])
@audience("secretariat")
def call_publish(request: HttpRequest, code: str) -> HttpResponse:
    consultation, form = consultation_of(request), PublishForm(request.POST or None)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            services.publish(
                consultation=consultation, by=signed_in(request), signed=form.cleaned_data["signed"]
            )
        except UnstatedUseError as error:
            form.add_error("signed", str(error))
        except IncompleteCallError as error:
            refusal = str(error)
        else:
            messages.success(request, _("The call is public."))
            return redirect("staff-call", code=consultation.code)
    return page(
        request,
        "publish",
        consultation,
        status=UNPROCESSABLE if request.method == "POST" else 200,
        form=form,
        refusal=refusal,
        lacks=what_lacks(consultation),
        says_what_happens=says_what_happens(consultation),
        public_url=request.build_absolute_uri(call_address(consultation, current_language())),
    )
