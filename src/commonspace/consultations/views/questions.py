"""The questions of a call: write, order, retire."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commonspace.consultations import services
from commonspace.consultations.access import consultation_of, signed_in
from commonspace.consultations.forms import QuestionForm
from commonspace.consultations.models import Consultation
from commonspace.consultations.queries import asked_questions
from commonspace.consultations.views.pages import UNPROCESSABLE, kept, step_page
from commonspace.kernel.audience import audience


@require_safe
@audience("secretariat")
def questions(request: HttpRequest, code: str) -> HttpResponse:
    consultation = consultation_of(request)
    retired = consultation.questions.exclude(retired_at=None).prefetch_related("versions")
    return step_page(
        request,
        "questions",
        consultation,
        "questions",
        questions=asked_questions(consultation),
        retired=retired,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@audience("secretariat")
def new_question(request: HttpRequest, code: str) -> HttpResponse:
    consultation = consultation_of(request)
    form = QuestionForm(request.POST or None, consultation=consultation)
    if form.is_valid():
        services.add_question(
            consultation=consultation,
            by=signed_in(request),
            wording=form.wording(),
            areas=form.cleaned_data.get("areas", ()),
        )
        return kept(request, consultation, "questions")
    return _question_page(request, consultation, form=form)


@require_http_methods(["GET", "HEAD", "POST"])
@audience("secretariat")
def question(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    consultation, by = consultation_of(request), signed_in(request)
    asked = get_object_or_404(consultation.questions.prefetch_related("versions__made_by"), pk=pk)
    form = QuestionForm(request.POST or None, consultation=consultation, question=asked)
    if form.is_valid():
        services.reword_question(question=asked, by=by, wording=form.wording())
        if "areas" in form.cleaned_data:
            services.set_areas(question=asked, by=by, areas=form.cleaned_data["areas"])
        return kept(request, consultation, "questions")
    return _question_page(
        request,
        consultation,
        form=form,
        question=asked,
        versions=list(asked.versions.all()),
        is_answered=asked.answers.exists(),
    )


def _question_page(
    request: HttpRequest, consultation: Consultation, **context: object
) -> HttpResponse:
    status = UNPROCESSABLE if request.method == "POST" else 200
    return step_page(request, "question", consultation, "questions", status=status, **context)


@require_POST
@audience("secretariat")
def change_question(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    consultation, by = consultation_of(request), signed_in(request)
    asked = get_object_or_404(consultation.questions, pk=pk)
    match request.POST.get("do"):
        case "up" if asked.retired_at is None:
            services.move_question(question=asked, by=by, direction="up")
        case "down" if asked.retired_at is None:
            services.move_question(question=asked, by=by, direction="down")
        case "retire" if asked.retired_at is None:
            services.retire_question(question=asked, by=by)
        case "bring-back" if asked.retired_at is not None:
            services.bring_back_question(question=asked, by=by)
    return redirect("call-questions", code=consultation.code)
