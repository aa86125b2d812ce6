"""What the synthesis pages have in common."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonspace.consultations.models import Consultation, Question
from commonspace.evidence.board import question_numbered
from commonspace.synthesis.models import Synthesised
from commonspace.synthesis.queries import KINDS

UNPROCESSABLE = 422
WRITERS = ("secretariat", "analyst")
KIND_NAMES = {
    "finding": gettext_lazy("Finding"),
    "example": gettext_lazy("Example"),
    "recommendation": gettext_lazy("Recommendation"),
    "service": gettext_lazy("Service"),
    "quote": gettext_lazy("Quote"),
    "resource": gettext_lazy("Resource"),
}


def page(
    request: HttpRequest,
    template: str,
    consultation: Consultation,
    *crumbs: tuple[str, str],
    status: int = 200,
    **context: Any,  # noqa: ANN401
) -> HttpResponse:
    """Render a page of the Synthesis tab."""
    first = (_("Synthesis"), reverse("staff-synthesis", args=[consultation.code]))
    whole = {
        "consultation": consultation,
        "room": "synthesis",
        "breadcrumbs": [{"label": label, "url": url} for label, url in (first, *crumbs)]
        if crumbs
        else None,
        "code": consultation.code,
        "kind_names": KIND_NAMES,
        **context,
    }
    return render(request, f"synthesis/{template}.html", whole, status=status)


def board_url(consultation: Consultation, question: Question | None) -> str:
    """Return the address of a question's board, or of the general one."""
    if question is None:
        return reverse("synthesis-general", args=[consultation.code])
    return reverse("synthesis-board", args=[consultation.code, question.number])


def board_crumb(consultation: Consultation, question: Question | None) -> tuple[str, str]:
    label = _("Question %(number)d") % {"number": question.number} if question else _("General")
    return label, board_url(consultation, question)


def question_or_404(consultation: Consultation, number: int) -> Question:
    question = question_numbered(consultation, number)
    if question is None:
        raise Http404
    question.consultation = consultation
    return question


def thing_or_404(consultation: Consultation, kind: str, pk: object) -> Synthesised:
    """Return a thing of the consultation's report."""
    if kind not in KINDS:
        raise Http404
    things = KINDS[kind].objects.filter(consultation=consultation)  # type: ignore[attr-defined]  # concrete
    found: Synthesised = get_object_or_404(things.select_related("question", "made_by"), pk=pk)
    found.consultation = consultation
    if found.question:
        found.question.consultation = consultation
    return found
