from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from random import Random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.analysis.invented import answers, record

from commonspace.analysis.campaigns import find_campaigns
from commonspace.analysis.paraphrases import nearest, with_letters
from commonspace.analysis.pipeline import Settings, analyse
from commonspace.analysis.points import find_possible
from commonspace.analysis.vectors import unit_rows

# Three points of one letter, each known to the stand-in of a model by a word or two.
POINTS = (("pool", "piscine"), ("lifeguards", "maîtres-nageurs"), ("pensioners", "retraités"))
WORDS = [
    "open",
    "keep",
    "every",
    "winter",
    "morning",
    "please",
    "city",
    "council",
    "should",
    "allow",
    "children",
    "evening",
    "hour",
    "gladly",
    "again",
    "help",
    "pay",
    "later",
    "number",
    "quiet",
    "warm",
    "people",
    "street",
    "season",
    "ticket",
    "door",
    "while",
    "proper",
    "fair",
    "early",
    "half",
    "costs",
    "less",
    "more",
    "water",
    "board",
    "plan",
    "week",
    "before",
    "after",
    "month",
    "place",
]


def embed(texts: Sequence[str]) -> np.ndarray:
    """Stands for a model: sentences that make one point lie near, all others anywhere."""
    return unit_rows(np.stack([_vector(text) for text in texts]))


def _vector(text: str) -> np.ndarray:
    own = _direction(text)
    point = next((n for n, names in enumerate(POINTS) if any(name in text for name in names)), None)
    return own if point is None else 2.0 * _direction(f"point {point}") + own


def _direction(name: str) -> np.ndarray:
    seed = int.from_bytes(sha256(name.encode()).digest()[:8], "big")
    drawn = np.random.default_rng(seed).standard_normal(96)
    return np.asarray(drawn / np.linalg.norm(drawn), dtype=np.float32)


def in_own_words(point: int, sender: int, language: int = 0) -> str:
    """A sentence of nine words that makes a point, worded by nobody else."""
    drawn = Random(f"{point} {sender}").sample(WORDS, 8)  # noqa: S311 - a seeded draw, no secret
    return f"{' '.join([*drawn[:4], POINTS[point][language], *drawn[4:]])}.".capitalize()


def retold(senders: int, start: int = 7000, **fields):
    """The same three points from each sender, in words and an order of their own."""
    records = []
    for number in range(senders):
        said = [in_own_words(point, number) for point in range(len(POINTS))]
        turned = said[number % 3 :] + said[: number % 3]
        records.append(record(start + number, " ".join(turned), **fields))
    return records


def popular(people: int):
    """Many who share one point and go on with something of their own."""
    return [
        record(
            8000 + number,
            f"{in_own_words(0, 100 + number)} For my own part I would also like thing {number} mended "
            f"near house {number * 7}. There is too little of number {number * 13} here as well.",
        )
        for number in range(people)
    ]


def possible(records, letters=()):
    return find_possible(records, embed=embed, languages=("en",), min_senders=5, letters=letters)


def test_the_same_points_in_other_words_are_a_possible_campaign():
    letters = retold(9)

    found = possible([*answers(), *letters]).campaigns

    assert [(one.kind, set(one.members)) for one in found] == [
        ("paraphrased", {letter.id for letter in letters})
    ]
    assert "9 contributors make the same points" in str(found[0].reason)


def test_no_two_of_them_are_near_duplicates():
    assert find_campaigns(retold(9), min_senders=5, seed=0) == []


def test_a_popular_point_is_no_campaign():
    found = possible([*answers(), *popular(30)])

    assert found.campaigns == []


def test_a_campaign_beside_a_popular_point_is_told_from_it():
    letters = retold(9)

    found = possible([*answers(), *popular(30), *letters])

    assert [set(one.members) for one in found.campaigns] == [{letter.id for letter in letters}]
    flagged = min(found.scores[letter.id] for letter in letters)
    assert flagged > max(found.scores[one.id] for one in popular(30))


def test_copies_in_other_languages_are_named_as_such():
    french = [
        record(
            7500 + number,
            " ".join(in_own_words(point, 50 + number, language=1) for point in range(3)),
            language="fr",
        )
        for number in range(2)
    ]

    found = possible([*answers(), *retold(6), *french]).campaigns

    assert [one.kind for one in found] == ["translated"]
    assert "in these languages: en, fr" in str(found[0].reason)
    assert {one.id for one in french} <= set(found[0].members)


def test_four_senders_and_one_person_many_times_are_no_campaign():
    assert possible([*answers(), *retold(4)]).campaigns == []
    one_person = [replace(one, contributor="same") for one in retold(9)]
    assert possible([*answers(), *one_person]).campaigns == []


def test_a_letter_inside_a_wider_campaign_is_listed_once():
    copied = [record(9000 + number, retold(1)[0].text) for number in range(30)]
    records = [*answers(), *retold(9), *copied]
    letters = find_campaigns(records, min_senders=5, seed=0)

    found = with_letters(possible(records, letters).campaigns, letters)

    assert [len(one.contributors) for one in letters] == [31]
    assert [(one.kind, len(one.contributors)) for one in found] == [("paraphrased", 39)]


def outline(analysis):
    return [
        (
            theme.label,
            theme.n_voices,
            sorted({analysis.statements[i].quote for i in theme.statements}),
        )
        for theme in analysis.themes
    ]


def run(records):
    chosen = Settings(languages=("en", "fr"), embedder="nothing")
    return analyse(records, settings=chosen, embed=embed)


@pytest.mark.slow
def test_a_paraphrased_campaign_a_hundred_times_larger_moves_no_theme():
    letters = retold(9)
    hundredfold = [
        record(20_000 + 100 * number + copy, letter.text)
        for number, letter in enumerate(letters)
        for copy in range(99)
    ]

    small = run([*answers(24), *letters])
    large = run([*answers(24), *letters, *hundredfold])

    assert [len(one.contributors) for one in small.campaigns] == [9]
    assert [len(one.contributors) for one in large.campaigns] == [900]
    assert outline(large) == outline(small)


def test_each_point_of_a_campaign_enters_once_and_names_it():
    letters = retold(9)

    analysis = run([*answers(24), *letters])

    campaign = analysis.campaigns[0]
    own = [one for one in analysis.statements if one.record_id in campaign.members]
    assert {one.campaign for one in own} == {campaign.id}
    assert len({one.theme for one in own}) <= len(POINTS)
    assert campaign.reason in [note.remark for note in analysis.notes]


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 2**16), st.integers(5, 14), st.integers(1, 6))
def test_neither_order_nor_number_of_copies_changes_who_is_flagged(seed, senders, times):
    letters = retold(senders)
    copies = [record(30_000 + n, letters[n % senders].text) for n in range(times)]
    records = [*answers(), *letters, *copies]
    order = np.random.default_rng(seed).permutation(len(records))

    plain = possible([*answers(), *letters]).campaigns
    again = possible([records[place] for place in order]).campaigns

    texts = {one.id: one.text for one in records}
    assert [{texts[member] for member in one.members} for one in again] == [
        {texts[member] for member in one.members} for one in plain
    ]


def test_nothing_said_is_nothing_found():
    assert possible([]).campaigns == []
    assert possible([record(1, ""), record(2, "😀"), record(3, "Yes.")]).campaigns == []


def test_of_very_many_rows_only_near_ones_are_neighbours():
    rows = unit_rows(np.random.default_rng(0).standard_normal((4500, 80)).astype(np.float32))
    rows[4100] = rows[7]

    found = list(nearest(rows, 3))

    assert found[7][0] == 4100
    assert max(map(len, found)) <= 3
