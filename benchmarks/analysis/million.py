"""A million statements, from records to themes; hours of work, so it is run by name only."""

from collections.abc import Iterator

from benchmarks.analysis.scale import measured


def measures() -> Iterator[tuple[str, float]]:
    """Yield seconds and peak memory."""
    yield from measured("1m", 1_000_000)
