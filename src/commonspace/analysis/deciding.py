"""Possible campaigns and what people decided about them: who is one voice, and who counts each.

Likeness of meaning is no proof that anybody organised anything. Until a person accepts a possible
campaign, each of its senders is a voice of their own; only what was copied word for word counts
once, as any letter does. What it says entered the grouping once all the same, so no decision, and
no number of senders, moves a statement from one theme to another.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from commonspace.analysis.campaigns import find_campaigns
from commonspace.analysis.paraphrases import POSSIBLE
from commonspace.analysis.records import Record
from commonspace.analysis.results import (
    ACCEPTED,
    LETTER,
    REFUSED,
    Analysis,
    Campaign,
    Statement,
    Theme,
)
from commonspace.analysis.settings import Settings
from commonspace.analysis.stance import is_contested
from commonspace.analysis.voices import Voice, sides_of, voice_in
from commonspace.analysis.words import normal_form, short_hash


def with_decisions(analysis: Analysis, records: Sequence[Record], settings: Settings) -> Analysis:
    """Return an analysis whose voices, sides and order of themes follow people's decisions.

    Doing it twice changes nothing. Only the counts of themes that a possible campaign speaks to
    are made anew.

    Args:
        analysis: What ``analyse`` proposed.
        records: What it was made from.
        settings: ``accepted`` and ``refused`` name possible campaigns.
    """
    possible = [one for one in analysis.campaigns if one.kind != LETTER]
    if not possible:
        return analysis
    inside = {member for one in possible for member in one.members}
    own = [record for record in records if record.id in inside]
    contributor_of = {record.id: record.contributor for record in own}
    statements = _with_letters(analysis.statements, own, settings)
    decided = _decided(possible, {record.id: record.text for record in own}, settings)
    each = _voices_each(statements, contributor_of)
    campaigns = tuple(
        replace(decided.get(one.id, one), n_each=each.get(one.id, len(one.contributors)))
        if one.kind != LETTER
        else one
        for one in analysis.campaigns
    )
    touched = {index for index, one in enumerate(statements) if one.campaign in each}
    as_one = {one.id for one in campaigns if one.is_one_voice}
    speakers = {record.id: record.contributor for record in records}
    themes = [
        _recounted(theme, statements, speakers, as_one)
        if not touched.isdisjoint(theme.statements)
        else theme
        for theme in analysis.themes
    ]
    return replace(
        analysis, statements=statements, campaigns=campaigns, themes=tuple(_in_order(themes))
    )


def id_of_words(text: str) -> str:
    """Return the id a possible campaign has when ``text`` stands in its middle."""
    return f"{POSSIBLE}{short_hash(normal_form(text))}"


def unknown_among(ids: Iterable[str], analysis: Analysis, records: Iterable[Record]) -> list[str]:
    """Return the ids that no possible campaign of an analysis answers to."""
    possible = [one for one in analysis.campaigns if one.kind != LETTER]
    inside = {member for one in possible for member in one.members}
    known = {one.id for one in possible}
    known |= {id_of_words(record.text) for record in records if record.id in inside}
    return [one for one in ids if one not in known]


def _decided(
    possible: Sequence[Campaign], texts: Mapping[str, str], settings: Settings
) -> dict[str, Campaign]:
    """Return the campaigns with what was said of them; a campaign is known by any text in it.

    Its own id goes before those of the texts it holds, and what was refused before what was
    accepted: where two decisions meet in one campaign, nobody is silenced.
    """
    if not settings.accepted and not settings.refused:
        return {}
    found = {}
    for one in possible:
        held = {id_of_words(texts[member]) for member in one.members}
        for names in ({one.id}, held):
            if not names.isdisjoint(settings.refused):
                found[one.id] = replace(one, decision=REFUSED)
                break
            if not names.isdisjoint(settings.accepted):
                found[one.id] = replace(one, decision=ACCEPTED)
                break
    return found


def _with_letters(
    statements: Sequence[Statement], records: Sequence[Record], settings: Settings
) -> tuple[Statement, ...]:
    """Name the letter of each statement that was copied word for word inside a possible campaign."""
    letters = find_campaigns(records, min_senders=settings.min_senders, seed=settings.seed)
    letter_of = {member: one.id for one in letters for member in one.members}
    senders: dict[tuple[str, str], set[str]] = defaultdict(set)
    contributor_of = {record.id: record.contributor for record in records}
    for one in statements:
        if one.duplicate_group and one.record_id in letter_of:
            key = letter_of[one.record_id], one.duplicate_group
            senders[key].add(contributor_of[one.record_id])
    repeated = {key for key, found in senders.items() if len(found) > 1}

    def letter(one: Statement) -> str | None:
        found = letter_of.get(one.record_id)
        return found if found and (found, one.duplicate_group) in repeated else None

    return tuple(
        one if letter(one) == one.letter else replace(one, letter=letter(one)) for one in statements
    )


def _voices_each(
    statements: Sequence[Statement], contributor_of: Mapping[str, str]
) -> dict[str, int]:
    """Return for each possible campaign its voices where no sender is folded into it."""
    found: dict[str, set[Voice]] = defaultdict(set)
    for one in statements:
        if one.campaign and one.campaign.startswith(POSSIBLE):
            contributor = contributor_of[one.record_id]
            found[one.campaign].add(
                voice_in(
                    contributor=contributor, campaign=one.campaign, letter=one.letter, as_one=()
                )
            )
    return {key: len(voices) for key, voices in found.items()}


def _recounted(
    theme: Theme,
    statements: Sequence[Statement],
    contributor_of: Mapping[str, str],
    as_one: set[str],
) -> Theme:
    said = (statements[index] for index in theme.statements)
    sides = sides_of(
        (
            voice_in(
                contributor=contributor_of[one.record_id],
                campaign=one.campaign,
                letter=one.letter,
                as_one=as_one,
            ),
            one.stance,
        )
        for one in said
    )
    voices = sum(sides)
    contested = is_contested(sides[0], sides[1], voices)
    return replace(theme, n_voices=voices, stances=sides, contested=contested)


class Rank(NamedTuple):
    """What decides where a theme stands in the order of its question."""

    key: str
    parent: str | None
    question: object
    voices: int
    stability: float


def ranked(themes: Iterable[Rank]) -> list[str]:
    """Return the keys of themes by voices, each parent followed by its children.

    Questions stay in the order in which they come.
    """
    listed = list(themes)
    rank = {one.key: (-one.voices, -one.stability, one.key) for one in listed}
    place = {question: n for n, question in enumerate(dict.fromkeys(t.question for t in listed))}
    ordered = sorted(
        listed,
        key=lambda one: (
            place[one.question],
            rank[one.parent or one.key],
            one.parent is not None,
            rank[one.key],
        ),
    )
    return [one.key for one in ordered]


def _in_order(themes: Sequence[Theme]) -> Iterator[Theme]:
    by_key = {one.key: one for one in themes}
    keys = ranked(
        Rank(one.key, one.parent, one.question, one.n_voices, one.stability) for one in themes
    )
    return (by_key[key] for key in keys)
