"""What the staff pages of a call have in common: where one is, what is kept, what comes next."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from commonspace.consultations.access import roles_in, signed_in
from commonspace.consultations.choices import Role
from commonspace.consultations.models import Consultation
from commonspace.consultations.queries import checklist
from commonspace.consultations.steps import step, step_after

UNPROCESSABLE = 422


def page(
    request: HttpRequest,
    template: str,
    consultation: Consultation,
    *,
    status: int = 200,
    **context: Any,  # noqa: ANN401  # handed on as it came
) -> HttpResponse:
    """Render a page of the Call tab."""
    held = roles_in(signed_in(request), consultation)
    whole = {
        "consultation": consultation,
        "room": "call",
        "items": checklist(consultation),
        "may_edit": Role.SECRETARIAT in held,
        **context,
    }
    return render(request, f"consultations/{template}.html", whole, status=status)


def step_page(
    request: HttpRequest,
    template: str,
    consultation: Consultation,
    key: str,
    *,
    status: int = 200,
    **context: Any,  # noqa: ANN401  # handed on as it came
) -> HttpResponse:
    """Render one step, with the list of all of them beside it."""
    current, following = step(key), step_after(key)
    return page(
        request,
        template,
        consultation,
        status=status,
        step=current,
        is_last=following is None,
        next_url=reverse(following.url_name, args=[consultation.code]) if following else "",
        **context,
    )


def kept(request: HttpRequest, consultation: Consultation, key: str) -> HttpResponse:
    """Say that the step is kept, and go where the pressed button leads."""
    messages.success(request, _("Kept."))
    following = step_after(key)
    if request.POST.get("then") == "next":
        name = following.url_name if following else "staff-call"
    else:
        name = step(key).url_name
    return redirect(reverse(name, args=[consultation.code]))
