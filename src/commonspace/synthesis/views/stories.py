"""From a story told on a form to an example, without typing it again."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from commonspace.consultations.access import consultation_of, signed_in
from commonspace.contributions.cards import card_of
from commonspace.contributions.queries import answers_of
from commonspace.evidence.services.marking import mark_words
from commonspace.kernel.audience import audience
from commonspace.synthesis.views.pages import WRITERS


@require_POST
@audience(*WRITERS)
def from_story(request: HttpRequest, code: str, reference: int) -> HttpResponse:
    """Mark a whole story as one statement, and open the example with what it says."""
    consultation = consultation_of(request)
    contribution = get_object_or_404(
        consultation.contributions, reference=reference, withdrawn_at=None
    )
    card = card_of(contribution)
    answer = answers_of(contribution).select_related("text", "question").first()
    if card is None or not card.may_be_case or answer is None:
        raise Http404
    statement = mark_words(
        text=answer.text,
        start=0,
        end=len(answer.text.text),
        question=answer.question,
        kind="example",
        by=signed_in(request),
    )
    address = reverse("synthesis-new", args=[consultation.code, "example"])
    return redirect(f"{address}?from=s-{statement.pk}")
