"""What the analysis pages have in common: their frame, and the way back."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from commonspace.consultations.models import Consultation, Question
from commonspace.evidence.board import question_numbered
from commonspace.evidence.showing import Shown

UNPROCESSABLE = 422
ON_A_PAGE = 40
ANALYSTS = ("secretariat", "analyst")


def page(
    request: HttpRequest,
    template: str,
    consultation: Consultation,
    *crumbs: tuple[str, str],
    status: int = 200,
    **context: Any,  # noqa: ANN401
) -> HttpResponse:
    """Render a page of the Analysis tab."""
    first = (_("Analysis"), reverse("staff-analysis", args=[consultation.code]))
    whole = {
        "consultation": consultation,
        "room": "analysis",
        "breadcrumbs": [{"label": label, "url": url} for label, url in (first, *crumbs)]
        if crumbs
        else None,
        "code": consultation.code,
        **context,
    }
    return render(request, f"evidence/{template}.html", whole, status=status)


def back(request: HttpRequest, default: str, *args: object) -> HttpResponse:
    """Go back to the page the form stood on, if it is one of ours."""
    wanted = request.POST.get("back", "")
    if wanted.startswith("/") and url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        return HttpResponseRedirect(wanted)
    return redirect(default, *args)


def question_or_404(consultation: Consultation, number: int) -> Question | None:
    """Return the question under ``number``; 0 stands for what answers none."""
    if number == 0:
        return None
    question = question_numbered(consultation, number)
    if question is None:
        raise Http404
    question.consultation = consultation
    return question


def part_of(request: HttpRequest, shown: list[Shown]) -> Page[Shown]:
    """Return the part of a list that the address asks for."""
    return Paginator(shown, ON_A_PAGE).get_page(request.GET.get("page"))


def question_label(question: Question | None) -> str:
    """Name a question in a line of ways."""
    if question is None:
        return _("General")
    return _("Question %(number)d") % {"number": question.number}
