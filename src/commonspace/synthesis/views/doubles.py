"""Entries that may be listed twice, side by side, and what somebody says of them."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonspace.consultations.access import consultation_of, signed_in
from commonspace.kernel.audience import audience
from commonspace.synthesis.board import entry_of
from commonspace.synthesis.doubles import Double, doubles_among
from commonspace.synthesis.queries import things_by_question
from commonspace.synthesis.services.doubles import ask_again, keep_apart, make_one
from commonspace.synthesis.views.pages import WRITERS, board_crumb, page, thing_or_404


def _key(given: str) -> UUID:
    try:
        return UUID(given)
    except ValueError:
        raise Http404 from None


@require_safe
@audience(*WRITERS)
def doubles(request: HttpRequest, code: str) -> HttpResponse:
    consultation = consultation_of(request)
    every = things_by_question(consultation)
    sourced = {one.thing.pk: one for question in every for one in question.everything}

    def sides(double: Double) -> list[dict[str, object]]:
        return [
            {
                "entry": entry_of(
                    double.kind, sourced[thing.pk], {}, consultation.default_language
                ),
                "place": board_crumb(consultation, thing.question)[0],
            }
            for thing in (double.one, double.other)
        ]

    found = [(double, sides(double)) for double in doubles_among(consultation, every)]
    return page(
        request,
        "doubles",
        consultation,
        (_("Listed twice?"), ""),
        open_pairs=[pair for pair in found if pair[0].kept_apart is None],
        kept_apart=[pair for pair in found if pair[0].kept_apart is not None],
    )


@require_POST
@audience(*WRITERS)
def doubles_decide(request: HttpRequest, code: str) -> HttpResponse:
    consultation, by = consultation_of(request), signed_in(request)
    if request.POST.get("do") == "again":
        ask_again(consultation=consultation, pair=request.POST.get("pair", ""), by=by)
        return redirect("synthesis-doubles", consultation.code)
    kind = request.POST.get("kind", "")
    one, other = (
        thing_or_404(consultation, kind, _key(request.POST.get(name, "")))
        for name in ("one", "other")
    )
    match request.POST.get("do"):
        case "apart":
            keep_apart(one=one, other=other, by=by)
            messages.success(request, _("Both stay. Nobody is asked about these two again."))
        case "first" | "second" as which:
            keep, drop = (one, other) if which == "first" else (other, one)
            make_one(keep=keep, drop=drop, by=by)
            messages.success(request, _("One is left, with the statements of both under it."))
        case _:
            raise Http404
    return redirect("synthesis-doubles", consultation.code)
