"""Requests for removal: the list, what one touches, and the decision about it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonspace.consultations.access import consultation_of, roles_in, signed_in
from commonspace.consultations.choices import Role
from commonspace.consultations.models import Consultation
from commonspace.desk.queries import state_of
from commonspace.desk.views.pages import DESK, UNPROCESSABLE, contribution_or_404, page
from commonspace.intake.choices import SHORTLY, RemovalState, Removed
from commonspace.intake.forms import EnteredRemovalForm
from commonspace.intake.models import RemovalRequest
from commonspace.intake.removing import (
    ask_for_removal,
    carry_out_removal,
    refuse_removal,
    requests_of,
    touched_by,
)
from commonspace.kernel.audience import audience
from commonspace.kernel.errors import CommonspaceError


@require_safe
@audience(*DESK)
def removals(request: HttpRequest, code: str) -> HttpResponse:
    """List what is asked for, the most urgent first, and what was decided."""
    consultation = consultation_of(request)
    found = [(one, SHORTLY[Removed(one.what)]) for one in requests_of(consultation)]
    return page(
        request, "removals", consultation, _("Requests for removal"),
        waiting=[pair for pair in found if pair[0].is_open],
        decided=[pair for pair in reversed(found) if not pair[0].is_open],
    )  # fmt: skip


@require_safe
@audience(*DESK)
def removal(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    consultation = consultation_of(request)
    return _opened(request, consultation, _asked(consultation, pk))


@require_POST
@audience(Role.SECRETARIAT)
def decide(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Carry a request out, or refuse it with a reason."""
    consultation = consultation_of(request)
    found = _asked(consultation, pk)
    by, answer = signed_in(request), request.POST.get("answer", "")
    try:
        if request.POST.get("do") == "carry-out":
            carry_out_removal(request=found, by=by)
            done = _("Removed. The log keeps who did it and when, and none of the words.")
        else:
            refuse_removal(request=found, answer=answer, by=by)
            done = _("Refused. Whoever asked reads your reason with the code.")
    except CommonspaceError as refusal:
        return _opened(
            request, consultation, _asked(consultation, pk), status=refusal.status,
            problem=refusal.message, answer=answer,
        )  # fmt: skip
    messages.success(request, done)
    return redirect("desk-removals", consultation.code)


@require_http_methods(["GET", "HEAD", "POST"])
@audience(Role.SECRETARIAT)
def enter(request: HttpRequest, code: str, reference: int) -> HttpResponse:
    """Write a request down for somebody who asked by telephone, by mail or in person."""
    consultation = consultation_of(request)
    found = contribution_or_404(consultation, reference)
    form = EnteredRemovalForm(request.POST if request.method == "POST" else None, label_suffix="")
    if form.is_valid():
        try:
            asked = ask_for_removal(contribution=found, by=signed_in(request), **form.cleaned_data)
        except CommonspaceError as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Written down. It can be decided at once or later."))
            return redirect("desk-removal", consultation.code, asked.pk)
    return page(
        request, "removal_enter", consultation, str(found), contribution=found, form=form,
        state=state_of(found), status=UNPROCESSABLE if form.is_bound else 200,
    )  # fmt: skip


def _asked(consultation: Consultation, pk: int) -> RemovalRequest:
    return get_object_or_404(requests_of(consultation), pk=pk)


def _opened(
    request: HttpRequest,
    consultation: Consultation,
    found: RemovalRequest,
    *,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    return page(
        request, "removal", consultation, _("Requests for removal"), str(found.contribution),
        status=status, removal=found, contribution=found.contribution,
        what=SHORTLY[Removed(found.what)],
        touched=touched_by(found) if found.is_open else [],
        earlier=found.contribution.removals.exclude(pk=found.pk).filter(
            state=RemovalState.REFUSED
        ),
        is_secretariat=Role.SECRETARIAT in roles_in(signed_in(request), consultation),
        **more,
    )  # fmt: skip
