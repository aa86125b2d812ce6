"""What the analysis is given: one record for each answer."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One answer of one contributor, as plain values.

    ``text`` is never changed: every offset the analysis returns counts code points of it.
    ``question`` is a key of the caller's; ``None`` gathers what answers no question. ``marks``
    are offsets into ``text`` with what begins there, a page ("p. 4") or a time ("00:12:30"), in
    order; a statement carries the last one before it.
    """

    id: str
    contributor: str
    text: str
    organisation: str | None = None
    question: str | None = None
    language: str | None = None
    country: str | None = None
    marks: tuple[tuple[int, str], ...] = ()
