"""Texts that say the same in the same words: identical, the same letter, or a variant.

Two texts are compared by the Jaccard share of their word pairs (2-shingles). Candidates come
from MinHash signatures in bands, every candidate is then checked exactly, so the signature
can only miss a pair, never invent one.

Source: Broder, A. (1997). On the resemblance and containment of documents. SEQUENCES '97.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from commonspace.analysis.words import normal_form

SAME_LETTER = 0.6
VARIANT = 0.4
_MIX = 0x9E3779B97F4A7C15
_MASK = (1 << 61) - 1
_BANDS = 32
_ROWS = 4
_MIN_SHINGLES = 4
_WIDE_BUCKET = 12
_MAX_MEDOID = 60

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
    hashes = [_word_hash(word) for word in form.split()]
    if len(hashes) < 2:  # noqa: PLR2004 - a pair needs two
        return frozenset(hashes)
    return frozenset((a * _MIX + b) & _MASK for a, b in pairwise(hashes))


@lru_cache(maxsize=200_000)
def _word_hash(word: str) -> int:
    return crc32(word.encode(errors="surrogatepass"))


def jaccard(left: frozenset[int], right: frozenset[int]) -> float:
    """Return the shared part of two sets, 0 to 1."""
    shared = len(left & right)
    return shared / (len(left) + len(right) - shared) if shared else 0.0


def find_likeness(texts: Sequence[str], *, seed: int = 0) -> list[Likeness]:
    """Group texts that say the same in the same words.

    Neither the order of the texts nor how often one occurs changes which distinct texts are
    grouped, nor which text stands for a group.

    Args:
        texts: Any texts; those without a word are left out.
        seed: Start of the random permutations of the signatures.

    Returns:
        Groups of two or more, in the order of their first members.
    """
    holders: dict[str, list[int]] = defaultdict(list)
    for index, text in enumerate(texts):
        form = normal_form(text)
        if form:
            holders[form].append(index)
    forms = sorted(holders)
    sets = [shingles(form) for form in forms]
    groups = _grouped_forms(sets, seed)
    found = [_likeness(group, forms, sets, holders) for group in groups]
    return sorted((one for one in found if len(one.members) > 1), key=lambda one: one.members)


def _likeness(
    group: list[int],
    forms: list[str],
    sets: list[frozenset[int]],
    holders: dict[str, list[int]],
) -> Likeness:
    middle = _medoid(group, sets)
    scores = [jaccard(sets[middle], sets[other]) for other in group if other != middle]
    lowest = min(scores, default=1.0)
    kind = LOOSE if lowest < SAME_LETTER else LETTER
    return Likeness(
        members=tuple(sorted(index for form in group for index in holders[forms[form]])),
        representative=min(holders[forms[middle]]),
        kind=IDENTICAL if len(group) == 1 else kind,
        similarity=round(sum(scores) / len(scores), 4) if scores else 1.0,
    )


def _medoid(group: list[int], sets: list[frozenset[int]]) -> int:
    sample = group[:: max(1, -(-len(group) // _MAX_MEDOID))]
    return max(sample, key=lambda one: (sum(jaccard(sets[one], sets[o]) for o in sample), -one))


def _grouped_forms(sets: list[frozenset[int]], seed: int) -> list[list[int]]:
    """Join the sure pairs, then whole groups whose middles are variants of each other."""
    pairs = list(_checked_pairs(sets, seed))
    letters = _joined(len(sets), ((a, b) for a, b, score in pairs if score >= SAME_LETTER))
    middle_of = {}
    for group in letters:
        middle = _medoid(group, sets)
        middle_of.update(dict.fromkeys(group, middle))
    loose = [
        (middle_of[a], middle_of[b])
        for a, b, _score in pairs
        if middle_of[a] != middle_of[b]
        and jaccard(sets[middle_of[a]], sets[middle_of[b]]) >= VARIANT
    ]
    absorbed = _stars(loose, sets)
    merged: dict[int, list[int]] = defaultdict(list)
    for form, middle in middle_of.items():
        merged[absorbed.get(middle, middle)].append(form)
    return [sorted(group) for _middle, group in sorted(merged.items())]


def _stars(pairs: list[tuple[int, int]], sets: list[frozenset[int]]) -> dict[int, int]:
    """Give each middle at most one nearest centre, so that variants never form chains."""
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


def _joined(count: int, pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
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
    return list(groups.values())


def _checked_pairs(sets: list[frozenset[int]], seed: int) -> Iterator[tuple[int, int, float]]:
    long_enough = [index for index, one in enumerate(sets) if len(one) >= _MIN_SHINGLES]
    signatures = _signatures([sets[index] for index in long_enough], seed)
    seen: set[tuple[int, int]] = set()
    for band in range(_BANDS):
        buckets: dict[bytes, list[int]] = defaultdict(list)
        for row, index in enumerate(long_enough):
            buckets[signatures[row, band * _ROWS : (band + 1) * _ROWS].tobytes()].append(index)
        for bucket in buckets.values():
            for pair in _candidates(bucket):
                if pair in seen:
                    continue
                seen.add(pair)
                score = jaccard(sets[pair[0]], sets[pair[1]])
                if score >= VARIANT:
                    yield *pair, score


def _candidates(bucket: list[int]) -> Iterator[tuple[int, int]]:
    """Yield all pairs of a narrow bucket; of a wide one, neighbours and pairs with the first."""
    if len(bucket) <= _WIDE_BUCKET:
        for position, left in enumerate(bucket):
            yield from ((left, right) for right in bucket[position + 1 :])
        return
    yield from ((bucket[0], right) for right in bucket[1:])
    yield from pairwise(bucket[1:])


def _signatures(sets: Sequence[frozenset[int]], seed: int) -> NDArray[np.uint64]:
    """Return one MinHash signature a set: uint64 array of shape (n_sets, 128)."""
    random = np.random.default_rng(seed)
    factors = random.integers(1, 1 << 61, _BANDS * _ROWS, dtype=np.uint64) | np.uint64(1)
    shifts = random.integers(0, 1 << 61, _BANDS * _ROWS, dtype=np.uint64)
    signatures = np.empty((len(sets), _BANDS * _ROWS), dtype=np.uint64)
    for row, one in enumerate(sets):
        values = np.fromiter(one, dtype=np.uint64, count=len(one))[:, None]
        mixed = values * factors + shifts
        mixed ^= mixed >> np.uint64(29)
        signatures[row] = mixed.min(axis=0)
    return signatures
