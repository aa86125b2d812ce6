"""What a statement is by where it stands: in a list of recommendations, a box, an annex of sources.

A list entry such as "Provide legal aid" is an offer or a demand by the heading far above it.
Documents are therefore read as documents first (`analysis.reading`), and what that finds goes
before what the words alone would say.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from commonspace.analysis import cues
from commonspace.analysis.reading import Reading, Span, read_document
from commonspace.analysis.wording import Remark, gettext_noop, remark

_SHORTEST, _LONGEST = 1200, 600_000
_FEWEST_LINES = 8
_HALF = 0.5
CERTAINTY = 0.95
STANDS = "stands"
_REASONS = {
    cues.RECOMMENDATION: remark(STANDS, gettext_noop("stands in a list of recommendations")),
    cues.SERVICE: remark(STANDS, gettext_noop("stands in a list of services")),
    cues.EXAMPLE: remark(STANDS, gettext_noop("stands in a box that tells an example")),
    cues.RESOURCE: remark(STANDS, gettext_noop("stands in a list of sources")),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where in a text each kind stands: starts in order, with ends and kinds beside them."""

    starts: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()
    kinds: tuple[str, ...] = ()

    def kind_of(self, start: int, end: int) -> str | None:
        """Return the kind that more than half of ``text[start:end]`` stands in, if any."""
        shares: dict[str, int] = {}
        place = max(0, bisect_right(self.starts, start) - 1)
        for index in range(place, len(self.starts)):
            if self.starts[index] >= end:
                break
            inside = min(end, self.ends[index]) - max(start, self.starts[index])
            if inside > 0:
                kind = self.kinds[index]
                shares[kind] = shares.get(kind, 0) + inside
        best = max(shares, key=lambda kind: (shares[kind], kind), default=None)
        return best if best and shares[best] > _HALF * (end - start) else None


NOWHERE = Standing()


def reason_of(kind: str) -> Remark:
    """Return what a person reads about a statement that stands in such a place."""
    return _REASONS[kind]


def standing_in(text: str) -> Standing:
    """Read a text as a document; short ones and endless ones stand nowhere."""
    if not _SHORTEST <= len(text) <= _LONGEST or text.count("\n") < _FEWEST_LINES:
        return NOWHERE
    return standing_of(read_document(text))


def standing_of(reading: Reading) -> Standing:
    """Return where each kind stands in a document that was read."""
    rows = sorted({(span.start, span.end, kind) for span, kind in _spans(reading)})
    if not rows:
        return NOWHERE
    starts, ends, kinds = zip(*rows, strict=True)
    return Standing(starts, ends, kinds)


def _spans(reading: Reading) -> Iterator[tuple[Span, str]]:
    lists = (
        (reading.recommendations, cues.RECOMMENDATION),
        (reading.services, cues.SERVICE),
        (reading.examples, cues.EXAMPLE),
        (reading.resources, cues.RESOURCE),
    )
    for items, kind in lists:
        for item in items:
            for span in item.spans:
                yield span, kind
