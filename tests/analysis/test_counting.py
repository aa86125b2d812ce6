import pytest

from commonspace.analysis.counting import (
    distinct_contributors,
    distinct_countries,
    distinct_organisations,
    quantity_word,
    wilson_interval,
)
from commonspace.analysis.records import Record


def test_counts_are_of_people_and_bodies_not_of_records():
    records = [
        Record(id="1", contributor="a", organisation="Harbour Aid", country="PH", text="x"),
        Record(id="2", contributor="a", organisation="Harbour Aid", country="PH", text="y"),
        Record(id="3", contributor="b", text="z"),
    ]

    counts = (
        distinct_contributors(records),
        distinct_organisations(records),
        distinct_countries(records),
    )

    assert counts == (2, 1, 1)


@pytest.mark.parametrize(
    ("n", "total", "word"),
    [
        (0, 10, "none"),
        (1, 1, "one"),
        (1, 10, "one"),
        (2, 2, "some"),
        (2, 3, "some"),
        (3, 5, "most"),
        (3, 6, "some"),
        (4, 16, "some"),
        (5, 20, "many"),
        (5, 21, "some"),
        (10, 20, "many"),
        (11, 20, "most"),
    ],
)
def test_quantity_word_follows_the_published_rule(n, total, word):
    assert quantity_word(n, total) == word


@pytest.mark.parametrize(("n", "total"), [(-1, 3), (4, 3), (0, 0)])
def test_quantity_word_refuses_what_is_no_count(n, total):
    with pytest.raises(ValueError, match="is not a count"):
        quantity_word(n, total)


@pytest.mark.parametrize(
    ("hits", "trials", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_interval_gives_the_values_newcombe_printed(hits, trials, low, high):
    interval = wilson_interval(hits, trials)

    assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


def test_wilson_interval_refuses_more_hits_than_trials():
    with pytest.raises(ValueError, match="is not a share"):
        wilson_interval(5, 4)
