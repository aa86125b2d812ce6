"""What a form knows before anybody types: the fields a statement's own words suggest."""

import re
from collections.abc import Mapping

from commonspace.analysis.reading.addressees import demand, party
from commonspace.analysis.reading.addresses import addresses
from commonspace.analysis.reading.places import countries_of, places
from commonspace.contributions.cards import Card, card_of
from commonspace.contributions.models import Contribution
from commonspace.people.choices import Attribution
from commonspace.synthesis.choices import Addressee, Audience, Strength

ADDRESSEES: Mapping[str, Addressee] = {
    "cities": Addressee.CITIES,
    "cities and CSOs": Addressee.CITIES_AND_CSOS,
    "CSOs": Addressee.CSOS,
    "national authorities": Addressee.NATIONAL,
    "international organisations and donors": Addressee.DONORS,
}
STRENGTHS: Mapping[str, Strength] = {
    "must": Strength.MUST,
    "should": Strength.SHOULD,
    "need to": Strength.NEED_TO,
    "can": Strength.CAN,
    "urge": Strength.URGE,
}
TITLE_WORDS = 8
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")


def addressee_of(said: str | None) -> str:
    """Return our word for a party as the reading names it."""
    return ADDRESSEES.get(said or "", Addressee.NOT_STATED)


def suggested(
    kind: str, *, words: str, contribution: Contribution, language: str
) -> dict[str, object]:
    """Return the fields that a statement suggests for a thing of ``kind``.

    Args:
        kind: Which thing of the report: finding, example, recommendation, …
        words: The statement.
        contribution: Whose words they are.
        language: Of the words.
    """
    if kind == "example":
        return _example(words, contribution)
    if kind == "service":
        return _service(words)
    if kind == "resource":
        return _resource(words, language)
    if kind == "recommendation":
        return _recommendation(words)
    return {"text": words} if kind == "quote" else {}


def _service(words: str) -> dict[str, object]:
    to_cities = party(words) in {"cities", "cities and CSOs"}
    return {"text": words, "audience": Audience.CITIES if to_cities else Audience.DIRECT}


def _from_card(card: Card, words: str, contribution: Contribution) -> dict[str, object]:
    """Return the fields of a story told for the purpose; who did it only if they may be named."""
    may_name = contribution.attribution in {Attribution.NAMED, Attribution.ORGANISATION}
    country = contribution.contributor.country
    return {
        "title": card.title,
        "text": card.text,
        "places": list(card.places),
        "countries": list(countries_of("\n".join(card.places)))
        or list(countries_of(words))
        or ([country] if country else []),
        "organisations": list(card.organisations) if may_name else [],
        "links": list(card.links),
    }


def _example(words: str, contribution: Contribution) -> dict[str, object]:
    card = card_of(contribution)
    if card is not None:
        return _from_card(card, words, contribution) if card.may_be_case else {}
    contributor = contribution.contributor
    may_name = contribution.attribution in {Attribution.NAMED, Attribution.ORGANISATION}
    organisation = contributor.organisation if may_name else None
    title = " ".join(words.split()[:TITLE_WORDS]).strip(" .,;:")
    return {
        "title": title,
        "text": words,
        "places": list(places(words)),
        "countries": list(countries_of(words))
        or ([contributor.country] if contributor.country else []),
        "organisations": [organisation.name] if organisation else [],
        "links": list(addresses(words)),
    }


def _recommendation(words: str) -> dict[str, object]:
    asked = demand(words)
    return {
        "text": words,
        "acting": addressee_of(asked.addressee),
        "influenced": addressee_of(asked.influenced) if asked.influenced else "",
        "strength": STRENGTHS.get(asked.strength or "", Strength.NOT_STATED),
    }


def _resource(words: str, language: str) -> dict[str, object]:
    found = list(addresses(words))
    rest = words
    for address in found:
        rest = rest.replace(address, "")
    year = _YEAR.search(rest)
    return {
        "title": " ".join(rest.split()).strip(" .,;:()–-")[:200],
        "links": found,
        "year": int(year[1]) if year else None,
        "language": language,
        "description_language": language,
    }
