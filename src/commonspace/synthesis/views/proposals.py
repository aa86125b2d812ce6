"""What was found in documents and may become part of the report, for people to decide."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from commonspace.consultations.access import consultation_of, signed_in
from commonspace.consultations.models import Consultation
from commonspace.kernel.audience import audience
from commonspace.kernel.names import country_name
from commonspace.synthesis.choices import Addressee, Audience, ProposalKind
from commonspace.synthesis.models import Proposal
from commonspace.synthesis.prefill import STRENGTHS, addressee_of
from commonspace.synthesis.services.proposals import (
    accept_proposals,
    refuse_proposal,
    words_of,
)
from commonspace.synthesis.views.pages import WRITERS, page

ON_A_PAGE = 60
AROUND = 120
SHOWN_FIRST = ("title", "text", "heading", "author")


DOUBTS = {
    "address": gettext_lazy("an address may have lost a character"),
    "lost address": gettext_lazy("an address was lost on the way to us"),
    "missing address": gettext_lazy("it says where to write, but gives no address"),
    "same address": gettext_lazy("the same address stands twice"),
    "near-equal": gettext_lazy("nearly the same stands twice"),
    "hyphen": gettext_lazy("a word was joined at a line end, by guess"),
    "cut sentence": gettext_lazy("the sentence stops in the middle"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalShown:
    """A proposal with the words it was read from and what is around them."""

    proposal: Proposal
    title: str
    text: str
    number: object
    fields: tuple[tuple[str, str], ...]
    doubts: tuple[tuple[str, str], ...]
    before: str
    words: str
    after: str


@require_safe
@audience(*WRITERS)
def proposals(request: HttpRequest, code: str) -> HttpResponse:
    consultation = consultation_of(request)
    every = consultation.proposals.all()
    present = set(every.order_by().values_list("kind", flat=True).distinct())
    waiting = Counter(every.filter(accepted=None).order_by().values_list("kind", flat=True))
    kind = request.GET.get("kind") or next((one for one in ProposalKind.values if waiting[one]), "")
    decided = request.GET.get("decided") == "yes"
    found = every.filter(kind=kind, accepted__isnull=not decided).select_related(
        "question", "text__attachment__file", "text__contribution", "decided_by"
    )
    shown = Paginator(
        found.order_by("question__number", "text__created_at", "position"), ON_A_PAGE
    ).get_page(request.GET.get("page"))
    return page(
        request,
        "proposals",
        consultation,
        (_("Proposals"), ""),
        kinds=[
            (value, label, waiting[value])
            for value, label in ProposalKind.choices
            if value in present or value == kind
        ],
        kind=kind,
        is_doubt=kind == ProposalKind.DOUBT,
        waiting=waiting[kind],
        decided=decided,
        any_at_all=bool(present),
        shown=[show(proposal) for proposal in shown],
        page_obj=shown,
    )


def show(proposal: Proposal) -> ProposalShown:
    payload = proposal.payload
    start, end = words_of(proposal) or (0, 0)
    text = proposal.text.text
    return ProposalShown(
        proposal=proposal,
        title=_title(proposal),
        text=str(payload.get("text") or payload.get("description") or ""),
        number=proposal.question.number if proposal.question else payload.get("question"),
        fields=tuple(_fields(payload)),
        doubts=tuple((_doubt(one["kind"]), one["text"]) for one in proposal.doubts),
        before=text[max(0, start - AROUND) : start],
        words=text[start:end],
        after=text[end : end + AROUND],
    )


def _title(proposal: Proposal) -> str:
    payload = proposal.payload
    if proposal.kind == ProposalKind.DOUBT:
        return _doubt(payload.get("doubt"))
    heading = payload.get("heading") if proposal.kind == ProposalKind.QUESTION else ""
    return str(payload.get("title") or heading or "")


def _doubt(kind: object) -> str:
    return str(DOUBTS.get(str(kind), kind))


def _fields(payload: dict[str, object]) -> list[tuple[str, str]]:
    names = {
        "places": _("places"), "countries": _("countries"), "organisations": _("organisations"),
        "addressee": _("addressee"), "influenced": _("to influence"), "strength": _("strength"),
        "audience": _("for whom"), "parent": _("sub-point of"), "year": _("year"), "kind": _("kind"),
        "author": _("author"), "urls": _("links"), "number": _("number"), "asked": _("asked"),
        "time": _("time"), "end": _("until"), "led_by": _("led by"), "moderators": _("moderators"),
        "rapporteur": _("rapporteur"), "sub_questions": _("sub-questions"), "points": _("points"),
    }  # fmt: skip
    return [
        (label, _value(name, value))
        for name, label in names.items()
        if (value := payload.get(name)) not in (None, "", [])
    ]


def _value(name: str, value: object) -> str:
    """Say a field of a proposal in the reader's language where we have a word for it."""
    if name in {"addressee", "influenced"}:
        return str(Addressee(addressee_of(str(value))).label)
    if name == "strength" and value in STRENGTHS:
        return str(STRENGTHS[str(value)].label)
    if name == "audience" and value in Audience.values:
        return str(Audience(value).label)
    if isinstance(value, list):
        return ", ".join(
            country_name(str(one)) if name == "countries" else str(one) for one in value
        )
    return str(value)


@require_POST
@audience(*WRITERS)
def proposals_decide(request: HttpRequest, code: str) -> HttpResponse:
    consultation = consultation_of(request)
    by = signed_in(request)
    kind = request.POST.get("kind", "")
    if request.POST.get("do") == "accept-all":
        chosen = _every(consultation).filter(kind=kind, accepted=None)
    else:
        chosen = _chosen(consultation, request.POST.getlist("chosen"))
    if not chosen:
        messages.warning(request, _("Tick the proposals first, then press the button again."))
    elif request.POST.get("do") == "refuse":
        for proposal in chosen:
            refuse_proposal(proposal=proposal, by=by)
        words = ngettext("%(n)d proposal refused.", "%(n)d proposals refused.", len(chosen))
        messages.success(request, words % {"n": len(chosen)})
    else:
        done = accept_proposals(proposals=chosen, by=by)
        words = ngettext("%(n)d proposal accepted.", "%(n)d proposals accepted.", done)
        messages.success(request, words % {"n": done})
    tail = f"?{urlencode({'kind': kind})}" if kind in ProposalKind.values else ""
    return redirect(f"{reverse('staff-proposals', args=[consultation.code])}{tail}")


def _every(consultation: Consultation) -> QuerySet[Proposal]:
    return consultation.proposals.select_related(
        "text__contribution__consultation", "question", "run", "consultation"
    )


def _chosen(consultation: Consultation, keys: list[str]) -> QuerySet[Proposal]:
    return _every(consultation).filter(pk__in=[key for key in keys if _is_uuid(key)])


def _is_uuid(key: str) -> bool:
    try:
        UUID(key)
    except ValueError:
        return False
    return True
