"""Letters that came from many senders, as the latest analysis of each question found them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from commonspace.analysis.paraphrases import POSSIBLE
from commonspace.consultations.models import Consultation, Question
from commonspace.evidence.models import CandidateStatement
from commonspace.evidence.queries import finished_run

Campaigns = Mapping[str, frozenset[object]]


def campaigns_of(consultation: Consultation, questions: Iterable[Question]) -> Campaigns:
    """Return for each campaign the contributors who sent its letter, the largest first.

    Possible campaigns, where people make the same points in words of their own, are no letters:
    a report only says of them how they were treated.
    """
    runs = {run.pk for question in questions if (run := finished_run(consultation, question))}
    pairs = (
        CandidateStatement.objects.filter(run__in=runs, text__contribution__withdrawn_at=None)
        .exclude(campaign="")
        .exclude(campaign__startswith=POSSIBLE)
        .values_list("campaign", "text__contribution__contributor")
        .distinct()
    )
    senders: dict[str, set[object]] = defaultdict(set)
    for campaign, contributor in pairs:
        senders[campaign].add(contributor)
    ordered = sorted(senders.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return {key: frozenset(found) for key, found in ordered if len(found) > 1}


def largest_among(campaigns: Campaigns, contributors: set[object]) -> int:
    """Return how many of ``contributors`` sent the same letter, 0 if no two did."""
    most = max((len(senders & contributors) for senders in campaigns.values()), default=0)
    return most if most > 1 else 0
