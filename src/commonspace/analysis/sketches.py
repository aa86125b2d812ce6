"""Which texts may share words: a small sample of each text's word pairs, and who else has them.

Of each text the word pairs with the smallest hashes are kept (a bottom-k sketch), pairs that
no other text has left out first. Two texts are candidates when their sketches share enough.
A word pair that thousands share joins them to a few of them only, so that the work grows with
the number of texts and not with its square.

Source: Broder, A. (1997). On the resemblance and containment of documents. SEQUENCES '97;
the sketch is its "bottom-s" sample.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Places = NDArray[np.int64]

_MIX = np.uint64(0x9E3779B97F4A7C15)
_HASH_BITS = 48
_HASH_MASK = np.uint64((1 << _HASH_BITS) - 1)
_BLOCK = 1 << 15
_ENTRIES = 1 << 20
_SKETCH = 24
_HEADS = 8
_SHARED = 0.36
_FEWEST_SHARED = 2
_LOW_WORD = np.uint64(0xFFFFFFFF)


@dataclass(frozen=True, slots=True)
class Sketches:
    """Word pairs of many texts, hashed to 48 bits.

    ``hashes[starts[i] : starts[i + 1]]`` are those of text ``i``: sorted, each once.
    """

    hashes: Hashes
    starts: Places

    def __len__(self) -> int:
        return len(self.starts) - 1

    def of(self, text: int) -> Hashes:
        """Return the word pairs of one text."""
        return self.hashes[self.starts[text] : self.starts[text + 1]]

    def sizes(self) -> Places:
        """Return how many different word pairs each text has."""
        return np.diff(self.starts)


class _Numbers(dict[str, int]):
    """A number for each word, the same on every machine."""

    def __missing__(self, word: str) -> int:
        number = self[word] = crc32(word.encode(errors="surrogatepass"))
        return number


def sketch(forms: Sequence[str], *, seed: int = 0) -> Sketches:
    """Hash the word pairs of normal forms, in blocks; a single word stands for itself.

    Args:
        forms: Normal forms, words parted by single spaces.
        seed: Salt of the hashes: another seed samples other word pairs.
    """
    known = _Numbers()
    found = [
        _block(forms[start : start + _BLOCK], known, seed) for start in range(0, len(forms), _BLOCK)
    ]
    counts = np.concatenate([counts for _hashes, counts in found] or [np.zeros(0, np.int64)])
    hashes = np.concatenate([hashes for hashes, _counts in found] or [np.zeros(0, np.uint64)])
    return Sketches(hashes, np.concatenate([[0], np.cumsum(counts)]).astype(np.int64))


def _block(forms: Sequence[str], known: _Numbers, seed: int) -> tuple[Hashes, Places]:
    lengths = np.fromiter((form.count(" ") for form in forms), np.int64, len(forms)) + 1
    words = " ".join(forms).split(" ")
    flat = np.fromiter(map(known.__getitem__, words), np.uint64, len(words))
    owner = np.repeat(np.arange(len(forms), dtype=np.uint64), lengths)
    following = np.append(flat[1:], np.uint64(0))
    ends = np.cumsum(lengths) - 1
    following[ends] = 0
    is_pair = np.ones(len(flat), dtype=bool)
    is_pair[ends[lengths > 1]] = False
    mixed = _mixed(flat[is_pair] * _MIX + following[is_pair], seed)
    keys = np.sort((owner[is_pair] << np.uint64(_HASH_BITS)) | mixed)
    if len(keys):
        keys = keys[np.append(True, keys[1:] != keys[:-1])]
    counts = np.bincount((keys >> np.uint64(_HASH_BITS)).astype(np.int64), minlength=len(forms))
    return keys & _HASH_MASK, counts.astype(np.int64)


def _mixed(values: Hashes, seed: int) -> Hashes:
    """Spread values evenly over 48 bits, so that the smallest are a fair sample."""
    mixed = values + np.uint64(seed + 1) * _MIX
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    return (mixed ^ (mixed >> np.uint64(31))) & _HASH_MASK


def candidate_pairs(sketches: Sketches, *, fewest: int) -> Iterator[tuple[int, int]]:
    """Yield pairs of texts that may be alike, the later text first, each pair once.

    Args:
        sketches: The texts' word pairs.
        fewest: Texts with fewer word pairs are left out.
    """
    owners, hashes = _samples(sketches, fewest)
    sizes = np.bincount(owners, minlength=len(sketches))
    order = np.argsort(hashes, kind="stable")
    holders, sorted_hashes = owners[order], hashes[order]
    opens = np.append(True, sorted_hashes[1:] != sorted_hashes[:-1])[: len(order)]
    first = np.maximum.accumulate(np.where(opens, np.arange(len(order)), 0))
    head, rank = np.empty_like(first), np.empty_like(first)
    head[order], rank[order] = first, np.arange(len(order)) - first
    for start, end in _whole_texts(owners):
        part = slice(start, end)
        later, earlier = _often_together(owners[part], head[part], rank[part], holders, sizes)
        yield from zip(later.tolist(), earlier.tolist(), strict=True)


def _samples(sketches: Sketches, fewest: int) -> tuple[Places, Hashes]:
    """Return owner and hash of each sampled word pair, in the order of the texts."""
    hashes, sizes = sketches.hashes, sketches.sizes()
    owners = np.repeat(np.arange(len(sketches)), sizes)
    buckets = np.uint64((1 << max(10, len(hashes).bit_length() + 1)) - 1)
    slots = (hashes & buckets).astype(np.int64)
    is_shared = np.bincount(slots)[slots] > 1 if len(slots) else np.zeros(0, dtype=bool)
    kept = np.flatnonzero(is_shared & (sizes >= fewest)[owners])
    owners, hashes = owners[kept], hashes[kept]
    held = np.bincount(owners, minlength=len(sketches))
    position = np.arange(len(owners)) - np.repeat(np.cumsum(held) - held, held)
    sampled = position < _SKETCH
    return owners[sampled], hashes[sampled]


def _whole_texts(owners: Places) -> Iterator[tuple[int, int]]:
    """Yield ranges of about a million entries that part no text."""
    start = 0
    while start < len(owners):
        end = min(start + _ENTRIES, len(owners))
        end = int(np.searchsorted(owners, owners[end - 1], side="right"))
        yield start, end
        start = end


def _often_together(
    owners: Places, head: Places, rank: Places, holders: Places, sizes: Places
) -> tuple[Places, Places]:
    """Return the texts that share enough of their samples with one of the first holders."""
    keys = np.sort(
        np.concatenate(
            [
                (owners[rank > place].astype(np.uint64) << np.uint64(32))
                | holders[head[rank > place] + place].astype(np.uint64)
                for place in range(_HEADS)
            ]
        )
    )
    opens = np.flatnonzero(np.append(True, keys[1:] != keys[:-1])[: len(keys)])
    times = np.diff(np.append(opens, len(keys)))
    later = (keys[opens] >> np.uint64(32)).astype(np.int64)
    earlier = (keys[opens] & _LOW_WORD).astype(np.int64)
    enough = np.maximum(_FEWEST_SHARED, _SHARED * np.minimum(sizes[later], sizes[earlier]))
    return later[times >= enough], earlier[times >= enough]


class Postings:
    """Which texts have a word pair: exact, for the few texts that all others are asked about."""

    def __init__(self, sketches: Sketches) -> None:
        """Sort all word pairs once."""
        self._sketches = sketches
        self._owners = np.repeat(np.arange(len(sketches)), sketches.sizes())
        order = np.argsort(sketches.hashes, kind="stable")
        self._owners, self._hashes = self._owners[order], sketches.hashes[order]

    def holding(self, text: int, *, share: float) -> list[int]:
        """Return the texts that have at least this share of one text's word pairs."""
        wanted = self._sketches.of(text)
        starts = np.searchsorted(self._hashes, wanted, side="left")
        ends = np.searchsorted(self._hashes, wanted, side="right")
        found = [self._owners[a:b] for a, b in zip(starts, ends, strict=True)]
        holders, counts = np.unique(np.concatenate(found), return_counts=True)
        return [int(one) for one in holders[counts >= share * len(wanted)]]
