"""Pairs that may be one contribution, and campaigns."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from commonspace.consultations.access import consultation_of, signed_in
from commonspace.consultations.models import Consultation
from commonspace.contributions.models import Contribution, SourceText
from commonspace.contributions.queries import current_texts
from commonspace.desk import services
from commonspace.desk.campaigns import Decided, decision_about, standing_decisions
from commonspace.desk.choices import CampaignKind
from commonspace.desk.models import Campaign, DuplicateProposal
from commonspace.desk.queries import open_proposals
from commonspace.desk.services.duplicates import KIND
from commonspace.desk.tasks import request_search
from commonspace.desk.views.campaigns import take_answer
from commonspace.desk.views.pages import DESK, page
from commonspace.kernel.audience import audience
from commonspace.kernel.names import language_name
from commonspace.people.access import speaker_labels
from commonspace.provenance.models import Outcome, Run

A_PAGE = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    contribution: Contribution
    who: str
    texts: tuple[SourceText, ...]


@require_safe
@audience(*DESK)
def duplicates(request: HttpRequest, code: str) -> HttpResponse:
    consultation = consultation_of(request)
    is_part = bool(request.headers.get("HX-Request"))
    run = Run.objects.filter(kind=KIND, parameters__consultation=consultation.code).first()
    if is_part and run and run.is_under_way:
        return render(request, "desk/_search.html", {"run": run, "code": code})
    shown = Paginator(open_proposals(consultation), A_PAGE).get_page(request.GET.get("page"))
    response = page(
        request,
        "duplicates",
        consultation,
        _("Duplicates and campaigns"),
        run=run,
        waits_for_worker=_waits(run),
        page_obj=shown,
        pairs=_side_by_side(consultation, list(shown.object_list)),
        campaigns=_campaigns(consultation),
    )
    if is_part:
        response["HX-Refresh"] = "true"
    return response


@require_POST
@audience(*DESK)
def search(request: HttpRequest, code: str) -> HttpResponse:
    consultation = consultation_of(request)
    request_search(consultation=consultation, by=signed_in(request))
    return redirect("desk-duplicates", consultation.code)


@require_POST
@audience(*DESK)
def answer(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    consultation = consultation_of(request)
    found = DuplicateProposal.objects.filter(earlier__consultation=consultation, accepted=None)
    proposal = get_object_or_404(found, pk=pk)
    accepted = request.POST.get("answer") == "one"
    services.answer_proposal(proposal=proposal, accepted=accepted, by=signed_in(request))
    named = {"later": proposal.later, "earlier": proposal.earlier}
    sentence = (
        _("%(later)s now counts with %(earlier)s; both receipts stay good.")
        if accepted
        else _("%(later)s and %(earlier)s stay two contributions.")
    )
    messages.success(request, sentence % named)
    return redirect("desk-duplicates", consultation.code)


@require_POST
@audience(*DESK)
def decide_campaign(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    consultation = consultation_of(request)
    campaign = get_object_or_404(
        consultation.campaigns.exclude(kind=CampaignKind.LETTER).select_related("letter"), pk=pk
    )
    take_answer(
        request,
        consultation,
        key=campaign.key,
        letter=campaign.letter,
        members=list(campaign.members.all()),
    )
    return redirect(
        f"{reverse('desk-duplicates', args=[consultation.code])}#campaign-{campaign.pk}"
    )


def _waits(run: Run | None) -> bool:
    at_once = "immediate" in settings.TASKS["default"]["BACKEND"]
    return run is not None and run.outcome == Outcome.WAITING and not at_once


def _side_by_side(
    consultation: Consultation, proposals: list[DuplicateProposal]
) -> list[tuple[DuplicateProposal, list[Side]]]:
    shown = [one for proposal in proposals for one in (proposal.earlier, proposal.later)]
    texts: dict[object, list[SourceText]] = {one.pk: [] for one in shown}
    for text in current_texts(consultation).filter(contribution__in=list(texts)):
        texts[text.contribution_id].append(text)
    labels = speaker_labels((one.contributor, one.attribution) for one in shown)

    def side(one: Contribution) -> Side:
        who = labels[one.contributor.pk, one.attribution] or _("anonymous")
        return Side(contribution=one, who=who, texts=tuple(texts[one.pk]))

    return [(each, [side(each.earlier), side(each.later)]) for each in proposals]


def _reason(campaign: Campaign) -> str:
    """Return why a search flagged a campaign, in the language of this page."""
    message, params = campaign.remark.get("message", ""), dict(campaign.remark.get("params", {}))
    if "languages" in params:
        names = [language_name(code) for code in params["languages"].split(", ")]
        params["languages"] = ", ".join(map(str, names))
    return _(message) % params if message else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignShown:
    campaign: Campaign
    text: SourceText | None
    reason: str
    decided: Decided | None
    has_grown: bool


def _campaigns(consultation: Consultation) -> list[CampaignShown]:
    decisions = standing_decisions(consultation)
    found = list(consultation.campaigns.select_related("letter").prefetch_related("members"))
    texts = current_texts(consultation).filter(contribution__in=[each.letter_id for each in found])
    letters: dict[object, SourceText] = {}
    for text in texts:
        letters.setdefault(text.contribution_id, text)
    return [_shown(each, letters.get(each.letter_id), decisions) for each in found]


def _shown(campaign: Campaign, text: SourceText | None, decisions: list[Decided]) -> CampaignShown:
    members = [one.pk for one in campaign.members.all()]
    decided = (
        decision_about(decisions, key=campaign.key, members=members)
        if campaign.is_possible
        else None
    )
    return CampaignShown(
        campaign=campaign,
        text=text,
        reason=_reason(campaign),
        decided=decided,
        has_grown=decided is not None and decided.has_grown_to(len(members)),
    )
