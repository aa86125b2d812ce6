"""Writing, changing, ordering and removing what the report says."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commonspace.consultations.access import consultation_of, signed_in
from commonspace.consultations.models import Consultation, Question
from commonspace.evidence.frames import frames_of
from commonspace.evidence.models import Theme
from commonspace.evidence.queries import Support, contributors_by_question, live_themes, support_of
from commonspace.evidence.showing import show_statements
from commonspace.kernel.audience import audience
from commonspace.synthesis.board import counted_in_words, remarks_on
from commonspace.synthesis.evidence_chosen import (
    Chosen,
    chosen_by,
    chosen_of,
    statements_found,
)
from commonspace.synthesis.forms import FORMS, ThingForm
from commonspace.synthesis.frames import tags_of
from commonspace.synthesis.matched import can_be_matched, statements_that_match
from commonspace.synthesis.models import Example, Synthesised
from commonspace.synthesis.quantity import WORDS
from commonspace.synthesis.queries import KINDS, Sourced, with_sources
from commonspace.synthesis.services.writing import (
    move,
    no_longer_rest_on,
    remove,
    rest_on,
    rewrite,
    write,
)
from commonspace.synthesis.views.pages import (
    KIND_NAMES,
    UNPROCESSABLE,
    WRITERS,
    board_crumb,
    board_url,
    page,
    thing_or_404,
)


@require_http_methods(["GET", "HEAD", "POST"])
@audience(*WRITERS)
def new(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    consultation = consultation_of(request)
    if kind not in FORMS:
        raise Http404
    theme, chosen = _start(request, consultation)
    question = _asked_question(request, consultation, theme, chosen)
    if request.method != "POST":
        initial = {"question": question, "theme": theme, **chosen.suggested(kind)}
        form = FORMS[kind](consultation=consultation, initial=initial)
        return _new_page(request, consultation, kind, form, chosen, question)
    form = FORMS[kind](request.POST, consultation=consultation)
    if not form.is_valid():
        return _new_page(request, consultation, kind, form, chosen, question, status=UNPROCESSABLE)
    return _written(request, consultation, kind, form, chosen)


def _start(request: HttpRequest, consultation: Consultation) -> tuple[Theme | None, Chosen]:
    """Return the theme and statements the page starts from; what was posted wins."""
    keys = (request.POST if request.method == "POST" else request.GET).getlist("from")
    asked = request.GET.get("theme", "")
    theme = get_object_or_404(consultation.themes, pk=asked) if asked.isdecimal() else None
    if theme is not None and request.method != "POST":
        return theme, chosen_of(theme)
    return theme, chosen_by(consultation, keys)


def _asked_question(
    request: HttpRequest, consultation: Consultation, theme: Theme | None, chosen: Chosen
) -> Question | None:
    number = request.GET.get("q", "")
    if number.isdecimal():
        return consultation.questions.filter(number=int(number), retired_at=None).first()
    return theme.question if theme else chosen.question


def _new_page(
    request: HttpRequest,
    consultation: Consultation,
    kind: str,
    form: ThingForm,
    chosen: Chosen,
    question: Question | None,
    *,
    status: int = 200,
) -> HttpResponse:
    shown = chosen.shown
    of = contributors_by_question(consultation).get(question.pk if question else None, 0)
    support = support_of(chosen.statements, of=of)
    return page(
        request, "new", consultation, board_crumb(consultation, question), (str(KIND_NAMES[kind]), ""),
        status=status, kind=kind, kind_name=KIND_NAMES[kind], form=form, shown=shown,
        support=support if chosen.statements else None,
        counted=counted_in_words(support), word=WORDS[support.quantity],
    )  # fmt: skip


def _written(
    request: HttpRequest, consultation: Consultation, kind: str, form: ThingForm, chosen: Chosen
) -> HttpResponse:
    by = signed_in(request)
    values = dict(form.cleaned_data)
    question = values.pop("question")
    thing = write(
        KINDS[kind], consultation=consultation, question=question, by=by,
        statements=chosen.confirmed(by=by), **values,
    )  # fmt: skip
    _say(request, consultation, thing)
    return redirect(f"{board_url(consultation, question)}#{kind}-{thing.pk}")


def _say(request: HttpRequest, consultation: Consultation, thing: Synthesised) -> None:
    """Say that it is kept, and what to look at again."""
    messages.success(request, _("Kept."))
    for remark in remarks_on(with_sources(consultation, thing)):
        messages.warning(request, remark)


@require_http_methods(["GET", "HEAD", "POST"])
@audience(*WRITERS)
def thing(request: HttpRequest, code: str, kind: str, pk: str) -> HttpResponse:
    consultation = consultation_of(request)
    found = thing_or_404(consultation, kind, pk)
    form_class = FORMS[kind]
    if request.method != "POST":
        form = form_class(
            consultation=consultation, current=found, initial=form_class.values_of(found)
        )
        return _thing_page(request, consultation, kind, found, form)
    form = form_class(request.POST, consultation=consultation, current=found)
    if not form.is_valid():
        return _thing_page(request, consultation, kind, found, form, status=UNPROCESSABLE)
    rewrite(found, by=signed_in(request), **form.cleaned_data)
    _say(request, consultation, found)
    return redirect("synthesis-thing", consultation.code, kind, found.pk)


def _thing_page(
    request: HttpRequest,
    consultation: Consultation,
    kind: str,
    found: Synthesised,
    form: ThingForm,
    *,
    status: int = 200,
) -> HttpResponse:
    whole = with_sources(consultation, found)
    return page(
        request, "thing", consultation, board_crumb(consultation, found.question), (str(KIND_NAMES[kind]), ""),
        status=status, kind=kind, kind_name=KIND_NAMES[kind], thing=found, form=form,
        evidence=show_statements(whole.statements), remarks=remarks_on(whole),
        counted=counted_in_words(whole.support), word=WORDS[whole.support.quantity],
        **_search(request, consultation, found, whole), **_tags(consultation, found),
    )  # fmt: skip


def _tags(consultation: Consultation, found: Synthesised) -> dict[str, object]:
    """Return an example's tags and the frames they are chosen from; nothing for other things."""
    if not isinstance(found, Example):
        return {}
    return {"frames": frames_of(consultation), "tags": tags_of(found)}


def _search(
    request: HttpRequest,
    consultation: Consultation,
    found: Synthesised,
    whole: Sourced[Synthesised],
) -> dict[str, Any]:
    words, asked = request.GET.get("find", "").strip(), request.GET.get("theme", "")
    themes = live_themes(consultation)
    if found.question_id:
        themes = themes.filter(question=found.question_id)
    theme = themes.filter(pk=asked).first() if asked.isdecimal() else None
    results = None
    if "match" in request.GET:
        results = statements_that_match(found, without=[one.pk for one in whole.statements])
    elif words or theme:
        results = statements_found(
            consultation, question=found.question, words=words, theme=theme,
            without=[one.pk for one in whole.statements],
        )  # fmt: skip
    return {
        "find": words, "theme": theme, "themes": themes, "results": results,
        "can_be_matched": can_be_matched(found),
    }  # fmt: skip


@require_POST
@audience(*WRITERS)
def evidence(request: HttpRequest, code: str, kind: str, pk: str) -> HttpResponse:
    consultation = consultation_of(request)
    found = thing_or_404(consultation, kind, pk)
    chosen = chosen_by(consultation, request.POST.getlist("chosen"))
    by = signed_in(request)
    if request.POST.get("do") == "take":
        for statement in chosen.statements:
            no_longer_rest_on(found, statement=statement, by=by)
    elif statements := chosen.confirmed(by=by):
        rest_on(found, statements=statements, by=by)
    else:
        messages.warning(request, _("Tick the statements to put under it."))
    return redirect("synthesis-thing", consultation.code, kind, found.pk)


@require_POST
@audience(*WRITERS)
def reorder(request: HttpRequest, code: str, kind: str, pk: str) -> HttpResponse:
    consultation = consultation_of(request)
    found = thing_or_404(consultation, kind, pk)
    move(found, up=request.POST.get("do") == "up")
    return redirect(f"{board_url(consultation, found.question)}#{kind}-{found.pk}")


@require_http_methods(["GET", "HEAD", "POST"])
@audience(*WRITERS)
def take_out(request: HttpRequest, code: str, kind: str, pk: str) -> HttpResponse:
    consultation = consultation_of(request)
    found = thing_or_404(consultation, kind, pk)
    if request.method == "POST":
        url = board_url(consultation, found.question)
        remove(found, by=signed_in(request))
        messages.success(request, _("It is out of the report. Its statements have stayed."))
        return redirect(url)
    return page(
        request, "take_out", consultation, board_crumb(consultation, found.question), (_("Take out"), ""),
        kind=kind, kind_name=KIND_NAMES[kind], thing=found,
        text=getattr(found, "text", "") or getattr(found, "title", ""),
        support=_support(consultation, found),
    )  # fmt: skip


def _support(consultation: Consultation, found: Synthesised) -> Support:
    return with_sources(consultation, found).support
