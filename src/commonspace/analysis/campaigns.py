"""Campaigns: near-identical records from many senders, found within each question.

A campaign is folded, counted and shown, never hidden or deleted. Likeness of words is no
proof that anybody organised anything: a person looks and decides.
"""

from collections import defaultdict
from collections.abc import Sequence

from commonspace.analysis.duplicates import (
    VARIANT,
    Likeness,
    find_likeness,
    jaccard,
    shingles,
)
from commonspace.analysis.records import Record
from commonspace.analysis.results import Campaign
from commonspace.analysis.words import count_words, normal_form, short_hash

MIN_WORDS = 8
_HOLDS_LETTER = 0.7
_SAME_SENDERS = 0.8
_SEED_MEMBERS = 3


def find_campaigns(records: Sequence[Record], *, min_senders: int, seed: int) -> list[Campaign]:
    """Find near-identical records from at least ``min_senders`` contributors.

    A record belongs when its word pairs overlap the middle record's by 0.4 or more, or when
    it holds 70 % of the middle record's and adds words of its own. Campaigns of different
    questions with nearly the same senders are one campaign.

    Args:
        records: Records with text, of one question or many.
        min_senders: Distinct contributors from which it is a campaign.
        seed: Start of the signatures.

    Returns:
        Campaigns, largest first.
    """
    by_question: dict[str | None, list[Record]] = defaultdict(list)
    for record in records:
        if count_words(record.text) >= MIN_WORDS:
            by_question[record.question].append(record)
    found = [
        campaign
        for question in sorted(by_question, key=lambda key: (key is not None, key or ""))
        for campaign in _of_one_question(by_question[question], min_senders, seed)
    ]
    merged = _merged(found, {record.id: record for record in records})
    return sorted(merged, key=lambda one: (-len(one.contributors), one.id))


def _of_one_question(records: list[Record], min_senders: int, seed: int) -> list[Campaign]:
    sets = [shingles(normal_form(record.text)) for record in records]
    taken: set[int] = set()
    campaigns = []
    likenesses = find_likeness([record.text for record in records], seed=seed)
    for likeness in sorted(likenesses, key=lambda one: -len(one.members)):
        if len(likeness.members) < _SEED_MEMBERS:
            break
        members = _members(likeness, sets, taken)
        if len({records[member].contributor for member in members}) < min_senders:
            continue
        taken.update(members)
        campaigns.append(_campaign(members, likeness.representative, records, sets))
    return campaigns


def _members(likeness: Likeness, sets: list[frozenset[int]], taken: set[int]) -> list[int]:
    """Return records alike the middle one, and those that hold its letter and add to it."""
    letter = sets[likeness.representative]
    alike = set(likeness.members)
    return [
        index
        for index, one in enumerate(sets)
        if index not in taken
        and (
            (index in alike and jaccard(letter, one) >= VARIANT)
            or len(letter & one) >= _HOLDS_LETTER * len(letter)
        )
    ]


def _campaign(
    members: list[int], middle: int, records: list[Record], sets: list[frozenset[int]]
) -> Campaign:
    form = normal_form(records[middle].text)
    scores = [jaccard(sets[middle], sets[member]) for member in members if member != middle]
    return Campaign(
        id=f"campaign-{short_hash(form)}",
        members=tuple(records[member].id for member in members),
        contributors=tuple(sorted({records[member].contributor for member in members})),
        representative=records[middle].id,
        similarity=round(sum(scores) / len(scores), 3) if scores else 1.0,
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
    return Campaign(
        id=min(left.id, right.id),
        members=left.members + right.members,
        contributors=tuple(sorted({*left.contributors, *right.contributors})),
        representative=longest,
        similarity=round(mean, 3),
    )
