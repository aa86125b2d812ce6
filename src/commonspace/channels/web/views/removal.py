"""Asking, with the code, for removal once the call has closed."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commonspace.channels.web.views.context import about
from commonspace.channels.web.views.receipt import REFUSED, for_holder
from commonspace.consultations.outcomes import outcomes_of
from commonspace.contributions.models import Contribution
from commonspace.intake.choices import RemovalState
from commonspace.intake.forms import RemovalForm
from commonspace.intake.removing import ask_for_removal, standing_of, take_back_request
from commonspace.kernel.audience import RECEIPT, audience


@audience(RECEIPT)
@require_http_methods(["GET", "HEAD", "POST"])
@for_holder
def ask(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """Say what removal means, and take the request."""
    if not standing_of(contribution).may_ask:
        return redirect("my-contribution")
    form = RemovalForm(request.POST if request.method == "POST" else None, label_suffix="")
    if form.is_valid():
        asked = ask_for_removal(contribution=contribution, **form.cleaned_data)
        messages.success(
            request,
            _("We have your request. The secretariat decides by %(day)s; you read it here.")
            % {"day": date_format(asked.due_on)},
        )
        return redirect("my-contribution")
    context = {
        **about(contribution.consultation),
        "contribution": contribution,
        "form": form,
        "is_published": bool(outcomes_of([contribution.consultation])),
        "due_on": timezone.localdate() + timedelta(days=settings.COMMONSPACE_REMOVAL_DAYS),
        "refused_before": contribution.removals.filter(state=RemovalState.REFUSED).last(),
    }
    return render(request, "web/removal.html", context, status=REFUSED if form.is_bound else 200)


@audience(RECEIPT)
@require_POST
@for_holder
def take_back(request: HttpRequest, contribution: Contribution) -> HttpResponse:
    """Let what was sent stay after all."""
    take_back_request(contribution=contribution)
    messages.success(request, _("Your request is taken back. What you sent stays."))
    return redirect("my-contribution")
