import numpy as np

from commonspace.analysis.telling import Voice, most_telling
from commonspace.analysis.vectors import unit_rows


def voice(name, organisation=None, words=12):
    return Voice(name, organisation, "en", words)


def near(count, seed=0):
    random = np.random.default_rng(seed)
    return unit_rows((np.ones(10) + random.normal(scale=0.3, size=(count, 10))).astype(np.float32))


def test_nobody_speaks_twice_before_all_have_spoken():
    voices = [voice("a"), voice("a"), voice("a"), voice("b"), voice("c")]

    picked = most_telling(near(5), list(range(5)), voices, most=4)

    assert {voices[row].contributor for row in picked[:3]} == {"a", "b", "c"}
    assert len(set(picked)) == 4


def test_another_organisation_goes_before_the_same_one():
    vectors = unit_rows(np.ones((3, 4), dtype=np.float32))
    voices = [voice("a", "Aid"), voice("b", "Aid"), voice("c", "Port union")]

    picked = most_telling(vectors, [0, 1, 2], voices, most=2)

    assert {voices[row].organisation for row in picked} == {"Aid", "Port union"}


def test_a_whole_sentence_goes_before_a_scrap():
    vectors = unit_rows(np.ones((2, 4), dtype=np.float32))

    picked = most_telling(vectors, [0, 1], [voice("a", words=2), voice("b")], most=1)

    assert picked == [1]


def test_picks_are_rows_of_the_members_given():
    picked = most_telling(near(9), [2, 5, 7], [voice(n) for n in "abc"], most=8)

    assert sorted(picked) == [2, 5, 7]
