"""Who is asked to do something, how strongly, and whom they are to move."""

import re
from dataclasses import dataclass, replace

from commonspace.analysis.reading.model import Addressee, Strength
from commonspace.analysis.reading.plain import folded, sentences

_CITIES = re.compile(
    r"\b(?:cit(?:y|ies)|municipalit\w+|local (?:and regional )?(?:authorit|government)\w*|mayors?"
    r"|(?:city |town |local )?councils?|city administrations?|lras?|towns?|villes?|communes?|maires"
    r"|collectivités|autorités locales|ciudades|municipios|ayuntamientos|alcald\w+"
    r"|autoridades locales)\b"
)
_CSOS = re.compile(
    r"\b(?:csos?|civil society\b[\w' ]*|ngos?|(?:civic |migrants' |community )?associations?"
    r"|société civile|ong|osc|sociedad civil|asociaciones|voluntary organi[sz]ations?)\b"
)
_NATIONAL = re.compile(
    r"\b(?:national (?:authorit|government)\w*|governments?|states?|parliaments?|ministr\w+"
    r"|central government|autorités nationales|gouvernements?|états?|gobiernos?|estados?"
    r"|autoridades nacionales)\b"
)
_WORLD = re.compile(
    r"\b(?:international (?:organi[sz]ations?|agencies|community|institutions?)|donors?|funders?"
    r"|united nations|un agencies|development banks?|bailleurs|donateurs|donantes"
    r"|organisations internationales|organizaciones internacionales)\b"
)
_NOT_NATIONAL = re.compile(r"\b(?:local|city|regional|municipal) governments?\b")
_STRENGTHS: tuple[tuple[Strength, re.Pattern[str]], ...] = (
    ("urge", re.compile(r"\burges?\b|\bcalls? (?:up)?on\b|\bexhortons\b|\binstamos\b")),
    (
        "must",
        re.compile(r"\bmust\b|\b(?:has|have) to\b|\bshall\b|\bdoi(?:t|vent)\b|\bdeben?\b(?! r)"),
    ),
    (
        "should",
        re.compile(r"\bshould\b|\bought to\b|\bdevrai(?:t|ent)\b|\bdeber[ií]an?\b"),
    ),
    (
        "need to",
        re.compile(
            r"\bneeds? (?:to|for)\b|\bil (?:faut|est nécessaire)\b|\bes necesario\b|\bnecesitan?\b"
        ),
    ),
    ("can", re.compile(r"\bcan\b|\bcould\b|\bpeu(?:t|vent)\b|\bpueden?\b")),
)
_SUBORDINATE = re.compile(
    r"(?:while|whilst|if|where|when|whenever|although|though|since|as|given that|because|after"
    r"|before|once|unless|until|in order|to|si|lorsque|quand|bien que|cuando|aunque)\b"
)
_RELATIVE = re.compile(r"\b(?:which|that|who|whereby|qui|que)\b[^,]*$")
_PASSIVE = re.compile(
    r"(?:\s+\w+ly|\s+also)*\s+be\s+(?:\w+ly\s+)?\w+(?:ed|en|ne|ght|lt|de|ut|et)\b"
)
_MOVES = re.compile(
    r"\b(?:advocat\w+|lobby\w*|campaign\w*|appeal\w*|push\w*|press\w*|call\w*|plead\w*|petition\w*)"
    r"\s+(?:for|on|upon|to|with|that)?\s*([^,;.]{1,60}?)\s+(?:to|for|should|must)\s"
    r"|\b(?:persuad\w+|convinc\w+|encourag\w+|influenc\w+)\s+([^,;.]{1,60}?)\s+to\s"
)
_FOR_WHOM = re.compile(r"\b(?:to|for|pour|aux|à|para|a)\b\s*:?\s*(.+)$")
_LONGEST_SENTENCE = 1500
_BARE_HEADING_WORDS = 6
_ACTOR_WORDS = 4
_NO_ACTOR = re.compile(
    r"\b(?:it|this|that|these|those|they|we|you|he|she|one|there|all|both|which|who|of|in|for|to|il|cela|nous"
    r"|esto|se|more|action|actions|policies|measures|efforts)\b"
)


@dataclass(frozen=True, slots=True)
class Demand:
    """Who acts, of what kind they are, whom they move, how strongly it is worded."""

    acting: str = ""
    addressee: Addressee | None = None
    influenced: Addressee | None = None
    strength: Strength | None = None


def party(text: str) -> Addressee | None:
    """Return the kind of party that a few words name, or ``None``."""
    low = folded(text)
    cities, csos = bool(_CITIES.search(low)), bool(_CSOS.search(low))
    if cities:
        return "cities and CSOs" if csos else "cities"
    if _WORLD.search(low):
        return "international organisations and donors"
    if _NATIONAL.search(_NOT_NATIONAL.sub("", low)):
        return "national authorities"
    return None


def party_of_heading(heading: str) -> Addressee | None:
    """Return whom a heading over recommendations speaks to, if it says so."""
    found = _FOR_WHOM.search(folded(heading))
    if found:
        return party(found[1])
    return party(heading) if len(heading.split()) <= _BARE_HEADING_WORDS else None


def demand(text: str) -> Demand:
    """Read the demand in a recommendation.

    The first main clause with a word of obligation counts; clauses that begin
    with "while", "if" or the like, and relative clauses, do not.
    """
    weak: Demand | None = None
    for sentence in sentences(text):
        found = _in_sentence(folded(sentence[:_LONGEST_SENTENCE]))
        if found and found.acting:
            found = replace(found, acting=_as_worded(found.acting, sentence))
        if found and found.strength == "urge":
            return found
        if found and (weak is None or (weak.addressee is None and weak.strength == "can")):
            weak = found
    return weak or Demand()


def _as_worded(folded_words: str, sentence: str) -> str:
    """Return the words as the sentence prints them."""
    pattern = r"\s+".join(re.escape(word).replace("'", "['’‘]") for word in folded_words.split())
    found = re.search(pattern, sentence, re.IGNORECASE)
    return found[0] if found else folded_words


def _in_sentence(sentence: str) -> Demand | None:
    best: tuple[int, Strength, int] | None = None
    for strength, cue in _STRENGTHS:
        for found in cue.finditer(sentence):
            if strength != "urge" and not _in_main_clause(sentence, found.start()):
                continue
            if best is None or strength == "urge" or found.start() < best[0]:
                best = (found.start(), strength, found.end())
            break
        if best and best[1] == "urge":
            break
    return _demand(sentence, *best) if best else None


def _clause_before(sentence: str, at: int) -> str:
    return re.split(r"[,:;–—(]", sentence[:at])[-1].strip()


def _in_main_clause(sentence: str, at: int) -> bool:
    clause = _clause_before(sentence, at)
    inside = _SUBORDINATE.match(clause) or _RELATIVE.search(clause) or " as " in f" {clause} "
    return not inside


def _demand(sentence: str, start: int, strength: Strength, end: int) -> Demand:
    if strength == "urge":
        target = re.split(r"\b(?:to|that|à|a)\b|[,;.]", sentence[end:])[0].strip()
        return Demand(acting=target, addressee=party(target), strength=strength)
    subject = _clause_before(sentence, start)
    if re.search(r"\bthere (?:is|are|also)\b", subject):
        subject = ""
    passive = bool(_PASSIVE.match(sentence, end)) and not subject.startswith("be ")
    acting = "" if passive else subject
    known = bool(acting) and _names_party_first(acting)
    moved = _MOVES.search(sentence, end)
    influenced = party(moved[1] or moved[2]) if moved else None
    return Demand(
        acting=acting if known or _is_actor(acting) else "",
        addressee=party(acting) if known else None,
        influenced=influenced,
        strength=strength,
    )


def _is_actor(subject: str) -> bool:
    """Whether a subject is short and plain enough to be somebody: "harbour boards"."""
    return 0 < len(subject.split()) <= _ACTOR_WORDS and not _NO_ACTOR.search(subject)


def _names_party_first(subject: str) -> bool:
    """Whether the head of a subject is a party: not "the role of cities", but "cities"."""
    head = re.split(r"\b(?:of|in|for|with|between|within|de|des|del|en)\b", subject)[0]
    return party(head) is not None or bool(_CSOS.search(head))
