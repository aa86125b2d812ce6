"""Organisations that answered by several ways, and whether they count as one voice."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonspace.consultations.access import consultation_of, signed_in
from commonspace.desk.senders import senders_of
from commonspace.desk.services.voicing import count_as_one, count_each
from commonspace.desk.views.pages import DESK, page
from commonspace.kernel.audience import audience


@require_safe
@audience(*DESK)
def senders(request: HttpRequest, code: str) -> HttpResponse:
    consultation = consultation_of(request)
    found = senders_of(consultation)
    return page(
        request, "senders", consultation, _("One organisation, several ways"),
        waiting=[one for one in found if not one.is_settled],
        settled=[one for one in found if one.is_settled],
    )  # fmt: skip


@require_POST
@audience(*DESK)
def decide(request: HttpRequest, code: str, reference: int) -> HttpResponse:
    """Take the answer for the group whose first contribution has this number."""
    consultation, by = consultation_of(request), signed_in(request)
    group = next((one for one in senders_of(consultation) if one.key == reference), None)
    if group is None:
        raise Http404
    if request.POST.get("answer") == "one":
        name = request.POST.get("name", "")
        count_as_one(
            contributions=group.contributions, names=group.names, by=by,
            name=name if name in group.names else group.names[0],
        )  # fmt: skip
        messages.success(
            request, _("They count as one voice now. Every receipt stays good, and every word.")
        )
    else:
        count_each(contributions=group.contributions, by=by)
        messages.success(request, _("Each of them counts as a voice of its own."))
    return redirect("desk-senders", consultation.code)
