"""What a statement does: its kind, with a reason a person can read and a certainty that holds."""

from commonspace.analysis.kinds.deciding import NOT_JUDGED, Kind, Said, classify, classify_all
from commonspace.analysis.kinds.opposing import opposes
from commonspace.analysis.kinds.weights import KINDS

__all__ = ["KINDS", "NOT_JUDGED", "Kind", "Said", "classify", "classify_all", "opposes"]
