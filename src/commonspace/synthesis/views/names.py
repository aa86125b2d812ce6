"""Names that may stand for one organisation, in their sentences, and who settles them."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonspace.consultations.access import consultation_of, roles_in, signed_in
from commonspace.consultations.choices import Role
from commonspace.kernel.audience import audience
from commonspace.kernel.background import enqueue_on_commit
from commonspace.synthesis.models import NameQuery
from commonspace.synthesis.names import places_of
from commonspace.synthesis.services.names import open_again, settle_as_one, settle_as_two
from commonspace.synthesis.tasks import ask_about_names_task
from commonspace.synthesis.views.pages import WRITERS, page


@require_safe
@audience(*WRITERS)
def names(request: HttpRequest, code: str) -> HttpResponse:
    consultation = consultation_of(request)
    queries = list(consultation.name_queries.select_related("organisation", "decided_by"))
    places = places_of(query for query in queries if not query.answer)
    waiting = [
        {
            "query": query,
            "likely": query.one if _weight(query.seen_one) >= _weight(query.seen_other) else query.other,
            "sides": [
                (query.one, query.seen_one, places[query.pk, "one"]),
                (query.other, query.seen_other, places[query.pk, "other"]),
            ],
        }
        for query in queries
        if not query.answer
    ]  # fmt: skip
    return page(
        request,
        "names",
        consultation,
        (_("Names"), ""),
        waiting=waiting,
        settled=[query for query in queries if query.answer],
        may_settle=Role.SECRETARIAT in roles_in(signed_in(request), consultation),
    )


def _weight(seen: dict[str, object]) -> int:
    return int(str(seen.get("n") or 0)) + int(str(seen.get("listed") or 0))


@require_POST
@audience(*WRITERS)
def names_search(request: HttpRequest, code: str) -> HttpResponse:
    consultation = consultation_of(request)
    with transaction.atomic():
        enqueue_on_commit(ask_about_names_task, consultation_id=consultation.pk)
    messages.info(request, _("The texts are being looked through. What is found appears here."))
    return redirect("synthesis-names", consultation.code)


@require_POST
@audience("secretariat")
def names_decide(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    consultation, by = consultation_of(request), signed_in(request)
    query = get_object_or_404(NameQuery, consultation=consultation, pk=pk)
    match request.POST.get("do"):
        case "one":
            settled = settle_as_one(query=query, name=request.POST.get("name", "")[:300], by=by)
            messages.success(
                request,
                _("One organisation. Reports call it “%(name)s”.") % {"name": settled.organisation},
            )
        case "two":
            settle_as_two(query=query, by=by)
            messages.success(request, _("Two organisations. Nobody is asked about them again."))
        case "again":
            open_again(query=query, by=by)
        case _:
            raise Http404
    return redirect("synthesis-names", consultation.code)
