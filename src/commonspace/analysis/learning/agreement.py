"""How far coders agree beyond chance, with intervals."""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from itertools import combinations

import numpy as np

from commonspace.analysis.counting import Interval

Unit = Sequence[Hashable]
"""What coders said of one thing, without those who said nothing of it."""

Distance = Callable[[Hashable, Hashable], float]
DRAWS = 1000


def nominal(one: Hashable, other: Hashable) -> float:
    """Return 0 for the same value and 1 for another."""
    return float(one != other)


def masi(one: Hashable, other: Hashable) -> float:
    """Return how far two sets of codes lie apart, 0 to 1.

    One minus their Jaccard likeness, weighed by 1 for equal sets, 2/3 where one holds the other,
    1/3 where they overlap, 0 where they share nothing. Two empty sets are equal.

    Source:
        Passonneau, R. (2006). Measuring agreement on set-valued items (MASI) for semantic and
        pragmatic annotation. LREC.

    Example:
        >>> round(masi(frozenset("ab"), frozenset("abc")), 4)
        0.5556
    """
    a, b = frozenset(one), frozenset(other)  # type: ignore[call-overload]  # sets of codes, by contract
    if a == b:
        return 0.0
    if not a & b:
        return 1.0
    return 1 - len(a & b) / len(a | b) * (2 / 3 if a <= b or b <= a else 1 / 3)


def krippendorff_alpha(units: Sequence[Unit], distance: Distance = nominal) -> float | None:
    """Return Krippendorff's alpha: 1 is full agreement, 0 what chance gives.

    Any number of coders; things that fewer than two of them coded say nothing and are left out.

    Args:
        units: What coders said of each thing.
        distance: How far two values lie apart, 0 for equal ones.

    Returns:
        None where nothing was coded twice, or all values are the same: alpha is undefined there.

    Source:
        Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability. University of
        Pennsylvania.

    Example:
        >>> round(krippendorff_alpha([(1, 1), (2, 2), (1, 2), (2, 2)]), 4)
        0.5333
    """
    paired = [unit for unit in units if len(unit) > 1]
    values = Counter(value for unit in paired for value in unit)
    n = values.total()
    observed = sum(
        2 * sum(distance(a, b) for a, b in combinations(unit, 2)) / (len(unit) - 1)
        for unit in paired
    )
    expected = sum(2 * values[a] * values[b] * distance(a, b) for a, b in combinations(values, 2))
    return 1 - (n - 1) * observed / expected if expected else None


def cohen_kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Return Cohen's kappa for two coders.

    Returns:
        None without pairs, or where each coder used one and the same value throughout.

    Source:
        Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and
        Psychological Measurement 20(1).

    Example:
        >>> round(cohen_kappa([(1, 1)] * 20 + [(1, 0)] * 5 + [(0, 1)] * 10 + [(0, 0)] * 15), 4)
        0.4
    """
    n = len(pairs)
    first, second = Counter(a for a, _b in pairs), Counter(b for _a, b in pairs)
    by_chance = sum(first[value] * second[value] for value in first)
    if not n or by_chance == n * n:
        return None
    same = sum(a == b for a, b in pairs)
    return (n * same - by_chance) / (n * n - by_chance)


def share_agreed(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Return the share of things two coders said the same of; None without any."""
    return sum(a == b for a, b in pairs) / len(pairs) if pairs else None


def bootstrap(
    measure: Callable[[Sequence[Unit]], float | None],
    units: Sequence[Unit],
    *,
    draws: int = DRAWS,
    seed: int = 0,
) -> Interval | None:
    """Return the 95 % interval of a measure over things drawn again with replacement.

    Draws in which the measure is undefined are left out; where they are more than a tenth,
    there is no interval.

    Source:
        Efron, B., Tibshirani, R. (1993). An introduction to the bootstrap. Percentile interval.
    """
    if len(units) < 2:  # noqa: PLR2004 - one thing varies in no way
        return None
    random = np.random.default_rng(seed)
    drawn = (random.integers(0, len(units), len(units)) for _draw in range(draws))
    found = [measure([units[place] for place in places]) for places in drawn]
    told = [value for value in found if value is not None]
    if len(told) < 0.9 * draws:
        return None
    low, high = np.quantile(told, [0.025, 0.975])
    return Interval(float(low), float(high))


def units_for_code(sets: Sequence[Sequence[Collection[str]]], code: str) -> list[tuple[bool, ...]]:
    """Return for each thing whether each of its coders gave one code."""
    return [tuple(code in codes for codes in coders) for coders in sets]


def pairs_for_code(
    first: Mapping[str, Collection[str]], second: Mapping[str, Collection[str]], code: str
) -> list[tuple[bool, bool]]:
    """Return for each thing both coded whether the first and the second gave one code."""
    return [
        (code in first[key], code in second[key]) for key in sorted(first.keys() & second.keys())
    ]
