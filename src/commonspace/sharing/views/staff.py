"""Pass it on, for the secretariat: the same words and files."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commonspace.consultations.access import ANY_ROLE, consultation_of
from commonspace.kernel.audience import audience
from commonspace.sharing.views.public import file_of, kit_context


@require_safe
@audience(*ANY_ROLE)
def share(request: HttpRequest, code: str) -> HttpResponse:
    consultation = consultation_of(request)
    context = {
        **kit_context(request, consultation),
        "room": "call",
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
