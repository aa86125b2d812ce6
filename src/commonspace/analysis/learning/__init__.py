"""Learning from people: what to code first, suggestions with reasons, certainty, agreement."""

from commonspace.analysis.learning.codebook import (
    Code,
    CodebookError,
    codebook_from_json,
    codebook_from_qdc,
    codebook_from_rows,
)
from commonspace.analysis.learning.coded import codebook_from_cells, labels_from_cells
from commonspace.analysis.learning.learn import learn
from commonspace.analysis.learning.shapes import (
    Assignment,
    CodeQuality,
    Labels,
    Learned,
    Quality,
    Said,
    Suggestion,
)

__all__ = [
    "Assignment",
    "Code",
    "CodeQuality",
    "CodebookError",
    "Labels",
    "Learned",
    "Quality",
    "Said",
    "Suggestion",
    "codebook_from_cells",
    "codebook_from_json",
    "codebook_from_qdc",
    "codebook_from_rows",
    "labels_from_cells",
    "learn",
]
