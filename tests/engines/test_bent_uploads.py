"""Uploads bent out of shape: documents, sheets, recordings and archives, read or refused in a sentence."""

import pytest
from tests.trust.bending import LONGEST_S, bent_files


@pytest.mark.slow
def test_two_hundred_bent_uploads_are_read_or_refused_in_a_sentence():
    tally = bent_files(count=220, seed=5)

    assert tally.crashed == []
    assert tally.untold == []
    assert tally.down == 0, tally.ends
    assert tally.ends["read"] > 60
    assert tally.tried - tally.ends["read"] > 20
    assert tally.slowest_s < LONGEST_S
