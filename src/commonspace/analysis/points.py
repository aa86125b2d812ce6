"""Possible campaigns inside an analysis: whose statements make whose points, each point once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from commonspace.analysis.drafts import Draft, Idea
from commonspace.analysis.languages import detect_record
from commonspace.analysis.paraphrases import (
    Paraphrases,
    Telling,
    find_paraphrased,
    lighter,
    with_letters,
)
from commonspace.analysis.records import Record
from commonspace.analysis.results import Campaign
from commonspace.analysis.units import unitise
from commonspace.analysis.vectors import Embed, Remembered
from commonspace.analysis.words import count_words, whole_characters


@dataclass(frozen=True, slots=True)
class Pointed:
    """All campaigns; the campaign of each draft that makes one of its points; the folded ideas."""

    campaigns: list[Campaign]
    campaign_of: dict[int, str]
    ideas: list[Idea]


def find_possible(
    records: Sequence[Record],
    *,
    embed: Embed,
    languages: Sequence[str],
    min_senders: int,
    letters: Sequence[Campaign] = (),
) -> Paraphrases:
    """Find possible campaigns among whole records, outside an analysis.

    Args:
        records: Answers to one question or many.
        embed: Gives one unit vector for each text.
        languages: Languages expected.
        min_senders: Distinct contributors from which a group is flagged.
        letters: Campaigns found by their words.
    """
    cut = [(record, *_statements_of(record, languages)) for record in records]
    texts = sorted({said for _record, _language, own in cut for said in own})
    vectors = dict(zip(texts, embed(texts), strict=True)) if texts else {}
    tellings = [
        Telling(
            record,
            language,
            np.stack([vectors[said] for said in own]),
            tuple(count_words(said) for said in own),
        )
        for record, language, own in cut
        if own
    ]
    return find_paraphrased(tellings, min_senders=min_senders, letters=letters)


def _statements_of(record: Record, languages: Sequence[str]) -> tuple[str, list[str]]:
    language = detect_record(record.text, languages, record.language).language
    units = unitise(record.text, language)
    return language, [whole_characters(record.text[one.start : one.end]) for one in units]


def point_out(
    drafts: Sequence[Draft],
    ideas: Sequence[Idea],
    remembered: Remembered | None,
    letters: Sequence[Campaign],
    min_senders: int,
) -> Pointed:
    """Find possible campaigns among drafts and let each of their points enter once.

    Args:
        drafts: All drafts, those of a record next to each other and in order.
        ideas: What they say, each counted once.
        remembered: A vector for the sense of each idea; none where no model is at hand.
        letters: Campaigns found by their words.
        min_senders: Distinct contributors from which a group is flagged.
    """
    if remembered is None:
        return Pointed(list(letters), {}, list(ideas))
    of_record = _by_record(drafts)
    tellings = _tellings(drafts, ideas, remembered, of_record)
    found = find_paraphrased(tellings, min_senders=min_senders, letters=letters)
    middle = {one.id: of_record[one.representative] for one in found.campaigns}
    point_of = {
        of_record[record][place]: (campaign, middle[campaign][point])
        for (record, place), (campaign, point) in found.points.items()
    }
    return Pointed(
        with_letters(found.campaigns, letters),
        _campaign_of(drafts, ideas, point_of, found.campaigns),
        _folded(ideas, point_of),
    )


def _campaign_of(
    drafts: Sequence[Draft],
    ideas: Sequence[Idea],
    point_of: Mapping[int, tuple[str, int]],
    campaigns: Sequence[Campaign],
) -> dict[int, str]:
    """Return the campaign of each draft that makes a point of it, in whatever copy."""
    members = {one.id: frozenset(one.members) for one in campaigns}
    found: dict[int, str] = {}
    for idea in ideas:
        for campaign in sorted({point_of[one][0] for one in idea.members if one in point_of}):
            for one in idea.members:
                if drafts[one].record.id in members[campaign]:
                    found.setdefault(one, campaign)
    return found


def _by_record(drafts: Sequence[Draft]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for index, draft in enumerate(drafts):
        found[draft.record.id].append(index)
    return found


def _tellings(
    drafts: Sequence[Draft],
    ideas: Sequence[Idea],
    remembered: Remembered,
    of_record: Mapping[str, list[int]],
) -> list[Telling]:
    speaker = {member: idea.representative for idea in ideas for member in idea.members}
    return [
        Telling(
            drafts[own[0]].record,
            drafts[own[0]].language.language,
            lighter(remembered.rows([drafts[speaker[one]].sense for one in own]), len(of_record)),
            tuple(count_words(drafts[one].quote) for one in own),
        )
        for own in of_record.values()
    ]


def _folded(ideas: Sequence[Idea], point_of: Mapping[int, tuple[str, int]]) -> list[Idea]:
    """Join the ideas that make one point of one campaign; its representative speaks for them."""
    idea_of = {member: place for place, idea in enumerate(ideas) for member in idea.members}
    joined: dict[int, int] = {}
    for draft, (_campaign, point) in sorted(point_of.items()):
        joined.setdefault(idea_of[draft], idea_of[point])
    members: dict[int, list[int]] = defaultdict(list)
    for place, idea in enumerate(ideas):
        members[_end(place, joined)] += idea.members
    return [
        Idea(ideas[place].representative, tuple(sorted(own)))
        for place, own in sorted(members.items())
    ]


def _end(place: int, joined: Mapping[int, int]) -> int:
    """Return the idea that a chain of joins ends at; in a ring, the smallest of it."""
    walked: list[int] = []
    while place not in walked:
        walked.append(place)
        place = joined.get(place, place)
    return min(walked[walked.index(place) :])
