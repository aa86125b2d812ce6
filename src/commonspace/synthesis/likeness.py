"""Entries of a list that say nearly the same, so that listing both is a choice."""

from collections import defaultdict
from collections.abc import Iterable
from difflib import SequenceMatcher

from commonspace.analysis.reading.plain import folded

NEAR = 0.9
NEIGHBOURS = 4
MOST_COMPARED = 1500
LONGEST = 1000


def near_equal(texts: Iterable[tuple[object, str]]) -> dict[object, list[object]]:
    """Return for each entry the keys of those that say nearly the same.

    Entries are sorted by their words and compared with the few that follow, so a long list
    costs little; two that differ in their first words can be missed.

    Args:
        texts: Key and text of each entry.
    """
    plain = sorted(
        ((folded(text).strip(" .;:,")[:LONGEST], key) for key, text in list(texts)[:MOST_COMPARED]),
        key=lambda pair: pair[0],
    )
    found: dict[object, list[object]] = defaultdict(list)
    for place, (text, key) in enumerate(plain):
        for other, other_key in plain[place + 1 : place + 1 + NEIGHBOURS]:
            if text and _alike(text, other):
                found[key].append(other_key)
                found[other_key].append(key)
    return dict(found)


def _alike(one: str, two: str) -> bool:
    if one == two:
        return True
    if min(len(one), len(two)) < NEAR * max(len(one), len(two)):
        return False
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    return matcher.quick_ratio() >= NEAR and matcher.ratio() >= NEAR
