"""Letters that came from many senders, as the latest analysis of each question found them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from commonspace.analysis.paraphrases import POSSIBLE
from commonspace.consultations.models import Consultation, Question
from commonspace.desk.choices import State
from commonspace.desk.voices import voice_key
from commonspace.evidence.models import CandidateStatement
from commonspace.evidence.queries import finished_run

LEAST_ALIKE = 3
Campaigns = Mapping[str, frozenset[object]]


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence of a letter as its senders wrote it, and its language."""

    words: str
    language: str


def campaigns_of(consultation: Consultation, questions: Iterable[Question]) -> Campaigns:
    """Return for each campaign the contributors who sent its letter, the largest first.

    Possible campaigns, where people make the same points in words of their own, are no letters:
    a report only says of them how they were treated.
    """
    pairs = (
        _in_letters(consultation, questions)
        .values_list("campaign", voice_key("text__contribution"))
        .distinct()
    )
    senders: dict[str, set[object]] = defaultdict(set)
    for campaign, contributor in pairs:
        senders[campaign].add(contributor)
    ordered = sorted(senders.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return {key: frozenset(found) for key, found in ordered if len(found) > 1}


def wordings_of(
    consultation: Consultation, questions: Iterable[Question]
) -> Mapping[str, Sequence[Wording]]:
    """Return for each campaign the sentences of its letter, in their order.

    A sentence is printed as at least three senders wrote it, and as most did, so that nothing
    that one of them added is ever printed here. Contributions that are protected or set aside
    lend no words.
    """
    rows = (
        _in_letters(consultation, questions)
        .exclude(text__contribution__place__state__in=(State.PROTECTED, State.SET_ASIDE))
        .order_by("start", "pk")
        .values_list(
            "campaign",
            "duplicate_group",
            "quote",
            "language",
            voice_key("text__contribution"),
        )
    )
    senders: dict[tuple[str, str], dict[Wording, set[object]]] = defaultdict(
        lambda: defaultdict(set)
    )
    for campaign, group, quote, language, contributor in rows:
        senders[campaign, group][Wording(quote, language)].add(contributor)
    found: dict[str, list[Wording]] = defaultdict(list)
    for (campaign, _group), worded in senders.items():
        wording, by = max(worded.items(), key=lambda pair: len(pair[1]))
        if len(by) >= LEAST_ALIKE:
            found[campaign].append(wording)
    return found


def _in_letters(
    consultation: Consultation, questions: Iterable[Question]
) -> QuerySet[CandidateStatement]:
    runs = {run.pk for question in questions if (run := finished_run(consultation, question))}
    return (
        CandidateStatement.objects.filter(run__in=runs, text__contribution__withdrawn_at=None)
        .exclude(campaign="")
        .exclude(campaign__startswith=POSSIBLE)
    )


def largest_among(campaigns: Campaigns, contributors: set[object]) -> int:
    """Return how many of ``contributors`` sent the same letter, 0 if no two did."""
    most = max((len(senders & contributors) for senders in campaigns.values()), default=0)
    return most if most > 1 else 0
