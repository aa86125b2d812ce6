"""Campaigns: near-identical records from many senders, found within each question.

A campaign is folded, counted and shown, never hidden or deleted. Likeness of words is no
proof that anybody organised anything: a person looks and decides.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from commonspace.analysis.duplicates import Wordings, holders_of
from commonspace.analysis.records import Record
from commonspace.analysis.results import Campaign
from commonspace.analysis.sketches import Postings
from commonspace.analysis.wording import gettext_noop, remark
from commonspace.analysis.words import short_hash

MIN_WORDS = 8
_HOLDS_LETTER = 0.7
_SAME_SENDERS = 0.8
_WHY = gettext_noop("%(senders)s contributors sent nearly the same words")


def find_campaigns(records: Sequence[Record], *, min_senders: int, seed: int) -> list[Campaign]:
    """Find near-identical records from at least ``min_senders`` contributors.

    At least that many are like the middle record (see ``duplicates``). To them come those that
    hold 70 % of the middle record's word pairs and add words of their own. Campaigns of different
    questions with nearly the same senders are one campaign.

    Args:
        records: Records with text, of one question or many.
        min_senders: Distinct contributors from which it is a campaign.
        seed: Salt of the sketches.

    Returns:
        Campaigns, largest first.
    """
    by_question: dict[str | None, list[Record]] = defaultdict(list)
    for record in records:
        by_question[record.question].append(record)
    found = [
        campaign
        for question in sorted(by_question, key=lambda key: (key is not None, key or ""))
        for campaign in _of_one_question(by_question[question], min_senders, seed)
    ]
    merged = _merged(found, {record.id: record for record in records})
    return sorted(merged, key=lambda one: (-len(one.contributors), one.id))


@dataclass(frozen=True, slots=True)
class _Question:
    """One question's records and their distinct wordings."""

    records: Sequence[Record]
    wordings: Wordings
    holders: dict[str, list[int]]

    def senders(self, forms: Sequence[int]) -> list[Record]:
        """Return the records that are worded like these."""
        found = (self.holders[self.wordings.forms[form]] for form in forms)
        return [self.records[index] for indexes in found for index in indexes]


def _of_one_question(records: Sequence[Record], min_senders: int, seed: int) -> list[Campaign]:
    holders = {
        form: indexes
        for form, indexes in holders_of([record.text for record in records]).items()
        if form.count(" ") >= MIN_WORDS - 1
    }
    asked = _Question(records, Wordings(sorted(holders), seed=seed), holders)
    seeds = [
        (middle, group)
        for middle, group in asked.wordings.groups()
        if len({one.contributor for one in asked.senders(group)}) >= min_senders
    ]
    postings = Postings(asked.wordings.sketches) if seeds else None
    taken: set[int] = set()
    campaigns = []
    for middle, group in sorted(seeds, key=lambda one: (-len(one[1]), one[0])):
        holding = postings.holding(middle, share=_HOLDS_LETTER) if postings else []
        members = sorted({*group, *holding} - taken)
        senders = asked.senders(members)
        if len({one.contributor for one in senders}) >= min_senders:
            taken.update(members)
            campaigns.append(_campaign(middle, members, asked))
    return campaigns


def _campaign(middle: int, members: Sequence[int], asked: _Question) -> Campaign:
    wordings = asked.wordings
    senders = sorted(asked.senders(members), key=lambda one: one.id)
    times = [len(asked.holders[wordings.forms[member]]) for member in members]
    scores = [wordings.jaccard(middle, member) for member in members]
    contributors = tuple(sorted({one.contributor for one in senders}))
    return Campaign(
        id=f"campaign-{short_hash(wordings.forms[middle])}",
        members=tuple(one.id for one in senders),
        contributors=contributors,
        representative=min(one.id for one in asked.senders([middle])),
        similarity=round(float(np.average(scores, weights=times)), 3),
        reason=remark("same-words", _WHY, senders=str(len(contributors))),
    )


def _merged(campaigns: list[Campaign], records: dict[str, Record]) -> list[Campaign]:
    merged: list[Campaign] = []
    for campaign in campaigns:
        twin = next((one for one in merged if _same_senders(one, campaign)), None)
        if twin is None:
            merged.append(campaign)
            continue
        merged[merged.index(twin)] = _joined(twin, campaign, records)
    return merged


def _same_senders(left: Campaign, right: Campaign) -> bool:
    first, second = set(left.contributors), set(right.contributors)
    return len(first & second) >= _SAME_SENDERS * len(first | second)


def _joined(left: Campaign, right: Campaign, records: dict[str, Record]) -> Campaign:
    longest = max(
        (left.representative, right.representative),
        key=lambda one: (len(records[one].text), one),
    )
    sizes = len(left.members), len(right.members)
    mean = (left.similarity * sizes[0] + right.similarity * sizes[1]) / sum(sizes)
    contributors = tuple(sorted({*left.contributors, *right.contributors}))
    return Campaign(
        id=min(left.id, right.id),
        members=left.members + right.members,
        contributors=contributors,
        representative=longest,
        similarity=round(mean, 3),
        reason=remark("same-words", _WHY, senders=str(len(contributors))),
    )
