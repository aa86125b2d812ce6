"""What a statement of some kind says in detail, each time as words of its own with their place.

Who is asked, how strongly, and whom they are to move; where an example took place, with whom, and
what came of it; where a source is to be found. Nothing is guessed that is not in the words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from commonspace.analysis import cues
from commonspace.analysis.kinds.signs import whole_words
from commonspace.analysis.reading.addressees import demand
from commonspace.analysis.reading.addresses import addresses
from commonspace.analysis.reading.organisations import organisations
from commonspace.analysis.reading.places import places

ACTING, STRENGTH, INFLUENCED = "acting", "strength", "influenced"
PLACE, ORGANISATION, OUTCOME = "place", "organisation", "outcome"
ADDRESS, NUMBER, YEAR, TITLE, LAW = "address", "number", "year", "title", "law"
_READ = 2000
_MOST = 3
_ISBN = re.compile(r"\bISBN[\s:]*([0-9][0-9xX -]{8,16}[0-9xX])")
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>]*[^\s\"<>.,;)]")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?![\d/])")
_TITLE = re.compile(r"[“«„\"]\s?([^”»“\"]{4,160}?)\s?[”»“\"]")
_LAW = re.compile(
    r"\b(?:(?:Directive|Regulation|Act|Law|Directiva|Directive|Loi|Ley|Lei|Diretiva|Richtlinie|Gesetz)"
    r"\s+(?:n[o°º.]*\s*)?\d[\d/.-]*(?:\s*\(?\d{4}\)?)?|§+\s?\d+\w*(?:\s+[A-Z]\w+)?|"
    r"(?:[Aa]rticle|[Aa]rtículo|[Aa]rtigo|[Aa]rtikel)\s+\d+\w*)|(?:التوجيه|القانون|المادة)\s+\d[\d/]*"
)
_OUTCOMES: dict[str, re.Pattern[str]] = {
    "en": re.compile(
        r"\b[^,;:.]*\b(?:fell|rose|dropped|doubled|halved|grew|cut|reduced|increased|passed|found work"
        r"|from [\d\w]+ to [\d\w]+|reached|benefited|saved|ended|resulted in|led to)\b[^,;.]*"
    ),
    "fr": re.compile(
        r"\b[^,;:.]*\b(?:baissé|augmenté|doublé|réduit|passée?s? de|permis|cessé|réussi|tombée?s?|atteint)\b[^,;.]*"
    ),
    "es": re.compile(
        r"\b[^,;:.]*\b(?:bajaron|bajó|subió|subieron|duplic\w+|redujo|pas(?:ó|aron) de|logr\w+|acab\w+|aprobaron|encontr\w+)\b[^,;.]*"
    ),
    "pt": re.compile(
        r"\b[^,;:.]*\b(?:caíram|caiu|subiu|subiram|duplic\w+|reduziu|pass(?:ou|aram) de|consegui\w+|acab\w+|encontr\w+)\b[^,;.]*"
    ),
    "de": re.compile(
        r"\b[^,;:.]*\b(?:sank|sanken|stieg|stiegen|verdoppelt\w*|halbiert\w*|sparte\w*|bestanden|fanden|von [\d\w]+ auf [\d\w]+|erreicht\w*)\b[^,;.]*"
    ),
    "ar": re.compile(
        r"[^،؛.]*(?:انخفض\w*|ارتفع\w*|هبطت?|تضاعف\w*|نجح\w*|صار\w*|انتهت?|خفضت?)[^،؛.]*"
    ),
}
_STRENGTHS: dict[str, tuple[tuple[str, str], ...]] = {
    "en": (
        ("urge", r"urges?|calls? (?:up)?on"),
        ("must", r"must|has to|have to|shall"),
        ("should", r"should|ought to"),
        ("need to", r"needs? (?:to|for)|is needed|are needed"),
        ("could", r"could|might|may|consider|can|would be good"),
    ),
    "fr": (
        ("urge", r"exhort\w+|appel\w+ (?:à|le|la|les)"),
        ("must", r"doit|doivent|exige\w*"),
        ("should", r"devrait|devraient|il conviendrait"),
        ("need to", r"il faut|il est (?:nécessaire|indispensable|essentiel)"),
        ("could", r"peut|peuvent|pourrait|pourraient|il serait bon"),
    ),
    "es": (
        ("urge", r"instamos|exhortamos|insta a"),
        ("must", r"deben?|tienen? que|exig\w+"),
        ("should", r"debería|deberían|convendría"),
        ("need to", r"hay que|hace falta|es (?:necesario|imprescindible|urgente)"),
        ("could", r"puede|pueden|podría|podrían|sería bueno"),
    ),
    "pt": (
        ("urge", r"apelamos|exortamos"),
        ("must", r"deve|devem|tem de|têm de|exig\w+"),
        ("should", r"deveria|deveriam|conviria"),
        ("need to", r"é (?:preciso|necessário|indispensável)|precisa\w*"),
        ("could", r"pode|podem|poderia|poderiam|seria bom"),
    ),
    "de": (
        ("urge", r"appellieren|rufen \w+ auf|fordern \w+ \w+ auf"),
        ("must", r"muss|müssen|hat \w+ zu|darf nicht|dürfen nicht"),
        ("should", r"sollte|sollten|soll|sollen"),
        ("need to", r"es braucht|braucht es|ist (?:nötig|notwendig|dringend)"),
        ("could", r"kann|können|könnte|könnten|wäre (?:gut|besser|schön)"),
    ),
    "ar": (
        ("urge", r"نحث|نناشد|ندعو"),
        ("must", r"يجب|لا بد|يتعين|على \w+ أن"),
        ("should", r"ينبغي|يحسن"),
        ("need to", r"نحتاج|بحاجة|من (?:الضروري|المهم)"),
        ("could", r"يمكن\w*|تستطيع|يستطيع|بوسع|من الأفضل"),
    ),
}
_ACTING_BEFORE: dict[str, re.Pattern[str]] = {
    "fr": re.compile(
        r"^((?:L[ea]s? |L['’]|Chaque |Nos |Notre )?[\w’'-]+(?: [\w’'-]+){0,3}?) (?:doi|devr|peu|pourr)"
    ),
    "es": re.compile(
        r"^((?:El |La |Los |Las |Cada )?[\w-]+(?: [\w-]+){0,3}?) (?:deb|tien|pued|podr)"
    ),
    "pt": re.compile(
        r"^((?:O |A |Os |As |Cada )?[\w-]+(?: [\w-]+){0,3}?) (?:dev|tem de|têm de|pod)"
    ),
    "de": re.compile(
        r"^((?:Der |Die |Das |Jede[rs]? )?[\w-]+(?: [\w-]+){0,2}?) (?:muss|müssen|sollt?e?n?|kann|können|könnten?)\b"
    ),
    "ar": re.compile(r"(?:على|ينبغي لل|يجب على|يمكن لل|ندعو|نطالب|نحث|نناشد)\s?(\w+)"),
}


@dataclass(frozen=True, slots=True)
class Detail:
    """What ``text[start:end]`` of a statement is.

    ``label`` is one of "acting", "strength", "influenced", "place", "organisation", "outcome",
    "address", "number", "year", "title", "law"; ``value`` the words, or for a strength one of
    "urge", "must", "should", "need to", "could", and for a party to be influenced its kind, with
    an empty span where the words name it otherwise.
    """

    label: str
    value: str
    start: int
    end: int


def details_of(text: str, *, language: str, kind: str) -> tuple[Detail, ...]:
    """Return what a statement says in detail, by its kind, in the order of the words.

    Example:
        >>> found = details_of("Cities must open the baths.", language="en", kind="recommendation")
        >>> [(one.label, one.value) for one in found]
        [('acting', 'Cities'), ('strength', 'must')]
    """
    shown = text[:_READ]
    match kind:
        case cues.RECOMMENDATION:
            found = list(_demanded(shown, language))
        case cues.EXAMPLE:
            found = list(_told(shown, language))
        case cues.RESOURCE:
            found = list(_pointed(shown))
        case _:
            found = []
    return tuple(sorted(found, key=lambda one: (one.start, one.end, one.label)))


def _at(text: str, words: str, label: str) -> Iterator[Detail]:
    """Yield the detail where its words stand in the text; nothing if they do not."""
    start = text.find(words) if words else -1
    if start >= 0:
        yield Detail(label, words, start, start + len(words))


def _demanded(text: str, language: str) -> Iterator[Detail]:
    asked = demand(text) if language in {"en", "fr", "es"} else None
    acting = asked.acting if asked else ""
    pattern = _ACTING_BEFORE.get(language)
    if not acting and pattern and (match := pattern.search(text)):
        acting = match[1]
    yield from _at(text, acting, ACTING)
    for value, words in _STRENGTHS.get(language, ()):
        cue = whole_words(words).search(text.lower())
        if cue:
            yield Detail(STRENGTH, value, cue.start(), cue.end())
            break
    if asked and asked.influenced:
        start = max(0, text.lower().find(asked.influenced))
        end = start + len(asked.influenced) if asked.influenced in text.lower() else start
        yield Detail(INFLUENCED, asked.influenced, start, end)


def _told(text: str, language: str) -> Iterator[Detail]:
    for name in places(text)[:_MOST]:
        yield from _at(text, name, PLACE)
    for name in organisations(text)[:_MOST]:
        yield from _at(text, name, ORGANISATION)
    pattern = _OUTCOMES.get(language)
    outcome = pattern.search(text) if pattern else None
    if outcome:
        yield from _at(text, outcome.group().strip(), OUTCOME)


def _pointed(text: str) -> Iterator[Detail]:
    for url in addresses(text)[:_MOST]:
        yield from _at(text, url, ADDRESS)
    for pattern, label in ((_ISBN, NUMBER), (_DOI, NUMBER), (_LAW, LAW), (_TITLE, TITLE)):
        match = pattern.search(text)
        if match:
            group = 1 if pattern.groups else 0
            yield Detail(label, match[group], *match.span(group))
    year = _YEAR.search(text)
    if year:
        yield Detail(YEAR, year.group(), *year.span())
