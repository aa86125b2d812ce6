"""Agreement, against values worked out by hand or printed by the methods' authors."""

import pytest

from commonspace.analysis.learning.agreement import (
    bootstrap,
    cohen_kappa,
    krippendorff_alpha,
    masi,
    pairs_for_code,
    share_agreed,
    units_for_code,
)

# Krippendorff (2011), Computing Krippendorff's alpha-reliability, section C: four observers,
# twelve units, missing values; nominal alpha printed as .743.
FOUR_OBSERVERS = (
    "1 2 3 3 2 1 4 1 2 . . .",
    "1 2 3 3 2 2 4 1 2 5 . 3",
    ". 3 3 3 2 3 4 2 2 5 1 .",
    "1 2 3 3 2 4 4 1 2 5 1 .",
)


def units(rows):
    columns = zip(*(row.split() for row in rows), strict=True)
    return [tuple(value for value in column if value != ".") for column in columns]


def test_alpha_of_four_observers_is_the_printed_one():
    assert krippendorff_alpha(units(FOUR_OBSERVERS)) == pytest.approx(0.743, abs=0.0005)


def test_alpha_of_two_observers_with_two_values_is_the_printed_one():
    # The same paper, section A: ten units, 0.095.
    rows = ("0 1 0 0 0 0 0 0 1 0", "1 1 1 0 0 1 0 0 0 0")

    assert krippendorff_alpha(units(rows)) == pytest.approx(0.095, abs=0.0005)


def test_alpha_of_two_observers_with_more_values_is_the_printed_one():
    # The same paper, section B: twelve units with five values, 0.692.
    rows = ("a a b b d c c c e d d a", "b a b b b c c c e d d d")

    assert krippendorff_alpha(units(rows)) == pytest.approx(0.692, abs=0.0005)


def test_alpha_by_hand():
    # Four units: one mismatch in four pairs. Observed 2 of 8 values' pairs disagree = 0.25;
    # values: three 1s, five 2s: expected 2*3*5/(8*7) = 0.5357; alpha = 1 - 0.25/0.5357.
    found = krippendorff_alpha([(1, 1), (2, 2), (1, 2), (2, 2)])

    assert found == pytest.approx(1 - 0.25 / (30 / 56))


@pytest.mark.parametrize("nothing", [[], [(1,)], [(1, 1), (1, 1)]])
def test_alpha_is_undefined_where_nothing_varies(nothing):
    assert krippendorff_alpha(nothing) is None


def test_what_one_coder_alone_said_changes_nothing():
    both = [(1, 1), (2, 2), (1, 2)]

    assert krippendorff_alpha([*both, (1,), ()]) == krippendorff_alpha(both)


def test_masi_weighs_sets_as_published():
    # Passonneau (2006): likeness is Jaccard times 1, 2/3, 1/3 or 0.
    a, b, c = frozenset("a"), frozenset("ab"), frozenset("bc")

    assert masi(b, b) == 0
    assert masi(a, b) == pytest.approx(1 - 1 / 2 * 2 / 3)
    assert masi(b, c) == pytest.approx(1 - 1 / 3 * 1 / 3)
    assert masi(a, c) == 1
    assert masi(frozenset(), frozenset()) == 0
    assert masi(frozenset(), a) == 1


def test_alpha_over_sets_by_hand():
    # Two units: equal {a}; {a} against {a, b}, apart by 2/3. Values: a three times, ab once.
    # Observed (0 + 2 * 2/3) / 4 = 1/3; expected 2 * 3 * 1 * 2/3 / (4 * 3) = 1/3: alpha 0.
    a, ab = frozenset("a"), frozenset("ab")

    assert krippendorff_alpha([(a, a), (a, ab)], masi) == pytest.approx(0)


def test_kappa_by_hand():
    # 35 of 50 alike; by chance (25 * 30 + 25 * 20) / 2500 = 0.5; kappa = 0.2 / 0.5.
    pairs = [(1, 1)] * 20 + [(1, 0)] * 5 + [(0, 1)] * 10 + [(0, 0)] * 15

    assert cohen_kappa(pairs) == pytest.approx(0.4)
    assert share_agreed(pairs) == pytest.approx(0.7)


@pytest.mark.parametrize("pairs", [[], [(1, 1), (1, 1)]])
def test_kappa_is_undefined_where_nothing_varies(pairs):
    assert cohen_kappa(pairs) is None


def test_nothing_shared_has_no_share():
    assert share_agreed([]) is None


def test_the_interval_holds_the_value_and_repeats():
    found = units(FOUR_OBSERVERS)

    interval = bootstrap(krippendorff_alpha, found, draws=300)

    assert interval is not None
    assert interval.low < krippendorff_alpha(found) <= interval.high <= 1
    assert bootstrap(krippendorff_alpha, found, draws=300) == interval
    assert bootstrap(krippendorff_alpha, found, draws=300, seed=1) != interval


def test_there_is_no_interval_where_most_draws_say_nothing():
    assert bootstrap(krippendorff_alpha, [(1, 1)] * 30 + [(1, 2)], draws=200) is None
    assert bootstrap(krippendorff_alpha, [(1, 2)]) is None


def test_codes_are_looked_at_one_by_one():
    first, second = {"x": {"a"}, "y": {"b"}, "z": {"a"}}, {"x": {"a", "b"}, "y": {"a"}}

    assert pairs_for_code(first, second, "a") == [(True, True), (False, True)]
    assert units_for_code([({"a"}, {"b"}), ({"a"},)], "a") == [(True, False), (True,)]
