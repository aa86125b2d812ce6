"""Uploads bent out of shape: documents, sheets, recordings and archives, read or refused in a sentence."""

import pytest
from tests.trust.bending import LONGEST_S, bent_files


def test_a_hundred_bent_uploads_are_read_or_refused_in_a_sentence():
    tally = bent_files(count=110, seed=5)

    assert tally.crashed == []
    assert tally.untold == []
    assert tally.down == 0, tally.ends
    assert tally.ends["read"] > 30
    assert tally.tried - tally.ends["read"] > 10
    assert tally.slowest_s < LONGEST_S


@pytest.mark.slow
def test_six_hundred_bent_uploads():
    tally = bent_files(count=600, seed=6)

    assert (tally.crashed, tally.untold, tally.down) == ([], [], 0), tally.ends
