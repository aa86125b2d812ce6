"""Reading a contribution, with statements in its margin, and marking new ones."""

from dataclasses import replace

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from commonspace.consultations.access import consultation_of, signed_in
from commonspace.consultations.models import Consultation
from commonspace.contributions.models import Contribution
from commonspace.evidence.choices import Kind
from commonspace.evidence.forms import MarkForm
from commonspace.evidence.frames import frames_of
from commonspace.evidence.models import Statement
from commonspace.evidence.queries import live_themes
from commonspace.evidence.reading import TextShown, question_answered, texts_of
from commonspace.evidence.recuts import with_former_themes
from commonspace.evidence.services.marking import mark_words
from commonspace.evidence.showing import place_of, speakers_of
from commonspace.evidence.suggesting import with_suggestions_by_question
from commonspace.evidence.views.pages import ANALYSTS, UNPROCESSABLE, page
from commonspace.kernel.audience import audience
from commonspace.people.models import Account
from commonspace.provenance.anchors import BrokenAnchorError


def contribution_in(consultation: Consultation, reference: int) -> Contribution:
    """Return a contribution that stands, or say that there is none."""
    found = get_object_or_404(
        consultation.contributions.select_related("contributor__organisation"),
        reference=reference,
        withdrawn_at=None,
    )
    found.consultation = consultation
    return found


@require_safe
@audience(*ANALYSTS)
def read(request: HttpRequest, code: str, reference: int) -> HttpResponse:
    consultation = consultation_of(request)
    contribution = contribution_in(consultation, reference)
    return _page(request, contribution, MarkForm(contribution=contribution))


def _page(
    request: HttpRequest, contribution: Contribution, form: MarkForm, *, status: int = 200
) -> HttpResponse:
    consultation = contribution.consultation
    near = consultation.contributions.filter(withdrawn_at=None).order_by("reference")
    texts = _with_suggestions(consultation, texts_of(contribution))
    return page(
        request,
        "read",
        consultation,
        (str(contribution), ""),
        status=status,
        contribution=contribution,
        speaker=speakers_of([contribution])[contribution.pk],
        texts=texts,
        n_marks=sum(len(text.marks) for text in texts),
        form=form,
        themes=live_themes(consultation),
        kinds=Kind.choices,
        frames=frames_of(consultation),
        before=near.filter(reference__lt=contribution.reference).last(),
        after=near.filter(reference__gt=contribution.reference).first(),
    )


def _with_suggestions(consultation: Consultation, texts: list[TextShown]) -> list[TextShown]:
    """Add to what has no theme yet the themes it may belong to."""
    marks = [mark.shown for text in texts for mark in text.marks]
    told = {
        one.key: one
        for one in with_former_themes(with_suggestions_by_question(consultation, marks))
    }
    return [
        replace(text, marks=tuple(replace(m, shown=told[m.shown.key]) for m in text.marks))
        for text in texts
    ]


@require_POST
@audience(*ANALYSTS)
def mark(request: HttpRequest, code: str, reference: int) -> HttpResponse:
    consultation = consultation_of(request)
    contribution = contribution_in(consultation, reference)
    form = MarkForm(request.POST, contribution=contribution)
    if not form.is_valid():
        return _page(request, contribution, form, status=UNPROCESSABLE)
    try:
        made = _marked(form, signed_in(request))
    except BrokenAnchorError as refusal:
        form.add_error(None, str(refusal.message))
        return _page(request, contribution, form, status=UNPROCESSABLE)
    words = ngettext("%(n)d statement marked.", "%(n)d statements marked.", len(made))
    messages.success(request, words % {"n": len(made)})
    address = reverse("analysis-read", args=[consultation.code, contribution.reference])
    last = made[-1]
    return redirect(f"{address}#note-{place_of(last.text_id, last.start, last.end)}")


@transaction.atomic
def _marked(form: MarkForm, by: Account) -> list[Statement]:
    values = form.cleaned_data
    return [
        mark_words(
            text=text, start=start, end=end, quote=quote,
            question=values["question"] or question_answered(text), kind=values["kind"],
            theme=values["theme"], by=by,
        )
        for text, start, end, quote in values["spans"]
    ]  # fmt: skip
