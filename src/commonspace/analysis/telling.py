"""Choosing the statements that speak best for a theme: spread out, and by different people."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from commonspace.analysis.vectors import Vectors

_MOST_CANDIDATES = 400
_SAME_CONTRIBUTOR = 0.05
_SAME_ORGANISATION = 0.5
_SAME_LANGUAGE = 0.9
_GOOD_WORDS = (7, 45)


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says a candidate quotation, in which language, in how many words."""

    contributor: str
    organisation: str | None
    language: str
    words: int


def most_telling(
    vectors: Vectors, members: Sequence[int], voices: Sequence[Voice], *, most: int
) -> list[int]:
    """Pick quotations greedily so that together they lie near every statement of the theme.

    Facility location: each pick is the candidate that adds most to the sum, over all
    members, of the best cosine to a picked one. The gain is scaled down for somebody who
    already speaks, for the same organisation or language, and for very short or long texts.

    Args:
        vectors: float32 array of shape (n, dims), rows of unit length.
        members: Rows of the theme.
        voices: Who speaks, one for each member.
        most: How many to pick at most.

    Returns:
        Rows of ``vectors``, most telling first; no contributor twice before all have spoken.

    Source:
        Nemhauser, G., Wolsey, L., Fisher, M. (1978). An analysis of approximations for
        maximizing submodular set functions. Mathematical Programming 14, 265-294.
    """
    own = vectors[list(members)]
    central = np.argsort(-np.round(own @ own.mean(axis=0), 5), kind="stable")
    candidates = np.sort(central[:_MOST_CANDIDATES])
    likeness = np.clip(np.round(own[candidates] @ own.T, 5), 0, 1)
    quality = np.array([_quality(voices[candidate].words) for candidate in candidates])
    reached = np.zeros(len(members))
    picked: list[int] = []
    while len(picked) < min(most, len(candidates)):
        gains = np.maximum(likeness - reached, 0).sum(axis=1) + 1e-6
        said = [voices[candidates[pick]] for pick in picked]
        fresh = np.array([_freshness(voices[candidate], said) for candidate in candidates])
        gains = gains * quality * fresh
        gains[picked] = -1
        best = int(np.argmax(np.round(gains, 8)))
        picked.append(best)
        reached = np.maximum(reached, likeness[best])
    order = _contributors_in_turn(picked, [voices[candidates[pick]] for pick in picked])
    return [members[candidates[pick]] for pick in order]


def _quality(words: int) -> float:
    low, high = _GOOD_WORDS
    if words < low:
        return 0.4 + 0.6 * words / low
    return 1.0 if words <= high else max(0.3, high / words)


def _freshness(voice: Voice, said: Sequence[Voice]) -> float:
    share = 1.0
    if any(voice.contributor == other.contributor for other in said):
        share *= _SAME_CONTRIBUTOR
    if voice.organisation and any(voice.organisation == other.organisation for other in said):
        share *= _SAME_ORGANISATION
    repeated = sum(voice.language == other.language for other in said)
    return float(share * _SAME_LANGUAGE**repeated)


def _contributors_in_turn(picked: Sequence[int], said: Sequence[Voice]) -> list[int]:
    seen: dict[str, int] = {}
    turns = []
    for rank, (pick, voice) in enumerate(zip(picked, said, strict=True)):
        turn = seen.get(voice.contributor, 0)
        seen[voice.contributor] = turn + 1
        turns.append((turn, rank, pick))
    return [pick for _turn, _rank, pick in sorted(turns)]
