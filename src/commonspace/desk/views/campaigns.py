"""A person's answer to a possible campaign, on whatever page it was shown."""

from collections.abc import Collection

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext as _

from commonspace.consultations.access import signed_in
from commonspace.consultations.models import Consultation
from commonspace.contributions.models import Contribution
from commonspace.desk.campaigns import decision_about, standing_decisions
from commonspace.desk.services import decide_campaign, take_back_campaign_decision


def take_answer(
    request: HttpRequest,
    consultation: Consultation,
    *,
    key: str,
    letter: Contribution | None,
    members: Collection[Contribution],
) -> None:
    """Do what the buttons say: one voice, each counts, or take back; then say what was done."""
    by = signed_in(request)
    match request.POST.get("answer"):
        case "take-back":
            decided = decision_about(
                standing_decisions(consultation), key=key, members=[one.pk for one in members]
            )
            if decided:
                take_back_campaign_decision(decision=decided.decision, by=by)
            messages.success(request, _("Taken back: until somebody decides, each sender counts."))
        case "one" | "each" as answer:
            decide_campaign(
                consultation=consultation,
                key=key,
                letter=letter,
                members=members,
                is_campaign=answer == "one",
                by=by,
            )
            messages.success(
                request,
                _("Counted as one voice from now on, and shown as a campaign.")
                if answer == "one"
                else _("Each of these people counts; it is no campaign."),
            )
