"""Pages behind the links of a receipt: choose how to be named, confirm a withdrawal.

They show nothing of what was sent: whoever comes by the link may choose, not read.
"""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commonspace.channels.email.addresses import contribution_for_link
from commonspace.channels.email.forms import TermsForm
from commonspace.channels.email.services.terms import choose
from commonspace.consultations.deadline import deadline_of
from commonspace.contributions.choices import ConsentBy
from commonspace.contributions.models import Contribution
from commonspace.intake.services import may_change, withdraw
from commonspace.kernel.audience import RECEIPT, audience
from commonspace.kernel.localised import in_language

REFUSED = 422


@audience(RECEIPT)
@require_http_methods(["GET", "HEAD", "POST"])
def terms(request: HttpRequest, words: str) -> HttpResponse:
    """Let the sender of a mail choose how they may be named."""
    contribution = contribution_for_link(words)
    form = TermsForm(request.POST or None, initial=_chosen(contribution), label_suffix="")
    if request.method == "POST" and form.is_valid() and not contribution.is_withdrawn:
        clean = form.cleaned_data
        choose(
            contribution=contribution,
            attribution=clean["attribution"],
            may_publish=clean["may_publish"] == "yes",
            name=clean["name"],
            organisation=clean["organisation"],
            at=timezone.now(),
        )
        messages.success(request, _("Kept. You can change it here as long as this link works."))
        return redirect("mail-terms", words)
    status = REFUSED if request.method == "POST" else 200
    context = {**_about(contribution), "form": form, "words": words}
    return render(request, "email/terms.html", context, status=status)


@audience(RECEIPT)
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_by_link(request: HttpRequest, words: str) -> HttpResponse:
    """Withdraw a contribution that came by mail, after asking once more."""
    contribution = contribution_for_link(words)
    if request.method == "POST" and may_change(contribution):
        withdraw(contribution=contribution)
        return redirect("mail-withdraw", words)
    context = {**_about(contribution), "words": words}
    return render(request, "email/withdraw.html", context)


def _about(contribution: Contribution) -> dict[str, object]:
    call = contribution.consultation
    fallback = call.default_language
    return {
        "contribution": contribution,
        "consultation": call,
        "call_title": call.title_in(),
        "naming_terms": in_language(call.naming_terms, fallback=fallback),
        "closes": deadline_of(call),
        "may_change": may_change(contribution),
        "has_chosen": contribution.consent_by != ConsentBy.NOT_YET,
    }


def _chosen(contribution: Contribution) -> dict[str, str]:
    """Return what was chosen before; nothing is chosen for somebody who has not."""
    if contribution.consent_by == ConsentBy.NOT_YET:
        return {}
    return {
        "attribution": contribution.attribution,
        "may_publish": "yes" if contribution.may_publish else "no",
    }
