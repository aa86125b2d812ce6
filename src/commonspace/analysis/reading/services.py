"""Services that civil society can provide: to authorities, or to people directly."""

from collections import Counter
from collections.abc import Sequence

from commonspace.analysis.reading.blocks import Block, Kind
from commonspace.analysis.reading.cues import Purpose, audience_of
from commonspace.analysis.reading.model import Audience, Service
from commonspace.analysis.reading.outline import Place
from commonspace.analysis.reading.plain import plain


def read_services(placed: Sequence[tuple[Block, Place]]) -> tuple[Service, ...]:
    """Return the entries of every list of services."""
    found: list[Service] = []
    counts: Counter[tuple[int | None, str]] = Counter()
    for block, place in placed:
        if place.purpose is not Purpose.SERVICES or block.kind is not Kind.ITEM:
            continue
        heading = place.subheading or place.heading
        key = (place.question, heading)
        counts[key] += 1
        found.append(
            Service(
                question=place.question,
                number=counts[key],
                audience=_audience(place.subheading),
                heading=plain(heading).rstrip(" :"),
                text=plain(block.text),
                spans=block.spans,
            )
        )
    return tuple(found)


def _audience(heading: str) -> Audience | None:
    match audience_of(heading):
        case "direct":
            return "direct"
        case "cities":
            return "cities"
        case _:
            return None
