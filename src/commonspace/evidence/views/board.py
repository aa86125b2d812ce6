"""The theme board of a question, and one theme opened."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from commonspace.consultations.access import consultation_of, signed_in
from commonspace.consultations.models import Consultation, Question
from commonspace.evidence import board
from commonspace.evidence.choices import ANALYSIS, Kind
from commonspace.evidence.doubts import Doubted
from commonspace.evidence.forms import NameForm, OtherThemeForm
from commonspace.evidence.models import CandidateTheme, Theme
from commonspace.evidence.queries import live_themes, waiting, with_source
from commonspace.evidence.services.confirming import adopt_theme, join_theme
from commonspace.evidence.services.themes import make_theme
from commonspace.evidence.showing import Shown
from commonspace.evidence.suggesting import code_first, unsure, with_suggestions
from commonspace.evidence.views.pages import (
    ANALYSTS,
    UNPROCESSABLE,
    page,
    part_of,
    question_label,
    question_or_404,
)
from commonspace.kernel.audience import audience


@require_safe
@audience(*ANALYSTS)
def theme_board(request: HttpRequest, code: str, number: int) -> HttpResponse:
    consultation = consultation_of(request)
    return _board(request, consultation, number)


def _board(
    request: HttpRequest,
    consultation: Consultation,
    number: int,
    *,
    status: int = 200,
    **context: object,
) -> HttpResponse:
    question = question_or_404(consultation, number)
    found = board.board_of(consultation, question)
    return page(
        request,
        "board",
        consultation,
        (question_label(question), ""),
        status=status,
        question=question,
        number=number,
        board=found,
        questions=consultation.questions.filter(retired_at=None),
        kinds=Kind.choices,
        wording_only=found.run is not None and found.run.parameters.get("embedder") == "wording",
        themes=[one.theme for one in found.ours],
        **context,
    )


@require_POST
@audience(*ANALYSTS)
def theme_new(request: HttpRequest, code: str, number: int) -> HttpResponse:
    consultation = consultation_of(request)
    question = question_or_404(consultation, number)
    form = NameForm(request.POST, label_suffix="")
    if not form.is_valid():
        return _board(request, consultation, number, status=UNPROCESSABLE, form=form)
    theme = make_theme(
        consultation=consultation,
        question=question,
        label=form.cleaned_data["label"],
        by=signed_in(request),
    )
    return redirect("analysis-theme", consultation.code, theme.pk)


def _proposal(consultation: Consultation, pk: int) -> CandidateTheme:
    return get_object_or_404(
        CandidateTheme.objects.select_related("run", "question", "theme", "parent"),
        pk=pk,
        run__kind=ANALYSIS,
        run__parameters__consultation=consultation.code,
    )


def _board_url(consultation: Consultation, question: Question | None) -> str:
    return reverse("analysis-board", args=[consultation.code, question.number if question else 0])


def _themes_of(consultation: Consultation, question: Question | None) -> QuerySet[Theme]:
    return live_themes(consultation).filter(question=question)


@require_safe
@audience(*ANALYSTS)
def proposed_theme(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    consultation = consultation_of(request)
    theme = _proposal(consultation, pk)
    if theme.theme:
        return redirect("analysis-theme", consultation.code, theme.theme.pk)
    part = part_of(request, board.candidates_of_theme(theme))
    return page(
        request,
        "proposed",
        consultation,
        (question_label(theme.question), _board_url(consultation, theme.question)),
        (board.label_of(theme), ""),
        proposal=theme,
        doubted=Doubted(theme=theme),
        label=board.label_of(theme),
        number=theme.question.number if theme.question else 0,
        candidates=part,
        page_obj=part,
        dots=round(theme.stability * board.DOTS),
        themes=_themes_of(consultation, theme.question),
        kinds=Kind.choices,
        questions=consultation.questions.filter(retired_at=None),
    )


@require_POST
@audience(*ANALYSTS)
def theme_adopt(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    consultation = consultation_of(request)
    proposal = _proposal(consultation, pk)
    form = OtherThemeForm(request.POST, themes=_themes_of(consultation, proposal.question))
    by = signed_in(request)
    into = form.cleaned_data["theme"] if form.is_valid() else None
    if into is not None:
        theme = join_theme(candidate=proposal, theme=into, by=by)
    else:
        theme = adopt_theme(candidate=proposal, by=by, label=request.POST.get("label", "").strip())
    messages.success(request, _("“%(theme)s” is one of your themes now.") % {"theme": theme.label})
    if request.POST.get("then") == "open":
        return redirect("analysis-theme", consultation.code, theme.pk)
    return redirect(f"{_board_url(consultation, proposal.question)}#theme-{theme.pk}")


TRAY_NAMES = {
    "first": gettext_lazy("Sort these first"),
    "unsure": gettext_lazy("Not sure"),
    "unsorted": gettext_lazy("In no theme yet"),
    "minority": gettext_lazy("Said by few"),
    "refused": gettext_lazy("Set aside"),
    "all": gettext_lazy("All suggestions"),
}
TRAYS = {
    "unsorted": lambda found: found.filter(theme=None),
    "minority": lambda found: found.filter(is_minority=True),
    "all": lambda found: found,
}


@require_safe
@audience(*ANALYSTS)
def tray(request: HttpRequest, code: str, number: int, name: str) -> HttpResponse:
    consultation = consultation_of(request)
    question = question_or_404(consultation, number)
    if name not in TRAY_NAMES:
        raise Http404
    shown, told = _in_tray(consultation, question, name, request.GET.get("letter", ""))
    part = part_of(request, shown)
    if name in TRAYS:
        part.object_list = with_suggestions(consultation, question, list(part.object_list))
    return page(
        request,
        "tray",
        consultation,
        (question_label(question), _board_url(consultation, question)),
        (str(TRAY_NAMES[name]), ""),
        question=question,
        number=number,
        name=name,
        title=str(TRAY_NAMES[name]),
        told=told,
        candidates=part,
        page_obj=part,
        themes=_themes_of(consultation, question),
        kinds=Kind.choices,
    )


def _in_tray(
    consultation: Consultation, question: Question | None, name: str, campaign: str
) -> tuple[list[Shown], str]:
    """Return what lies in a tray, and what is to be said about it."""
    run = board.run_for(consultation, question)
    match name:
        case "refused":
            return (board.refused_in(run, question) if run else []), ""
        case "first":
            return code_first(consultation, question), _(
                "Sorting these teaches the machine most: the first sixty stand for many others, "
                "later ones are those it is unsure of, and one in ten is drawn by lot."
            )
        case "unsure":
            shown, coded = unsure(consultation, question)
            return shown, _(
                "No small set of themes fits these well enough to be right nine times in ten. "
                "Learnt from %(coded)d statements so far; nothing can be told below nine."
            ) % {"coded": coded}
    found = with_source(waiting([run] if run else []).filter(question=question))
    if campaign:
        found = found.filter(campaign=campaign)
    return board.folded(TRAYS[name](found)), ""
