"""How long it takes until a correction shows, with 100,000 statements.

Seconds of processor time, all threads together: on a quiet machine no wall clock shows more.
"""

from collections.abc import Iterator
from time import process_time

import numpy as np

from commonspace.analysis.learning.assigning import Coded, fit
from commonspace.analysis.learning.ordering import code_next, standing_for_many
from commonspace.analysis.learning.space import Space, Titles
from commonspace.analysis.vectors import unit_rows

STATEMENTS, CODES, CODED, WIDTH = 100_000, 30, 500, 512
CORRECTIONS = 5


def measures() -> Iterator[tuple[str, float]]:
    """Yield the seconds from a correction to new chances for all, and to a new queue."""
    space, titles = _invented()
    random = np.random.default_rng(1)
    rows = np.sort(random.choice(STATEMENTS, CODED + CORRECTIONS, replace=False))
    given = random.random((len(rows), CODES)) < 0.06
    spent = []
    for step in range(CORRECTIONS):
        n = CODED + step
        start = process_time()
        model = fit(space, titles, Coded(rows[:n], given[:n], np.ones_like(given[:n])))
        chances = model.chances(space, titles, slice(None))
        spent.append(process_time() - start)
    yield "learning_correction_100k_cpu_seconds", float(np.median(spent))
    start = process_time()
    code_next(space, titles, chances, rows, n=40)
    yield "learning_queue_100k_cpu_seconds", process_time() - start
    start = process_time()
    standing_for_many(space.vectors, 60)
    yield "learning_first_sixty_100k_cpu_seconds", process_time() - start


def _invented() -> tuple[Space, Titles]:
    random = np.random.default_rng(0)
    middles = random.normal(size=(40, WIDTH + 512)).astype(np.float32)
    of = random.integers(0, 40, STATEMENTS)
    noise = random.normal(size=(STATEMENTS, WIDTH + 512)).astype(np.float32)
    vectors = unit_rows(middles[of] + 2 * noise)
    space = Space(
        vectors=vectors,
        width=WIDTH,
        origin=np.zeros(WIDTH, dtype=np.float32),
        rarity=np.ones(1 << 17),
        texts=("",) * STATEMENTS,
        languages=("en",) * STATEMENTS,
        embed=None,
    )
    near = random.normal(size=(2, STATEMENTS, CODES)).astype(np.float32)
    return space, Titles(near[0], near[1])
