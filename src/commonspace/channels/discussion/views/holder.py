"""What the holder of a receipt does with a comment of theirs."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commonspace.channels.discussion.models import Comment
from commonspace.channels.discussion.services.saying import take_back, take_off
from commonspace.intake.errors import ReceiptClosedError
from commonspace.intake.holders import contribution_for_receipt
from commonspace.kernel.audience import RECEIPT, audience
from commonspace.kernel.errors import CommonspaceError


@audience(RECEIPT)
@require_POST
def my_comment(request: HttpRequest) -> HttpResponse:
    """Take a comment off its page or put it back; withdraw it while the discussion goes on."""
    try:
        contribution = contribution_for_receipt(request)
    except ReceiptClosedError:
        return redirect("receipt")
    found = (
        Comment.objects.filter(contribution=contribution)
        .select_related("contribution__consultation", "discussion__consultation")
        .first()
    )
    if found is None:
        raise Http404
    if request.POST.get("do") == "withdraw":
        try:
            take_back(comment=found)
        except CommonspaceError as refusal:
            messages.error(request, str(refusal.message))
        else:
            messages.success(request, _("Withdrawn. Your words are in no count and in no report."))
    else:
        is_off = request.POST.get("do") != "put-back"
        take_off(comment=found, is_off=is_off)
        told = (
            _(
                "Taken off the page. Your words are still counted; withdraw them if they should not be."
            )
            if is_off
            else _("Put back. It stands on the page again if it stood there before.")
        )
        messages.success(request, told)
    return redirect("my-contribution")
