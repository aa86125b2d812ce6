"""What to code first: statements that stand for many, then those the machine is unsure of."""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappushpop

import numpy as np

from commonspace.analysis.learning.assigning import Chances, Rows, coded_from, fit
from commonspace.analysis.learning.space import Matrix, Space, Titles
from commonspace.analysis.vectors import Vectors
from commonspace.analysis.wording import Remark, gettext_noop, remark

FIRST = 60
"""So many statements are picked because they stand for many; after them doubt decides."""

_POOL = 4000
_BY_LOT = 10
_DECIMALS = 4
_SAME = 0.95

_STANDS = gettext_noop("stands for many others")
_UNSURE = gettext_noop("the machine is unsure here: your choice teaches it most")
_AT_ODDS = gettext_noop("the theme’s name and what was coded so far point to different themes")
_LOT = gettext_noop("drawn by lot, so that the figures on certainty stay honest")


@dataclass(frozen=True, slots=True)
class Pick:
    """A statement to code next, by its row, and why."""

    row: int
    why: Remark


def standing_for_many(vectors: Vectors, n: int, *, seed: int = 0) -> list[int]:
    """Return the rows that together lie nearest to all others, best first.

    Greedy facility location; likenesses below 0 count as 0. Above 4,000 statements a random 4,000
    are looked at.

    Args:
        vectors: float32 array of shape (n_statements, dims), unit rows.
        n: How many to return, at most.
        seed: Start of the draw above 4,000.

    Source:
        Nemhauser, G., Wolsey, L., Fisher, M. (1978). An analysis of approximations for
        maximizing submodular set functions. Mathematical Programming 14. Lazy evaluation:
        Minoux, M. (1978). Accelerated greedy algorithms.
    """
    pool = np.arange(len(vectors))
    if len(pool) > _POOL:
        pool = np.sort(np.random.default_rng(seed).choice(len(vectors), _POOL, replace=False))
    alike = np.round(np.maximum(vectors[pool] @ vectors[pool].T, 0), _DECIMALS).astype(float)
    covered = np.zeros(len(pool))
    waiting = [(-round(float(gain), 3), place) for place, gain in enumerate(alike.sum(axis=0))]
    heapify(waiting)
    found: list[int] = []
    while waiting and len(found) < n:
        place = _best_now(waiting, alike, covered)
        covered = np.maximum(covered, alike[:, place])
        found.append(int(pool[place]))
    return found


def _best_now(waiting: list[tuple[float, int]], alike: Matrix, covered: Matrix) -> int:
    """Take the place that adds most, looking again only at those that may."""
    _old, place = heappop(waiting)
    while True:
        gain = round(float(np.maximum(alike[:, place] - covered, 0).sum()), 3)
        if not waiting or (-gain, place) <= waiting[0]:
            return place
        _old, place = heappushpop(waiting, (-gain, place))


def code_next(
    space: Space, titles: Titles, chances: Chances, coded: Rows, *, n: int, seed: int = 0
) -> list[Pick]:
    """Return the statements to code next, with the reason for each.

    Until 60 are coded, those that stand for many. After that half where the chances are least
    decided, half where the titles alone would say something else. One in ten is drawn by lot
    throughout.

    Args:
        space: All statements.
        titles: Their nearness to the codes' titles.
        chances: Of all statements.
        coded: Rows already coded.
        n: How many to return, at most.
        seed: Start of the lots; the same seed and state give the same picks.
    """
    done = {int(row) for row in coded}
    left = [row for row in range(len(space.texts)) if row not in done]
    by_lot = np.random.default_rng([seed, len(done)]).permutation(left).tolist()
    if len(done) < FIRST:
        order = standing_for_many(space.vectors, len(done) + n, seed=seed)
        queues = [([row for row in order if row not in done], _STANDS)]
    else:
        queues = [
            (_unsure(chances, left), _UNSURE),
            (_at_odds(space, titles, chances, left), _AT_ODDS),
        ]
    return _mixed(space, queues, by_lot, min(n, len(left)))


def _mixed(
    space: Space, queues: Sequence[tuple[list[int], str]], by_lot: list[int], n: int
) -> list[Pick]:
    found: list[Pick] = []
    sources = [iter(queue) for queue, _why in queues]
    lots = iter(by_lot)
    while len(found) < n:
        turn = len(found)
        is_lot = turn % _BY_LOT == _BY_LOT - 1
        source = lots if is_lot else sources[turn % len(sources)]
        row = next((one for one in source if not _is_like_one(space, one, found)), None)
        why = _LOT if is_lot else queues[turn % len(queues)][1]
        if row is None:
            row, why = next((one for one in lots if all(one != p.row for p in found)), None), _LOT
        if row is None:
            break
        found.append(Pick(row, remark("code-first", why)))
    return found


def _is_like_one(space: Space, row: int, found: Sequence[Pick]) -> bool:
    """Tell whether nearly the same words were picked already."""
    if not found:
        return False
    likeness = space.vectors[[pick.row for pick in found]] @ space.vectors[row]
    return bool((likeness >= _SAME).any())


def _unsure(chances: Chances, left: list[int]) -> list[int]:
    chance = np.clip(chances.codes[left], 1e-6, 1 - 1e-6)
    doubt = -(chance * np.log(chance) + (1 - chance) * np.log(1 - chance)).sum(axis=1)
    return _ranked(left, doubt)


def _at_odds(space: Space, titles: Titles, chances: Chances, left: list[int]) -> list[int]:
    untaught = fit(space, titles, coded_from([], chances.codes.shape[1]))
    by_title = untaught.chances(space, titles, np.array(left, dtype=np.intp)).codes
    return _ranked(left, np.abs(by_title - chances.codes[left]).sum(axis=1))


def _ranked(rows: list[int], scores: Matrix) -> list[int]:
    order = np.argsort(-np.round(scores, _DECIMALS), kind="stable")
    return [rows[place] for place in order]
