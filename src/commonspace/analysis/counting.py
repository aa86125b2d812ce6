"""Counting people and organisations, and the words that stand for the counts."""

from collections.abc import Iterable
from math import sqrt
from typing import Literal, NamedTuple

from commonspace.analysis.records import Record

Quantity = Literal["none", "one", "some", "many", "most"]


class Interval(NamedTuple):
    """Lower and upper bound of a share, both in [0, 1]."""

    low: float
    high: float


def distinct_contributors(records: Iterable[Record]) -> int:
    """Count people or bodies who spoke; somebody who spoke twice counts once."""
    return len({record.contributor for record in records})


def distinct_organisations(records: Iterable[Record]) -> int:
    """Count organisations named; records without one add nothing."""
    return len({record.organisation for record in records if record.organisation})


def distinct_countries(records: Iterable[Record]) -> int:
    """Count countries named; records without one add nothing."""
    return len({record.country for record in records if record.country})


def quantity_word(n: int, total: int) -> Quantity:
    """Say a count of contributors in a word, by the published rule.

    "one" for exactly one; "most" for more than half and at least three; "many" for a quarter
    or more and at least five; "some" for any other number; "none" for zero.

    Args:
        n: Contributors who said it.
        total: Contributors who answered the question.

    Returns:
        A code; screens and reports translate it.

    Raises:
        ValueError: Unless ``0 <= n <= total`` and ``total >= 1``.

    Example:
        >>> [quantity_word(n, 40) for n in (0, 1, 2, 9, 10, 21)]
        ['none', 'one', 'some', 'some', 'many', 'most']
    """
    if total < 1 or not 0 <= n <= total:
        raise ValueError(f"{n} of {total} is not a count of contributors")
    if n <= 1:
        return "one" if n else "none"
    if n >= 3 and 2 * n > total:  # noqa: PLR2004 - the published rule
        return "most"
    return "many" if n >= 5 and 4 * n >= total else "some"  # noqa: PLR2004 - the published rule


def wilson_interval(successes: int, trials: int, *, z: float = 1.959964) -> Interval:
    """Score interval for a share of contributors.

    Unlike the textbook normal interval it stays inside [0, 1] and keeps a width when nobody,
    or everybody, said a thing. It speaks of people like those who answered: contributors
    choose themselves, so nothing here licenses a claim about a population.

    Args:
        successes: Contributors who said it.
        trials: Contributors who answered the question, at least 1.
        z: Standard normal quantile; the default gives 95 % coverage.

    Returns:
        Interval of shares.

    Raises:
        ValueError: Unless ``0 <= successes <= trials`` and ``trials >= 1``.

    Source:
        Wilson, E. B. (1927). Probable inference, the law of succession, and statistical
        inference. JASA 22(158), 209-212.

    Example:
        >>> [round(bound, 3) for bound in wilson_interval(0, 10)]
        [0.0, 0.278]
    """
    if trials < 1 or not 0 <= successes <= trials:
        raise ValueError(f"{successes} of {trials} is not a share")
    share, square = successes / trials, z * z
    centre = share + square / (2 * trials)
    spread = z * sqrt(share * (1 - share) / trials + square / (4 * trials * trials))
    scale = 1 + square / trials
    return Interval(max(0.0, (centre - spread) / scale), min(1.0, (centre + spread) / scale))
