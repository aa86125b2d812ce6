"""Saving an answer to go on later, alone or with others of one organisation."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commonspace.channels.web import drafts
from commonspace.channels.web.drafts import Opened
from commonspace.channels.web.forms import ANSWER, AnswerForm, CodeForm
from commonspace.channels.web.views.context import about, calls_to_ask_about
from commonspace.consultations.models import Consultation
from commonspace.intake.envelopes import tidy
from commonspace.kernel.audience import PUBLIC, audience
from commonspace.kernel.codes import spelled
from commonspace.kernel.errors import CommonspaceError

REFUSED = 422
LONGEST_NAME = 80


def wants_draft(request: HttpRequest) -> bool:
    """Tell whether the button was pressed that keeps instead of sends."""
    return request.POST.get("do") == "keep"


def keep(request: HttpRequest, consultation: Consultation) -> HttpResponse:
    """Keep the words of a form and show the code, or show what two people wrote at once."""
    words = _words(request)
    by = request.POST.get("draft_by", "")[:LONGEST_NAME].strip()
    typed, based_on = request.POST.get("draft", ""), request.POST.get("draft_version", "")
    try:
        held = (
            drafts.save(
                code=typed,
                words=words,
                based_on=int(based_on) if based_on.isdecimal() else 0,
                by=by,
            )
            if typed
            else drafts.begin(consultation=consultation, words=words, by=by)
        )
    except CommonspaceError as refusal:
        messages.warning(request, str(refusal))
        held = drafts.begin(consultation=consultation, words=words, by=by)
    if held.clashes:
        return form_page(request, held, status=REFUSED)
    context = {**about(consultation), **_shown(held)}
    return render(request, "web/draft_kept.html", context)


@audience(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: HttpRequest) -> HttpResponse:
    """Ask for the code of a draft and go on writing."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            held = drafts.open_draft(form.cleaned_data["code"])
        except CommonspaceError as refusal:
            form.add_error("code", str(refusal))
        else:
            return form_page(request, held)
    status = REFUSED if form.is_bound and form.errors else 200
    context = {"form": form, "calls": calls_to_ask_about()}
    return render(request, "web/draft.html", context, status=status)


@audience(PUBLIC)
@require_POST
def forget_draft(request: HttpRequest) -> HttpResponse:
    """Delete a draft; whoever has its code may."""
    drafts.forget(request.POST.get("draft", ""))
    messages.success(request, _("The draft is deleted. Nothing of it is kept."))
    return redirect("draft")


def form_page(request: HttpRequest, held: Opened, *, status: int = 200) -> HttpResponse:
    """Show the form of a call with the words of a draft in it."""
    consultation = held.draft.consultation
    if not consultation.is_open():
        form = AnswerForm(consultation, {**held.words})
        context = {**about(consultation), "form": form, "now": timezone.now()}
        return render(request, "web/not_open.html", context, status=REFUSED)
    form = AnswerForm(consultation, initial=held.words)
    context = {**about(consultation), "form": form, **_shown(held)}
    return render(request, "web/answer.html", context, status=status)


def _words(request: HttpRequest) -> dict[str, str]:
    """Return every answer that was typed, and nothing else of the form."""
    return {
        name: tidy(str(value))
        for name, value in request.POST.items()
        if name == "general" or ANSWER.fullmatch(name)
    }


def _shown(held: Opened) -> dict[str, object]:
    form = AnswerForm(held.draft.consultation)
    labels = {field.name: f"{asked.number}. {asked.heading}" for asked, field in form.blocks}
    return {
        "draft": held.draft,
        "draft_code": spelled(held.code),
        "clashes": [
            (labels.get(name, _("Anything else")), one) for name, one in held.clashes.items()
        ],
        "writers": sorted({one.by for one in held.fields.values() if one.by}),
    }
