"""One of our themes: its statements, and putting it in order."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonspace.consultations.access import consultation_of, signed_in
from commonspace.consultations.models import Consultation
from commonspace.desk.voices import voices_at
from commonspace.evidence import board
from commonspace.evidence.choices import Kind
from commonspace.evidence.forms import NameForm, OtherThemeForm
from commonspace.evidence.models import Statement, Theme
from commonspace.evidence.queries import contributors_to, live_themes, support_of
from commonspace.evidence.services.themes import (
    merge_themes,
    move_theme,
    rename_theme,
    split_theme,
)
from commonspace.evidence.views.pages import (
    ANALYSTS,
    ON_A_PAGE,
    UNPROCESSABLE,
    page,
    part_of,
    question_label,
)
from commonspace.kernel.audience import audience


def _theme(consultation: Consultation, pk: int) -> Theme:
    theme = get_object_or_404(
        consultation.themes.select_related("question", "parent", "made_by", "merged_into"), pk=pk
    )
    theme.consultation = consultation
    return theme


@require_safe
@audience(*ANALYSTS)
def theme(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    consultation = consultation_of(request)
    found = _theme(consultation, pk)
    if found.merged_into_id:
        return redirect("analysis-theme", consultation.code, found.merged_into_id)
    return _page(request, consultation, found)


def _page(
    request: HttpRequest,
    consultation: Consultation,
    found: Theme,
    *,
    status: int = 200,
    **context: object,
) -> HttpResponse:
    number = found.question.number if found.question else 0
    rows = Statement.objects.filter(codings__theme=found, contribution__withdrawn_at=None)
    support = support_of(
        rows.select_related(
            "contribution__contributor",
            *voices_at("contribution"),
        ),
        of=contributors_to(consultation, found.question),
    )
    every, candidates = board.statements_of_theme(found), board.waiting_for(found)
    part = part_of(request, every)
    return page(
        request,
        "theme",
        consultation,
        (
            question_label(found.question),
            reverse("analysis-board", args=[consultation.code, number]),
        ),
        (found.label, ""),
        status=status,
        theme=found,
        number=number,
        support=support,
        statements=part,
        page_obj=part,
        n_statements=len(every),
        candidates=candidates[:ON_A_PAGE],
        n_candidates=len(candidates),
        themes=live_themes(consultation).filter(question=found.question).exclude(pk=found.pk),
        kinds=Kind.choices,
        **context,
    )


@require_POST
@audience(*ANALYSTS)
def theme_change(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    consultation = consultation_of(request)
    found = _theme(consultation, pk)
    change = CHANGES.get(request.POST.get("do", ""))
    if change is None:
        raise Http404
    refusal = change(request, consultation, found)
    if isinstance(refusal, HttpResponse):
        return refusal
    return redirect("analysis-theme", consultation.code, found.pk)


def _rename(request: HttpRequest, consultation: Consultation, found: Theme) -> HttpResponse | None:
    form = NameForm(request.POST, label_suffix="")
    if not form.is_valid():
        return _page(request, consultation, found, status=UNPROCESSABLE, form=form)
    rename_theme(theme=found, by=signed_in(request), **form.cleaned_data)
    messages.success(request, _("The theme has its new name."))
    return None


def _other(request: HttpRequest, consultation: Consultation, found: Theme) -> Theme | None:
    form = OtherThemeForm(
        request.POST, themes=live_themes(consultation).filter(question=found.question)
    )
    return form.cleaned_data["theme"] if form.is_valid() else None


def _merge(request: HttpRequest, consultation: Consultation, found: Theme) -> HttpResponse | None:
    into = _other(request, consultation, found)
    if into is None:
        problem = _("Choose the theme into which this one goes.")
        return _page(request, consultation, found, status=UNPROCESSABLE, problem=problem)
    merge_themes(theme=found, into=into, by=signed_in(request))
    messages.success(
        request,
        _("“%(theme)s” is part of “%(other)s” now. Nobody is counted twice.")
        % {"theme": found.label, "other": into.label},
    )
    return redirect("analysis-theme", consultation.code, into.pk)


def _move(request: HttpRequest, consultation: Consultation, found: Theme) -> HttpResponse | None:
    move_theme(theme=found, parent=_other(request, consultation, found), by=signed_in(request))
    messages.success(request, _("The theme has its new place."))
    return None


def _split(request: HttpRequest, consultation: Consultation, found: Theme) -> HttpResponse | None:
    form = NameForm(request.POST, label_suffix="")
    keys = [key[2:] for key in request.POST.getlist("chosen") if key.startswith("s-")]
    chosen = [one for one in Statement.objects.filter(codings__theme=found) if str(one.pk) in keys]
    if not form.is_valid() or not chosen:
        problem = _("Tick the statements that go, and give the new theme a name.")
        return _page(request, consultation, found, status=UNPROCESSABLE, problem=problem)
    new = split_theme(
        theme=found, label=form.cleaned_data["label"], statements=chosen, by=signed_in(request)
    )
    messages.success(
        request,
        _("%(n)d statements went to “%(theme)s”.") % {"n": len(chosen), "theme": new.label},
    )
    return None


CHANGES: dict[str, Callable[[HttpRequest, Consultation, Theme], HttpResponse | None]] = {
    "rename": _rename,
    "merge": _merge,
    "move": _move,
    "split": _split,
}
