"""Letters from many senders and possible campaigns, as the board shows them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Count, Min

from commonspace.analysis.paraphrases import POSSIBLE
from commonspace.consultations.models import Consultation, Question
from commonspace.desk.campaigns import Decided, decision_about, standing_decisions
from commonspace.desk.voices import voice_key
from commonspace.evidence.models import PossibleCampaign
from commonspace.evidence.queries import with_source
from commonspace.evidence.showing import Shown, said, show_candidates
from commonspace.kernel.names import language_name
from commonspace.provenance.models import Run


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One text from many senders, or the same points in many texts: shown once, senders counted.

    ``possible`` is there where a person decides whether it is a campaign at all.
    """

    key: str
    senders: int
    statements: int
    sample: Shown
    possible: PossibleCampaign | None = None
    reason: str = ""
    decided: Decided | None = None
    has_grown: bool = False

    @property
    def is_letter(self) -> bool:
        return not self.key.startswith(POSSIBLE)


def letters_of(
    consultation: Consultation, run: Run, question: Question | None
) -> tuple[Letter, ...]:
    """Return the letters and possible campaigns of a question, the largest first."""
    rows = list(
        run.candidates.filter(
            question=question, text__contribution__withdrawn_at=None, replaced_by=None
        )
        .exclude(campaign="")
        .order_by()
        .values("campaign")
        .annotate(
            senders=Count(voice_key("text__contribution"), distinct=True),
            n=Count("pk"),
            first=Min("pk"),
        )
        .order_by("-senders", "campaign")
    )
    if not rows:
        return ()
    firsts = with_source(run.candidates.filter(pk__in=[row["first"] for row in rows]))
    samples = {one.pk: one for one in show_candidates(firsts)}
    possible = {one.key: one for one in run.possible_campaigns.prefetch_related("members")}
    decisions = standing_decisions(consultation) if possible else []
    return tuple(
        _letter(
            Letter(
                key=row["campaign"],
                senders=row["senders"],
                statements=row["n"],
                sample=samples[row["first"]],
                possible=possible.get(row["campaign"]),
            ),
            decisions,
        )
        for row in rows
    )


def _letter(letter: Letter, decisions: Iterable[Decided]) -> Letter:
    possible = letter.possible
    if possible is None:
        return letter
    members = [one.pk for one in possible.members.all()]
    decided = decision_about(decisions, key=possible.key, members=members)
    return replace(
        letter,
        reason=reason_of(possible),
        decided=decided,
        has_grown=decided is not None and decided.has_grown_to(len(members)),
    )


def reason_of(possible: PossibleCampaign) -> str:
    """Return why a group may be a campaign, in the language of the page."""
    params = dict(possible.remark.get("params", {}))
    if "languages" in params:
        names = [language_name(code) for code in params["languages"].split(", ")]
        params["languages"] = ", ".join(names)
    return said({**possible.remark, "params": params})
