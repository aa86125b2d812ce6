"""Texts that say the same in the same words: identical, the same letter, or a variant.

Two texts are compared by the Jaccard share of their word pairs, and where that is low by the
share of their words that stand in the same order. Candidates come from sketches
(``sketches.py``) and every candidate is checked exactly: a pair can be missed, never invented.
Every group has a middle text that all its members are like, so that likeness never runs on
from text to text.

Sources:
    Broder, A. (1997). On the resemblance and containment of documents. SEQUENCES '97.
    Hyyrö, H. (2004). Bit-parallel LCS-length computation revisited. AWOCA 2004.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from commonspace.analysis.sketches import Sketches, candidate_pairs, sketch
from commonspace.analysis.words import normal_form

SAME_LETTER = 0.6
VARIANT = 0.4
_IN_ORDER = 0.6
_WORTH_ORDERING = 0.25
_SHORT_WORDS = 12
_SHORT_LETTER = 0.75
_OPPOSABLE = 20
_MOST_ORDERED = 3000
_MIN_SHINGLES = 4
_MAX_MEDOID = 40
_NEGATIONS = frozenset(
    [
        "not",
        "no",
        "never",
        "nor",
        "without",
        "against",
        "cannot",
        "don't",
        "doesn't",
        "didn't",
        "can't",
        "won't",
        "isn't",
        "aren't",
        "shouldn't",
        "wouldn't",
        "ne",
        "n'est",
        "n'a",
        "n'ont",
        "pas",
        "jamais",
        "aucun",
        "aucune",
        "sans",
        "contre",
        "nunca",
        "jamás",
        "ningún",
        "ninguna",
        "sin",
        "contra",
        "não",
        "nem",
        "sem",
        "nicht",
        "kein",
        "keine",
        "keinen",
        "keiner",
        "nie",
        "niemals",
        "ohne",
        "gegen",
        "لا",
        "ليس",
        "ليست",
        "لم",
        "لن",
        "غير",
        "بدون",
        "ضد",
    ]
)

IDENTICAL, LETTER, LOOSE = "identical", "same letter", "variant"


@dataclass(frozen=True, slots=True)
class Likeness:
    """Texts that belong together: their indexes, the index that stands for them, and how."""

    members: tuple[int, ...]
    representative: int
    kind: str
    similarity: float


def shingles(form: str) -> frozenset[int]:
    """Return the hashed word pairs of a normal form; a single word stands for itself."""
    return frozenset(sketch([form]).hashes.tolist()) if form else frozenset()


def jaccard(left: frozenset[int], right: frozenset[int]) -> float:
    """Return the shared part of two sets, 0 to 1."""
    shared = len(left & right)
    return shared / (len(left) + len(right) - shared) if shared else 0.0


def words_in_order(left: Sequence[str], right: Sequence[str]) -> int:
    """Return how many words two texts have in common in the same order."""
    places: dict[str, int] = defaultdict(int)
    for place, word in enumerate(left):
        places[word] |= 1 << place
    full = (1 << len(left)) - 1
    row = full
    for word in right:
        here = row & places.get(word, 0)
        row = ((row + here) | (row - here)) & full
    return len(left) - row.bit_count()


def find_likeness(texts: Sequence[str], *, seed: int = 0) -> list[Likeness]:
    """Group texts that say the same in the same words.

    Neither the order of the texts nor how often one occurs changes which distinct texts are
    grouped, nor which text stands for a group.

    Args:
        texts: Any texts; those without a word are left out.
        seed: Salt of the sketches.

    Returns:
        Groups of two or more, in the order of their first members.
    """
    holders = holders_of(texts)
    wordings = Wordings(sorted(holders), seed=seed)
    found = (
        _likeness(middle, group, wordings, holders)
        for middle, group in wordings.groups()
        if len(group) > 1 or len(holders[wordings.forms[middle]]) > 1
    )
    return sorted(found, key=lambda one: one.members)


def holders_of(texts: Sequence[str]) -> dict[str, list[int]]:
    """Return the indexes of the texts that have each normal form; each wording is read once."""
    copies: dict[str, list[int]] = defaultdict(list)
    for index, text in enumerate(texts):
        copies[text].append(index)
    holders: dict[str, list[int]] = defaultdict(list)
    for text, indexes in copies.items():
        form = normal_form(text)
        if form:
            holders[form].extend(indexes)
    return holders


def _likeness(
    middle: int, group: list[int], wordings: "Wordings", holders: dict[str, list[int]]
) -> Likeness:
    scores = [wordings.jaccard(middle, other) for other in group if other != middle]
    lowest = min(scores, default=1.0)
    kind = LOOSE if lowest < SAME_LETTER else LETTER
    return Likeness(
        members=tuple(sorted(i for form in group for i in holders[wordings.forms[form]])),
        representative=min(holders[wordings.forms[middle]]),
        kind=IDENTICAL if len(group) == 1 else kind,
        similarity=round(sum(scores) / len(scores), 4) if scores else 1.0,
    )


class Wordings:
    """Distinct normal forms, compared. A text is named by its place among them."""

    def __init__(self, forms: Sequence[str], *, seed: int = 0) -> None:
        """Sketch the forms, which are sorted and distinct."""
        self.forms = forms
        self.sketches: Sketches = sketch(forms, seed=seed)
        self._sets: dict[int, frozenset[int]] = {}

    def pairs_of(self, text: int) -> frozenset[int]:
        """Return the hashed word pairs of a text."""
        found = self._sets.get(text)
        if found is None:
            found = self._sets[text] = frozenset(self.sketches.of(text).tolist())
        return found

    def jaccard(self, left: int, right: int) -> float:
        """Return the share of word pairs that two texts have in common, 0 to 1."""
        return jaccard(self.pairs_of(left), self.pairs_of(right))

    def alike(self, left: int, right: int, score: float | None = None) -> bool:
        """Say whether two texts are variants of one, so that they may be shown as one.

        One changed word can turn a short sentence round, so those need more in common, and
        "not" in one of two texts of twenty words parts them.
        """
        score = self.jaccard(left, right) if score is None else score
        short = min(len(self.sketches.of(left)), len(self.sketches.of(right)))
        if short < _OPPOSABLE and self._negations(left) != self._negations(right):
            return False
        if short < _SHORT_WORDS:
            return score >= _SHORT_LETTER
        return score >= VARIANT or self._in_same_order(left, right, score)

    def _negations(self, text: int) -> int:
        return sum(word in _NEGATIONS for word in self.forms[text].split(" "))

    def _in_same_order(self, left: int, right: int, score: float) -> bool:
        if score < _WORTH_ORDERING:
            return False
        first, second = self.forms[left].split(" "), self.forms[right].split(" ")
        longer = max(len(first), len(second))
        wanted = _IN_ORDER * longer
        if longer > _MOST_ORDERED or min(len(first), len(second)) < wanted:
            return False
        if sum(map(frozenset(first).__contains__, second)) < wanted:
            return False
        return words_in_order(first, second) >= wanted

    def middle(self, group: Sequence[int]) -> int:
        """Return the member that has most in common with a sample of its group."""
        sample = group[:: max(1, -(-len(group) // _MAX_MEDOID))]
        return max(sample, key=lambda one: (sum(self.jaccard(one, o) for o in sample), -one))

    def groups(self) -> list[tuple[int, list[int]]]:
        """Return each group's middle and members.

        Sure pairs are joined around middles, then middles that are variants of each other.
        """
        scores = {
            (a, b): score
            for a, b in candidate_pairs(self.sketches, fewest=_MIN_SHINGLES)
            if (score := self.jaccard(a, b)) >= _WORTH_ORDERING
        }
        sure = (
            pair
            for pair, score in scores.items()
            if score >= SAME_LETTER and self.alike(*pair, score)
        )
        middle_of = self._around_middles(_joined(len(self.forms), sure))
        middles = {_later_first(middle_of[a], middle_of[b]) for a, b in scores}
        loose = [
            pair
            for pair in sorted(middles)
            if pair[0] != pair[1] and self.alike(*pair, scores.get(pair))
        ]
        absorbed = _stars(loose)
        merged: dict[int, list[int]] = defaultdict(list)
        for form, middle in sorted(middle_of.items()):
            merged[absorbed.get(middle, middle)].append(form)
        return sorted(merged.items())

    def _around_middles(self, groups: Iterable[list[int]]) -> dict[int, int]:
        """Give every text its group's middle; those unlike it start a group of their own."""
        middle_of: dict[int, int] = {}
        waiting = list(groups)
        while waiting:
            group = waiting.pop()
            middle = self.middle(group) if len(group) > 1 else group[0]
            near = [one for one in group if one == middle or self.alike(middle, one)]
            middle_of.update(dict.fromkeys(near, middle))
            if len(near) < len(group):
                waiting.append(sorted(set(group) - set(near)))
        return middle_of


def _later_first(left: int, right: int) -> tuple[int, int]:
    return max(left, right), min(left, right)


def _stars(pairs: Sequence[tuple[int, int]]) -> dict[int, int]:
    """Give each middle at most one centre, so that variants never form chains."""
    near: dict[int, set[int]] = defaultdict(set)
    for a, b in pairs:
        near[a].add(b)
        near[b].add(a)
    taken: dict[int, int] = {}
    for centre in sorted(near, key=lambda one: (-len(near[one]), one)):
        if centre in taken:
            continue
        taken[centre] = centre
        for other in sorted(near[centre]):
            taken.setdefault(other, centre)
    return taken


def _joined(count: int, pairs: Iterable[tuple[int, int]]) -> Iterator[list[int]]:
    parent = list(range(count))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for a, b in pairs:
        first, second = sorted((root(a), root(b)))
        parent[second] = first
    groups: dict[int, list[int]] = defaultdict(list)
    for node in range(count):
        groups[root(node)].append(node)
    return iter(groups.values())
