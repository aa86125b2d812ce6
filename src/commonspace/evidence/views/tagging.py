"""Tagging a statement with an entry of a frame, from wherever it is read."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from commonspace.consultations.access import consultation_of, signed_in
from commonspace.consultations.models import FrameItem
from commonspace.evidence.queries import live_statements
from commonspace.evidence.services.tagging import refuse_tag, tag, untag
from commonspace.evidence.views.pages import ANALYSTS, back
from commonspace.kernel.audience import audience

_WAYS = {"tag": tag, "untag": untag, "refuse": refuse_tag}


@require_POST
@audience(*ANALYSTS)
def tag_statement(request: HttpRequest, **_address: str) -> HttpResponse:
    consultation = consultation_of(request)
    way = _WAYS.get(request.POST.get("do", ""))
    number = request.POST.get("item", "")
    if way is None or not (number.isascii() and number.isdecimal() and len(number) < 19):  # noqa: PLR2004  # fits a big integer
        raise Http404
    try:
        key = UUID(request.POST.get("statement", ""))
    except ValueError:
        raise Http404 from None
    statement = get_object_or_404(live_statements(consultation), pk=key)
    statement.consultation = consultation
    items = FrameItem.objects.filter(frame__consultation=consultation)
    way(statement=statement, item=get_object_or_404(items, pk=number), by=signed_in(request))
    return back(request, "analysis-read", consultation.code, statement.contribution.reference)
