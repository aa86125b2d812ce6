"""What the report says: all questions in numbers, one question in full."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from commonspace.consultations.access import consultation_of
from commonspace.consultations.models import Consultation, Question
from commonspace.evidence.queries import live_themes
from commonspace.kernel.audience import audience
from commonspace.synthesis.board import board_of
from commonspace.synthesis.choices import Audience
from commonspace.synthesis.doubles import doubles_among
from commonspace.synthesis.forms import HeadingForm
from commonspace.synthesis.ledger import ledger_of
from commonspace.synthesis.models import AudienceHeading
from commonspace.synthesis.queries import things_by_question
from commonspace.synthesis.services.writing import word_heading
from commonspace.synthesis.views.pages import (
    UNPROCESSABLE,
    WRITERS,
    board_crumb,
    board_url,
    page,
    question_or_404,
)


@require_safe
@audience(*WRITERS)
def synthesis(request: HttpRequest, code: str) -> HttpResponse:
    consultation = consultation_of(request)
    lines = things_by_question(consultation)
    doubles = doubles_among(consultation, lines)
    return page(
        request,
        "overview",
        consultation,
        lines=lines,
        doubles=sum(double.kept_apart is None for double in doubles),
        names=consultation.name_queries.filter(answer="").count(),
        ledger=ledger_of(consultation),
        waiting=consultation.proposals.filter(accepted=None).count(),
    )


@require_safe
@audience(*WRITERS)
def question_board(request: HttpRequest, code: str, number: int) -> HttpResponse:
    consultation = consultation_of(request)
    return _board(request, consultation, question_or_404(consultation, number))


@require_safe
@audience(*WRITERS)
def general_board(request: HttpRequest, code: str) -> HttpResponse:
    return _board(request, consultation_of(request), None)


def _board(
    request: HttpRequest,
    consultation: Consultation,
    question: Question | None,
    *,
    status: int = 200,
    **context: object,
) -> HttpResponse:
    board = board_of(consultation, question)
    headings = {
        heading.audience: heading.text
        for heading in AudienceHeading.objects.filter(question=question)
    }
    return page(
        request,
        "board",
        consultation,
        (board_crumb(consultation, question)[0], ""),
        status=status,
        question=question,
        number=question.number if question else 0,
        board=board,
        questions=consultation.questions.filter(retired_at=None),
        audiences=[(value, label, headings.get(value, "")) for value, label in Audience.choices],
        themes=live_themes(consultation).filter(question=question) if question else (),
        **context,
    )


@require_POST
@audience(*WRITERS)
def heading(request: HttpRequest, code: str, number: int) -> HttpResponse:
    consultation = consultation_of(request)
    question = question_or_404(consultation, number)
    form = HeadingForm(request.POST)
    if not form.is_valid():
        return _board(request, consultation, question, status=UNPROCESSABLE, form=form)
    word_heading(question=question, **form.cleaned_data)
    return redirect(f"{board_url(consultation, question)}#services")
