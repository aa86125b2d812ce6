"""Deciding on the board whether what many say in words of their own is a campaign."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from commonspace.consultations.access import consultation_of
from commonspace.desk.views.campaigns import take_answer
from commonspace.evidence.models import PossibleCampaign
from commonspace.evidence.views.pages import ANALYSTS, back
from commonspace.kernel.audience import audience


@require_POST
@audience(*ANALYSTS)
def campaign(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    consultation = consultation_of(request)
    possible = get_object_or_404(
        PossibleCampaign.objects.select_related("question", "letter"),
        pk=pk,
        run__parameters__consultation=consultation.code,
    )
    take_answer(
        request,
        consultation,
        key=possible.key,
        letter=possible.letter,
        members=list(possible.members.all()),
    )
    number = possible.question.number if possible.question else 0
    return back(request, "analysis-board", consultation.code, number)
