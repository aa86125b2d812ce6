"""Deciding about statements: confirm, refuse, change, take back; one or many."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from commonspace.consultations.access import consultation_of, signed_in
from commonspace.evidence.forms import DecisionForm
from commonspace.evidence.models import Statement
from commonspace.evidence.services.confirming import (
    change_statement,
    code,
    confirm,
    reconsider,
    refuse,
    unmark,
)
from commonspace.evidence.services.themes import move_statements
from commonspace.evidence.views.pages import ANALYSTS, UNPROCESSABLE, back, page
from commonspace.kernel.audience import audience
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
        elif values["do"] == "change":
            _change(statement, values, by)
    return len(found)


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
