"""Words of a document as a report prints them: the line ends of the page gone, nothing else."""

import re
from functools import lru_cache

from commonspace.analysis.reading.hyphens import Vocabulary
from commonspace.analysis.reading.lines import split_lines
from commonspace.analysis.reading.mending import Mender

_BROKEN_WORD = re.compile(r"\w[-\u00ad\u2010]\s*\n\s*\w")


def unbroken(quote: str, whole: str) -> str:
    """Return a quotation in one line; words cut at a line end are joined as ``whole`` writes them."""
    if not _BROKEN_WORD.search(quote):
        return " ".join(quote.split())
    lines = [line for line in split_lines(quote) if line.text]
    return " ".join(Mender(_vocabulary(whole)).mend(lines).split())


@lru_cache(maxsize=4)
def _vocabulary(whole: str) -> Vocabulary:
    return Vocabulary([line for line in split_lines(whole) if line.text])
