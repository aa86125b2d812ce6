"""Pass it on, for the secretariat: the same words and files, and whom they reached."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonspace.consultations.access import ANY_ROLE, consultation_of, roles_in, signed_in
from commonspace.consultations.choices import Role
from commonspace.kernel.audience import audience
from commonspace.sharing.choices import SHOWN_FROM
from commonspace.sharing.forms import InvitationForm
from commonspace.sharing.models import Invitation
from commonspace.sharing.queries import invitations_of
from commonspace.sharing.services import inviting
from commonspace.sharing.views.public import file_of, kit_context

REFUSED = 422


@require_safe
@audience(*ANY_ROLE)
def share(request: HttpRequest, code: str) -> HttpResponse:
    consultation = consultation_of(request)
    context = {
        **kit_context(request, consultation),
        "room": "call",
        "may_invite": Role.SECRETARIAT in roles_in(signed_in(request), consultation),
        "breadcrumbs": [
            {"label": _("Call"), "url": reverse("staff-call", args=[code])},
            {"label": _("Pass it on"), "url": ""},
        ],
    }
    return render(request, "sharing/share.html", context)


@require_safe
@audience(*ANY_ROLE)
def share_file(request: HttpRequest, code: str, language: str, name: str) -> HttpResponse:
    """One file, also of a call that is still a draft."""
    return file_of(request, consultation_of(request), language, name)


@require_http_methods(["GET", "HEAD", "POST"])
@audience(Role.SECRETARIAT)
def invitations(request: HttpRequest, code: str) -> HttpResponse:
    """The networks that were invited, each with a link of its own; a POST notes one more."""
    consultation = consultation_of(request)
    form = InvitationForm(request.POST or None, consultation=consultation)
    if request.method == "POST" and form.is_valid():
        inviting.invite(consultation=consultation, invited=form.invited(), by=signed_in(request))
        messages.success(request, _("Noted. The link of this network is in the list."))
        return redirect("invitations", code=code)
    context = {
        "consultation": consultation,
        "code": code,
        "room": "call",
        "form": form,
        "rows": invitations_of(consultation, root=request.build_absolute_uri("/")),
        "fewest": SHOWN_FROM,
        "mail_is_set_up": inviting.mail_is_set_up(),
        "breadcrumbs": [
            {"label": _("Call"), "url": reverse("staff-call", args=[code])},
            {"label": _("Pass it on"), "url": reverse("share", args=[code])},
            {"label": _("Invitations"), "url": ""},
        ],
    }
    status = REFUSED if request.method == "POST" else 200
    return render(request, "sharing/invitations.html", context, status=status)


@require_POST
@audience(Role.SECRETARIAT)
def invitation_remind(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    try:
        inviting.remind(invitation=_invitation(request, pk), by=signed_in(request))
    except OSError:
        messages.error(
            request,
            _(
                "The mail server did not take the reminder. It counts as one of the two all the same."
            ),
        )
    else:
        messages.success(request, _("The reminder is on its way."))
    return redirect("invitations", code=code)


@require_POST
@audience(Role.SECRETARIAT)
def invitation_forget(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    inviting.forget(invitation=_invitation(request, pk), by=signed_in(request))
    messages.success(request, _("Taken off the list. The address is deleted."))
    return redirect("invitations", code=code)


def _invitation(request: HttpRequest, pk: int) -> Invitation:
    return get_object_or_404(
        Invitation.objects.select_related("consultation", "contact"),
        consultation=consultation_of(request),
        pk=pk,
    )
