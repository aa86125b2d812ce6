"""Many organisations under one text: its sender names them, or they sign by themselves."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commonspace.channels.web.queries import said_in
from commonspace.channels.web.views.context import about
from commonspace.channels.web.views.receipt import REFUSED, for_holder
from commonspace.contributions.models import Contribution
from commonspace.intake.forms import SignatoriesForm, SignForm
from commonspace.intake.services import may_change
from commonspace.intake.signatures import (
    contribution_to_sign,
    name_signatories,
    organisations_in,
    sign,
    sign_token,
    strike,
)
from commonspace.kernel.audience import PUBLIC, RECEIPT, audience
from commonspace.kernel.errors import CommonspaceError


@audience(RECEIPT)
@require_http_methods(["GET", "HEAD", "POST"])
@for_holder
def signatories(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """List who stands behind a text, take a pasted list, give the address to sign at."""
    form = SignatoriesForm(request.POST or None, label_suffix="")
    if request.method == "POST" and may_change(contribution) and form.is_valid():
        try:
            signed = name_signatories(
                contribution=contribution,
                organisations=organisations_in(form.cleaned_data["organisations"]),
                actor="receipt",
            )
        except CommonspaceError as refusal:
            form.add_error("organisations", str(refusal))
        else:
            told = {"new": signed.new, "already": signed.already}
            messages.success(
                request, _("%(new)s put under the text; %(already)s stood there already.") % told
            )
            return redirect("signatories")
    address = reverse("sign", args=[sign_token(contribution)])
    context = {
        **about(contribution.consultation),
        "contribution": contribution,
        "form": form,
        "rows": contribution.signatories.select_related("organisation"),
        "may_change": may_change(contribution),
        "sign_address": request.build_absolute_uri(address),
    }
    status = REFUSED if form.is_bound and form.errors else 200
    return render(request, "web/signatories.html", context, status=status)


@audience(RECEIPT)
@require_POST
@for_holder
def strike_one(request: HttpRequest, contribution: Contribution, pk: int) -> HttpResponse:
    """Take one organisation off the text."""
    if may_change(contribution):
        strike(signatory=get_object_or_404(contribution.signatories, pk=pk), actor="receipt")
    return redirect("signatories")


@audience(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def sign_text(request: HttpRequest, token: str) -> HttpResponse:
    """Let whoever was given the address read the text and sign it for an organisation."""
    contribution = contribution_to_sign(token)
    form = SignForm(request.POST or None, label_suffix="")
    is_open = may_change(contribution)
    if request.method == "POST" and is_open and form.is_valid():
        clean = form.cleaned_data
        try:
            sign(
                contribution=contribution,
                name=clean["organisation"],
                kind=clean["kind"],
                country=clean["country"],
            )
        except CommonspaceError as refusal:
            form.add_error("organisation", str(refusal))
        else:
            messages.success(request, _("Thank you. Your organisation stands under this text."))
            return redirect("sign", token=token)
    context = {
        **about(contribution.consultation),
        "said": said_in(contribution),
        "form": form,
        "is_open": is_open,
        "signatures": contribution.signatories.count(),
    }
    status = REFUSED if form.is_bound and form.errors else 200
    return render(request, "web/sign.html", context, status=status)
