"""Deciding about statements: confirm, refuse, change, take back; one or many."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from commonspace.consultations.access import consultation_of, signed_in
from commonspace.evidence.forms import DecisionForm, TranslationForm
from commonspace.evidence.models import CandidateStatement, Statement
from commonspace.evidence.queries import live_statements, statements_with_source
from commonspace.evidence.services.confirming import (
    change_statement,
    code,
    confirm,
    reconsider,
    refuse,
    unmark,
)
from commonspace.evidence.services.suggesting import log_accepted, refuse_theme
from commonspace.evidence.services.themes import move_statements
from commonspace.evidence.services.translating import translate
from commonspace.evidence.showing import language_of, show_statements
from commonspace.evidence.views.pages import ANALYSTS, UNPROCESSABLE, back, page
from commonspace.kernel.audience import audience
from commonspace.kernel.localised import current_language
from commonspace.people.models import Account


@require_POST
@audience(*ANALYSTS)
def decide(request: HttpRequest, **_address: str) -> HttpResponse:
    consultation = consultation_of(request)
    form = DecisionForm(request.POST, consultation=consultation)
    if not form.is_valid():
        return page(
            request, "undecided", consultation, (_("Decide"), ""), status=UNPROCESSABLE, form=form,
            back=request.POST.get("back", ""),
        )  # fmt: skip
    by = signed_in(request)
    done = _candidates(form, by) + _statements(form, by)
    if done > 1:
        words = ngettext("%(n)d statement decided.", "%(n)d statements decided.", done)
        messages.success(request, words % {"n": done})
    return back(request, "staff-analysis", consultation.code)


def _candidates(form: DecisionForm, by: Account) -> int:
    values = form.cleaned_data
    found = list(form.candidates())
    for candidate in found:
        match values["do"]:
            case "refuse":
                refuse(candidate=candidate, by=by)
            case "again":
                reconsider(candidate=candidate, by=by)
            case "not_there":
                _not_there(candidate, values, by)
            case "accept":
                confirm(candidate=candidate, by=by, theme=values["accept"], kind=values["kind"])
                log_accepted(theme=values["accept"], by=by)
            case _:
                confirm(
                    candidate=candidate, by=by, theme=values["theme"], kind=values["kind"],
                    in_bulk=len(found) > 1,
                )  # fmt: skip
    return len(found)


def _statements(form: DecisionForm, by: Account) -> int:
    values = form.cleaned_data
    found = list(form.statements())
    for statement in found:
        if values["do"] == "take-back":
            unmark(statement=statement, by=by)
        elif values["do"] == "not_there":
            _not_there(statement, values, by)
        elif values["do"] == "accept":
            code(statement=statement, theme=values["accept"], by=by)
            log_accepted(theme=values["accept"], by=by)
        elif values["do"] == "change":
            _change(statement, values, by)
    return len(found)


def _not_there(one: CandidateStatement | Statement, values: dict[str, Any], by: Account) -> None:
    refuse_theme(text=one.text, start=one.start, end=one.end, theme=values["not_there"], by=by)


def _change(statement: Statement, values: dict[str, object], by: Account) -> None:
    kind, theme, origin = values["kind"], values["theme"], values["origin"]
    if kind and kind != statement.kind:
        change_statement(statement=statement, kind=str(kind), question=statement.question, by=by)
    if theme is None or theme == origin:
        return
    if origin is not None:
        move_statements(statements=[statement], origin=origin, target=theme, by=by)  # type: ignore[arg-type]  # themes, by the form
    else:
        code(statement=statement, theme=theme, by=by)  # type: ignore[arg-type]  # a theme, by the form


@require_http_methods(["GET", "HEAD", "POST"])
@audience(*ANALYSTS)
def statement(request: HttpRequest, pk: str, **_address: str) -> HttpResponse:
    consultation = consultation_of(request)
    rows = statements_with_source(live_statements(consultation))
    found = get_object_or_404(rows, pk=pk)
    languages = [code for code in consultation.languages if code != language_of(found)]
    form = TranslationForm(
        request.POST or None, languages=languages, initial={"language": current_language()}
    )
    if request.method == "POST" and form.is_valid():
        translate(statement=found, by=signed_in(request), **form.cleaned_data)
        messages.success(request, _("Kept."))
        return redirect("analysis-statement", consultation.code, found.pk)
    (shown,) = show_statements([found])
    status = UNPROCESSABLE if request.method == "POST" else 200
    return page(
        request, "statement", consultation, (_("Translate"), ""), status=status, form=form,
        one=shown, translations=found.translations.all(),
    )  # fmt: skip
