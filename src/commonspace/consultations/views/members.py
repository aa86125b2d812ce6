"""Who works on a consultation; and the page on which somebody invited chooses a password."""

from django.contrib import messages
from django.contrib.auth.tokens import default_token_generator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commonspace.consultations import services
from commonspace.consultations.access import consultation_of, signed_in
from commonspace.consultations.errors import LastSecretariatError
from commonspace.consultations.forms import MemberForm
from commonspace.consultations.models import Consultation
from commonspace.consultations.queries import members_of
from commonspace.consultations.views.pages import UNPROCESSABLE, step_page
from commonspace.kernel.audience import audience
from commonspace.people.models import Account


@require_http_methods(["GET", "HEAD", "POST"])
@audience("secretariat")
def members(request: HttpRequest, code: str) -> HttpResponse:
    consultation = consultation_of(request)
    form = MemberForm(request.POST or None)
    if not form.is_valid():
        status = UNPROCESSABLE if request.method == "POST" else 200
        return _members_page(request, consultation, form=form, status=status)
    invitation = services.add_member(
        consultation=consultation, by=signed_in(request), **form.cleaned_data
    )
    if not invitation.needs_password:
        messages.success(request, _("They can sign in and work on this consultation."))
        return redirect("call-members", code=consultation.code)
    account = invitation.membership.account
    return _members_page(
        request,
        consultation,
        form=MemberForm(),
        invited=account,
        password_link=request.build_absolute_uri(_password_address(account)),
    )


def _members_page(
    request: HttpRequest, consultation: Consultation, *, status: int = 200, **context: object
) -> HttpResponse:
    rows = members_of(consultation)
    return step_page(
        request, "members", consultation, "members", status=status, rows=rows, **context
    )


def _password_address(account: Account) -> str:
    key = urlsafe_base64_encode(force_bytes(account.pk))
    return reverse("choose-password", args=[key, default_token_generator.make_token(account)])


@require_POST
@audience("secretariat")
def remove_member(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    consultation = consultation_of(request)
    membership = get_object_or_404(consultation.memberships, pk=pk)
    try:
        services.remove_member(membership=membership, by=signed_in(request))
    except LastSecretariatError as refusal:
        messages.warning(request, str(refusal))
    return redirect("call-members", code=consultation.code)
