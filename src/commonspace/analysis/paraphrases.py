"""Letters that many say in their own words, or in other languages: possible campaigns.

Somebody who words a letter anew keeps its points. Two answers are therefore compared point
by point: each statement of one with the nearest of the other, both ways. A popular theme
looks different: many share one point and differ in the rest, so agreement in a single point
counts for less than agreement in several. Nothing is removed from an answer or its count: a
person is shown the group and the reason, and decides.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from commonspace.analysis.duplicates import find_likeness
from commonspace.analysis.nearest import EXACT_UP_TO
from commonspace.analysis.nearest import nearest as through_cells
from commonspace.analysis.records import Record
from commonspace.analysis.results import Campaign
from commonspace.analysis.vectors import Vectors, unit_rows
from commonspace.analysis.wording import gettext_noop, remark
from commonspace.analysis.words import normal_form, short_hash

POSSIBLE = "possible-"
PARAPHRASED, TRANSLATED = "paraphrased", "translated"
MIN_WORDS = 12
_ABOVE = 0.17
_LEAST_EDGE, _MOST_EDGE = 0.3, 0.44
_POINT = 0.4
_NEIGHBOURS = 10
_ALONE = 1.0
_SHRINK = 10
_CROWD = 0.5
_LOW = 0.05
_MOST_CENTRED = 3000
_MANY = 4000
_PROJECTED = 64
_NEAR = 0.35
_CELLS = 4_000_000
_READ = 20_000
_SHARED_EDGES = 3
_ITSELF = -2.0
_HEAVY = 50_000
_LIGHTER = 128
_SAID_TWICE = 2
_WHY = gettext_noop(
    "possible organised campaign: %(senders)s contributors make the same points, about %(points)s "
    "each, in words of their own"
)
_WHY_TRANSLATED = gettext_noop(
    "possible organised campaign: %(senders)s contributors make the same points, about %(points)s "
    "each, in these languages: %(languages)s"
)

Scores = NDArray[np.float64]
Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Telling:
    """One answer's statements: float32 rows of unit length, and how many words each has."""

    record: Record
    language: str
    vectors: Vectors
    words: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Paraphrases:
    """Possible campaigns, and what they rest on.

    ``scores`` says how much each compared record looks like part of one, 0 to 1. ``points``
    leads from a record's id and the place of a statement in it to the campaign's id and the
    place of the same point in its representative. What somebody added has no point; of records
    in the same words one stands for all.
    """

    campaigns: list[Campaign]
    scores: dict[str, float]
    points: dict[tuple[str, int], tuple[str, int]]


def find_paraphrased(
    tellings: Sequence[Telling], *, min_senders: int, letters: Sequence[Campaign] = ()
) -> Paraphrases:
    """Find answers of at least ``min_senders`` contributors that make the same points.

    Answers of fewer than twelve words are left out: many say the same short thing by
    themselves. Copies of a letter enter once, so that its size changes nothing.

    Args:
        tellings: The answers, of one question or many.
        min_senders: Distinct contributors from which a group is flagged.
        letters: Campaigns found by their words; a group that holds one takes its members in.

    Returns:
        Campaigns, largest first, and the scores.
    """
    by_question: dict[str | None, list[Telling]] = defaultdict(list)
    for telling in tellings:
        if sum(telling.words) >= MIN_WORDS:
            by_question[telling.record.question].append(telling)
    campaigns: list[Campaign] = []
    scores: dict[str, float] = {}
    points: dict[tuple[str, int], tuple[str, int]] = {}
    for question in sorted(by_question, key=lambda key: (key is not None, key or "")):
        asked = _Question(by_question[question], letters)
        for centre, group in asked.groups(min_senders):
            campaigns.append(campaign := asked.campaign(centre, group))
            points.update(asked.points(campaign, centre, group))
        scores.update(asked.scores())
    campaigns.sort(key=lambda one: (-len(one.contributors), one.id))
    return Paraphrases(campaigns, scores, points)


def with_letters(found: Sequence[Campaign], letters: Sequence[Campaign]) -> list[Campaign]:
    """Return the campaigns of both kinds; a letter inside a wider group is not listed twice."""
    inside = {member for one in found for member in one.members}
    apart = [letter for letter in letters if letter.representative not in inside]
    return sorted([*found, *apart], key=lambda one: (-len(one.contributors), one.id))


@dataclass(frozen=True, slots=True)
class _Edges:
    """Which answers were compared, each pair once, and how far they agree."""

    left: Places
    right: Places
    score: Scores

    def best(self, most: int, n: int) -> Scores:
        """Return for each of ``n`` answers the sum of the best few agreements it is part of."""
        ends = np.concatenate([self.left, self.right])
        scores = np.concatenate([self.score, self.score])
        order = np.lexsort((-scores, ends))
        ends, scores = ends[order], scores[order]
        held = np.bincount(ends, minlength=n)
        rank = np.arange(len(ends)) - np.repeat(np.cumsum(held) - held, held)
        first = rank < most
        sums = np.bincount(ends[first], weights=scores[first], minlength=n)
        return np.asarray(sums, dtype=np.float64)

    def from_score(self, least: float) -> Iterator[tuple[int, int, float]]:
        """Yield the pairs that agree at least so far."""
        own = self.score >= least
        yield from zip(
            self.left[own].tolist(), self.right[own].tolist(), self.score[own].tolist(), strict=True
        )

    def between(self, centre: int, group: Sequence[int]) -> list[float]:
        """Return how far one answer agrees with those of a group it was compared with."""
        own = ((self.left == centre) & np.isin(self.right, group)) | (
            (self.right == centre) & np.isin(self.left, group)
        )
        found: list[float] = self.score[own].tolist()
        return found


class _Question:
    """One question's distinct answers and how near each is to its nearest others."""

    def __init__(self, tellings: Sequence[Telling], letters: Sequence[Campaign]) -> None:
        self._letters = letters
        self._copies = _in_the_same_words(tellings)
        self._shown = [copies[0] for copies in self._copies]
        self._vectors = centred(self._shown)
        self._edges = self._agreements(self._near())

    def _near(self) -> Places:
        """Return the pairs worth comparing, shape (n, 2): each once, the smaller place first."""
        means = unit_rows(
            np.stack(
                [
                    np.asarray(one.words, dtype=np.float32) @ own
                    for one, own in zip(self._shown, self._vectors, strict=True)
                ]
            )
        )
        found = [
            np.column_stack([np.minimum(row, others), np.maximum(row, others)])
            for row, others in enumerate(nearest(means, _NEIGHBOURS))
            if len(others)
        ]
        return np.unique(np.concatenate(found), axis=0) if found else np.zeros((0, 2), np.int64)

    def _agreements(self, pairs: Places) -> "_Edges":
        """Compare pairs; of those that make one point each, many at once."""
        counts = np.fromiter((len(one.words) for one in self._shown), np.int64, len(self._shown))
        scores = np.zeros(len(pairs))
        is_brief = (counts[pairs] == 1).all(axis=1)
        for start in range(0, int(is_brief.sum()), _READ):
            own = np.flatnonzero(is_brief)[start : start + _READ]
            left, right = (
                np.concatenate([self._vectors[place] for place in pairs[own, side].tolist()])
                for side in (0, 1)
            )
            likeness = np.einsum("ij,ij->i", left, right, dtype=np.float64)
            scores[own] = np.maximum(0.0, np.round(likeness / (1 + _ALONE), 4))
        for place in np.flatnonzero(~is_brief).tolist():
            scores[place] = self._agreement(*pairs[place].tolist())
        return _Edges(pairs[:, 0], pairs[:, 1], scores)

    def _agreement(self, left: int, right: int) -> float:
        """Return how far two answers make the same points, 0 to 1."""
        likeness = self._vectors[left] @ self._vectors[right].T
        first, second = self._shown[left].words, self._shown[right].words
        there = float(np.average(likeness.max(axis=1), weights=first))
        back = float(np.average(likeness.max(axis=0), weights=second))
        points = min(len(first), len(second))
        return max(0.0, round((there + back) / 2 * points / (points + _ALONE), 4))

    def scores(self) -> dict[str, float]:
        """Return for each record the mean agreement with the nearest answers in other words."""
        means = self._edges.best(_NEIGHBOURS, len(self._shown)) / _NEIGHBOURS
        return {
            copy.record.id: mean
            for mean, copies in zip(means.tolist(), self._copies, strict=True)
            for copy in copies
        }

    def _least(self) -> float:
        """Return the agreement from which two answers may be one letter.

        It lies above what the quarter of answers that agree least reach with their nearest: to a
        narrow question people say like things by themselves.
        """
        best = self._edges.best(1, len(self._shown))
        usual = float(np.quantile(best, 0.25))
        return min(_MOST_EDGE, max(_LEAST_EDGE, usual + _ABOVE))

    def groups(self, min_senders: int) -> Iterator[tuple[int, list[int]]]:
        """Yield groups around the answers that agree with most others, each answer once."""
        near: dict[int, dict[int, float]] = defaultdict(dict)
        for left, right, score in self._edges.from_score(self._least()):
            near[left][right] = near[right][left] = score
        taken: set[int] = set()
        for centre in sorted(near, key=lambda one: (-sum(near[one].values()), one)):
            if centre in taken:
                continue
            group = self._grown(centre, near, taken)
            senders = {one.record.contributor for row in group for one in self._copies[row]}
            if len(senders) >= min_senders and len(group) > _SAID_TWICE:
                taken.update(group)
                yield centre, sorted(group)

    def _grown(self, centre: int, near: dict[int, dict[int, float]], taken: set[int]) -> set[int]:
        """Add to a centre's neighbours what agrees with three of the group, until none is left."""
        group = {centre, *near[centre]} - taken
        while True:
            edges: dict[int, int] = defaultdict(int)
            for member in group:
                for other in near[member].keys() - group - taken:
                    edges[other] += 1
            joining = {other for other, n in edges.items() if n >= _SHARED_EDGES}
            if not joining:
                return group
            group |= joining

    def points(
        self, campaign: Campaign, centre: int, group: Sequence[int]
    ) -> Iterator[tuple[tuple[str, int], tuple[str, int]]]:
        """Yield each statement of a group that makes one of the centre's points, and which."""
        for row in group:
            likeness = self._vectors[row] @ self._vectors[centre].T
            for place, (best, score) in enumerate(
                zip(likeness.argmax(axis=1), likeness.max(axis=1), strict=True)
            ):
                if score >= _POINT:
                    speaker = self._shown[row].record.id
                    yield (speaker, place), (campaign.id, int(best))

    def campaign(self, centre: int, group: Sequence[int]) -> Campaign:
        """Return a group as a campaign, with the reason for a person to read."""
        copies = [copy for row in group for copy in self._copies[row]]
        ids = {one.record.id for one in copies}
        letters = [one for one in self._letters if one.representative in ids]
        contributors = tuple(
            sorted(
                {one.record.contributor for one in copies}.union(
                    *(one.contributors for one in letters)
                )
            )
        )
        languages = sorted({one.language for one in copies})
        scores = self._edges.between(centre, group)
        points = str(round(float(np.median([len(self._shown[row].words) for row in group]))))
        told = {"senders": str(len(contributors)), "points": points}
        return Campaign(
            id=f"{POSSIBLE}{short_hash(normal_form(self._shown[centre].record.text))}",
            members=tuple(sorted(ids.union(*(one.members for one in letters)))),
            contributors=contributors,
            representative=self._shown[centre].record.id,
            similarity=round(sum(scores) / max(1, len(scores)), 3),
            reason=remark("same-points", _WHY, **told)
            if len(languages) == 1
            else remark(
                "same-points-translated", _WHY_TRANSLATED, **told, languages=", ".join(languages)
            ),
            kind=PARAPHRASED if len(languages) == 1 else TRANSLATED,
        )


def _in_the_same_words(tellings: Sequence[Telling]) -> list[list[Telling]]:
    """Gather answers that are near-duplicates, the middle one first; in the order of its words.

    How often one was sent changes nothing about which there are.
    """
    ordered = sorted(tellings, key=lambda one: (one.record.text, one.record.id))
    gathered: list[list[Telling]] = []
    held: set[int] = set()
    for likeness in find_likeness([one.record.text for one in ordered]):
        held.update(likeness.members)
        middle = likeness.representative
        others = [place for place in likeness.members if place != middle]
        gathered.append([ordered[place] for place in (middle, *others)])
    gathered += [[one] for place, one in enumerate(ordered) if place not in held]
    return sorted(gathered, key=lambda copies: normal_form(copies[0].record.text))


def centred(tellings: Sequence[Telling]) -> list[Vectors]:
    """Take out of each statement's vector what all answers to its question share.

    Each statement counts in the middle by one over the number of statements near it, so that
    a campaign, however large, does not become the middle it is measured from. The language's
    own middle is taken out as far as enough different things were said in it.
    """
    moved = np.concatenate([one.vectors for one in tellings]).astype(np.float32, copy=False)
    lengths = [len(one.vectors) for one in tellings]
    languages = np.repeat(np.asarray([one.language for one in tellings]), lengths)
    weights = _rarity(moved)
    moved -= np.average(moved, axis=0, weights=weights)
    for language in sorted(set(languages.tolist())):
        own = languages == language
        said = float(weights[own].sum())
        middle = np.average(moved[own], axis=0, weights=weights[own])
        moved[own] -= said / (said + _SHRINK) * middle
    return np.split(unit_rows(moved), np.cumsum(lengths)[:-1])


def _rarity(rows: Vectors) -> Scores:
    """Return one over the number of statements near each; of many, a spread sample is counted."""
    sample = rows[:: max(1, -(-len(rows) // _MOST_CENTRED))]
    low = float(np.quantile(sample[:500] @ sample.T, _LOW))
    limit = low + _CROWD * (1 - low)
    step = max(1, _CELLS // len(sample))
    counts = [
        (rows[start : start + step] @ sample.T >= limit).sum(axis=1)
        for start in range(0, len(rows), step)
    ]
    return np.asarray(1.0 / np.maximum(1, np.concatenate(counts)), dtype=np.float64)


def nearest(means: Vectors, most: int) -> Iterator[list[int]]:
    """Yield for each row its nearest others, best first; of many rows only those near enough."""
    n = len(means)
    if n > EXACT_UP_TO:
        yield from _among_very_many(_projected(means, _PROJECTED), most)
        return
    many = n > _MANY
    shown = _projected(means, _PROJECTED) if many else means
    for start in range(0, n, step := max(1, _CELLS // max(1, n))):
        scores = np.round(shown[start : start + step] @ shown.T, 5)
        scores[np.arange(len(scores)), start + np.arange(len(scores))] = _ITSELF
        for own in scores:
            kept = np.flatnonzero(own >= _NEAR) if many else np.arange(n)
            order = kept[np.argsort(-own[kept], kind="stable")[: most + 1]]
            yield [int(one) for one in order if own[one] > _ITSELF][:most]


def _among_very_many(shown: Vectors, most: int) -> Iterator[list[int]]:
    """Yield for each row its nearest others through cells, best first, only those near enough."""
    numbers, cosines = through_cells(shown, most)
    for own, scores in zip(numbers, cosines, strict=True):
        order = np.lexsort((own, -scores))
        yield [int(own[place]) for place in order if scores[place] >= _NEAR]


def lighter(vectors: Vectors, records: int) -> Vectors:
    """Return the rows in fewer dimensions where there are very many records to hold at once."""
    return _projected(vectors, _LIGHTER) if records > _HEAVY else vectors


def _projected(rows: Vectors, wanted: int) -> Vectors:
    """Keep angles nearly, by a fixed random projection."""
    width = rows.shape[1]
    if width <= wanted:
        return rows
    return unit_rows(rows @ _directions(width, wanted))


@lru_cache(maxsize=4)
def _directions(width: int, wanted: int) -> Vectors:
    return np.random.default_rng(0).standard_normal((width, wanted), dtype=np.float32)
