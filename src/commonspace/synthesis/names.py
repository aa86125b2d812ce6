"""The names a consultation's texts give organisations: where they stand, which are settled."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from commonspace.analysis.reading.names import Mention, mentions, name_words, short_forms
from commonspace.consultations.models import Consultation
from commonspace.contributions.models import SourceText
from commonspace.contributions.queries import current_texts
from commonspace.people.choices import Attribution
from commonspace.people.services import folded
from commonspace.synthesis.choices import NameAnswer
from commonspace.synthesis.models import NameQuery

FIRST_PLACES = 3
AROUND = 90
NAMEABLE = (Attribution.NAMED, Attribution.ORGANISATION)


@dataclass(slots=True)
class Seen:
    """How often a name stands in how many texts, and where first; ``listed`` beyond texts."""

    n: int = 0
    texts: set[str] = field(default_factory=set)
    places: list[list[object]] = field(default_factory=list)
    listed: int = 0

    def as_json(self) -> dict[str, object]:
        return {
            "n": self.n, "texts": len(self.texts), "places": self.places, "listed": self.listed
        }  # fmt: skip


@dataclass(slots=True)
class Names:
    """Everything called an organisation in a consultation, by the words that compare."""

    seen: dict[tuple[str, ...], Seen] = field(default_factory=lambda: defaultdict(Seen))
    written: dict[tuple[str, ...], str] = field(default_factory=dict)
    shorts: list[tuple[str, str]] = field(default_factory=list)
    alone: set[str] = field(default_factory=set)

    def add(self, name: str, text: str = "", place: tuple[int, int] | None = None) -> None:
        """Count a name, in a text where ``place`` says or as somebody listed it."""
        key = name_words(name)
        self.written.setdefault(key, name)
        seen = self.seen[key]
        if place is None:
            seen.listed += 1
            return
        seen.n += 1
        seen.texts.add(text)
        if len(seen.places) < FIRST_PLACES:
            seen.places.append([text, *place])


def names_in(consultation: Consultation) -> Names:
    """Return the names in all texts that may be read, and those that people listed."""
    found = Names()
    texts = current_texts(consultation).exclude(contribution__is_protected=True)
    for text in texts.iterator(chunk_size=200):
        _read(found, text)
    for name in _listed(consultation):
        found.add(name)
    return found


def _read(found: Names, text: SourceText) -> None:
    for mention in mentions(text.text):
        _count(found, mention, text)
        if mention.short:
            found.shorts.append((mention.name, mention.short))
    for mention in short_forms(text.text):
        found.alone.add(mention.name)
        _count(found, mention, text)


def _count(found: Names, mention: Mention, text: SourceText) -> None:
    found.add(mention.name, str(text.pk), (mention.start, mention.end))


def _listed(consultation: Consultation) -> Iterator[str]:
    """Yield names from lists: contributors that may be named, partners, examples."""
    contributions = consultation.contributions.filter(
        withdrawn_at=None, is_protected=False, attribution__in=NAMEABLE
    ).exclude(contributor__organisation=None)
    yield from contributions.values_list("contributor__organisation__name", flat=True)
    yield from consultation.partners.values_list("organisation__name", flat=True)
    for names in consultation.examples.values_list("organisations", flat=True):
        yield from names


def settled_names(consultation: Consultation) -> dict[str, str]:
    """Return the name to print by each name that somebody settled, as names compare."""
    settled = consultation.name_queries.filter(answer=NameAnswer.ONE).select_related("organisation")
    return {
        folded(name): query.organisation.name
        for query in settled
        if query.organisation
        for name in (query.one, query.other)
    }


def named_as_settled(name: str, settled: Mapping[str, str]) -> str:
    """Return the settled name for a name, or the name itself."""
    return settled.get(folded(name), name)


def unsettled_in(text: str, settled: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each name in a text that was settled under another, with that other."""
    if settled:
        for name in dict.fromkeys(mention.name for mention in mentions(text)):
            better = settled.get(folded(name), name)
            if folded(better) != folded(name):
                yield name, better


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A name in its sentence, and the contribution it stands in."""

    before: str
    name: str
    after: str
    language: str
    reference: int
    heading: str


def places_of(queries: Iterable[NameQuery]) -> dict[tuple[int, str], list[Place]]:
    """Return the first places of both names of each query, by its key and ``one`` or ``other``."""
    kept = {
        (query.pk, side): list(_kept_places(getattr(query, f"seen_{side}")))
        for query in queries
        for side in ("one", "other")
    }
    texts = {
        text.pk: text
        for text in SourceText.objects.filter(
            pk__in={key for places in kept.values() for key, _start, _end in places},
            contribution__withdrawn_at=None,
            contribution__is_protected=False,
        ).select_related("contribution", "attachment__file")
    }
    return {
        name: [_place(texts[key], start, end) for key, start, end in places if key in texts]
        for name, places in kept.items()
    }


def _kept_places(seen: Mapping[str, object]) -> Iterator[tuple[UUID, int, int]]:
    """Yield the places kept with a name that are still places."""
    places = seen.get("places")
    for place in places if isinstance(places, list) else ():
        key, start, end = place
        try:
            yield UUID(str(key)), int(start), int(end)
        except ValueError:
            continue


def _place(text: SourceText, start: int, end: int) -> Place:
    words = text.text
    before, after = words[max(0, start - AROUND) : start], words[end : end + AROUND]
    if start > AROUND:
        before = f"… {before.partition(' ')[2]}"
    if end + AROUND < len(words):
        after = f"{after.rpartition(' ')[0]} …"
    return Place(
        before=before,
        name=words[start:end],
        after=after,
        language=text.language,
        reference=text.contribution.reference,
        heading=text.attachment.file.name if text.attachment else "",
    )
