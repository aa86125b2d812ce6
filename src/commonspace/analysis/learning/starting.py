"""The weights learning starts from, before people have coded anything here.

Learnt by ``scripts/train-suggestions`` on arguments matched to key points (ArgKP-2021, training part,
CDLA-Sharing) and on topics of sentences in six languages (SIB-200, training and development
parts, CC BY-SA). One row for each number of coded statements: titles count for much at first
and fade as people code.
"""

import numpy as np

from commonspace.analysis.learning.space import Matrix

_CODED = (0, 10, 30, 60, 120)
_FOR_CODES = (
    (0.0, 0.0, 0.629, 0.301, 0.636, 0.0, -1.993),
    (4.701, 1.397, 0.503, 0.305, 0.493, -0.180, -3.070),
    (4.862, 1.849, 0.414, 0.273, 0.406, -0.040, -2.876),
    (4.722, 1.825, 0.383, 0.250, 0.397, 0.092, -2.582),
    (4.541, 2.092, 0.374, 0.197, 0.365, 0.191, -2.332),
)
_FOR_NONE = (0.694, 0.238, 0.881, 0.587, 0.448)


def start_for_codes(coded: int) -> Matrix:
    """Return the weights of ``assigning.features``, and one that stands alone, after so many coded."""
    at = np.log1p(coded)
    known = np.log1p(_CODED)
    return np.array([np.interp(at, known, column) for column in zip(*_FOR_CODES, strict=True)])


def start_for_none() -> Matrix:
    """Return the weights of ``assigning.none_features``, and one that stands alone."""
    return np.array(_FOR_NONE)
