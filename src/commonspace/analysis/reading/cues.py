"""Words in headings that say what stands under them (English, French, Spanish)."""

import re
from enum import Enum
from functools import lru_cache

from commonspace.analysis.reading.plain import folded


class Purpose(Enum):
    """What a list under a heading holds."""

    RECOMMENDATIONS = "recommendations"
    SERVICES = "services"
    RESOURCES = "resources"
    QUESTIONS = "questions"
    OBJECTIVES = "objectives"
    ORGANISERS = "organisers"


_CUES: dict[Purpose, re.Pattern[str]] = {
    Purpose.RECOMMENDATIONS: re.compile(
        r"\brecommend(?:s|ed|ations?)?\b|\brecommandations?\b|\brecomendaci[oó]n(?:es)?\b"
        r"|\bcalls? to action\b|\bwe ask\b|\bproposals?\b|\bempfehlungen\b"
    ),
    Purpose.SERVICES: re.compile(
        r"^\W*(?:\d+[.)]\s*)?(?:direct |our |key )?services?\b|^\W*servicios?\b"
        r"|\bservices?\b.*\b(?:can|could|provided?|offer(?:ed)?|offerts?|available)\b"
        r"|\bservicios?\b.*\b(?:ofrec\w+|pueden)\b|\bwhat [\w' ]{2,40} can (?:offer|provide|do)\b"
    ),
    Purpose.RESOURCES: re.compile(
        r"\bresources?\b|\breferences\b|\bbibliograph\w+\b|\bfurther reading\b|\bpublications\b"
        r"|\bressources\b|\brecursos\b|\bréférences\b|\breferencias\b|\bbibliograf[ií]a\b|\bliteratur\b"
    ),
    Purpose.QUESTIONS: re.compile(r"\bquestions?\b|\bpreguntas?\b|\bfragen\b"),
    Purpose.OBJECTIVES: re.compile(r"\bobjectives?\b|\baims\b|\bobjectifs?\b|\bobjetivos?\b"),
    Purpose.ORGANISERS: re.compile(
        r"\borgani[sz]ers?\b|\borgani[sz]ing (?:partners|institutions)\b|\bhosts\b"
        r"|\borganisateurs?\b|\borganizadores\b"
    ),
}
_GENERAL = re.compile(
    r"\W*(?:\d+[.)]\s*)?(?:general|other|further|additional|cross-cutting|overall|généra\w+|autres?"
    r"|otr[oa]s|complémentaires)\b"
)
_CHAPTER = re.compile(
    r"\W*(?:part|chapter|section|annex|appendix|partie|chapitre|annexe|parte|cap[ií]tulo|anexo"
    r"|anhang|kapitel|teil|introduction|conclusions?|background|method\w*|next steps)\b"
)
_CITIES = re.compile(
    r"\b(?:cit(?:y|ies)|municipalit\w+|councils?|local (?:and regional )?(?:authorit|government)\w*"
    r"|authorit(?:y|ies)|governments?|administrations?|mayors?|villes?|communes?|collectivités"
    r"|ciudades|municipios|ayuntamientos|operators?|boards?)\b"
)
_DIRECT = re.compile(
    r"\bdirect\w*\b|\b(?:population|people|residents?|families|users?|beneficiaries|habitants"
    r"|personas|familias|communities|migrants?|refugees|citizens|households?|members)\b"
)


_NOT_LISTS = re.compile(
    r"\b(?:background|methods?|methodology|how we|about|responses?|progress|previous|status|lack of"
    r"|human resources|water resources|natural resources|limited|scarce)\b"
)
_CLOSERS = re.compile(
    r"\W*(?:\d+[.)]\s*)?(?:conclusions?|next steps|about|acknowledge?ments?|thanks|contacts?|contents"
    r"|glossary|limitations?|method\w*|further information|what happens next|remerciements"
    r"|prochaines étapes|próximos pasos|agradecimientos|findings|results|challenges|opportunities)\b"
)


def closes_list(heading: str) -> bool:
    """Whether a heading opens something that is not part of the list before it."""
    return bool(_CLOSERS.match(folded(heading)))


@lru_cache(maxsize=4096)
def purposes(heading: str) -> frozenset[Purpose]:
    """Return every purpose a heading names."""
    text = folded(heading)
    if _NOT_LISTS.search(text):
        return frozenset()
    return frozenset(purpose for purpose, cue in _CUES.items() if cue.search(text))


def is_general(heading: str) -> bool:
    """Whether a heading says that what follows belongs to no single question."""
    return bool(_GENERAL.match(folded(heading)))


def is_chapter(heading: str) -> bool:
    """Whether a heading opens a part of the document."""
    return bool(_CHAPTER.match(folded(heading)))


def audience_of(heading: str) -> str | None:
    """Return "direct" or "cities" where a heading says for whom a service is."""
    text = folded(heading)
    if _DIRECT.search(text) and not re.match(r"(?:to )?support", text):
        return "direct"
    return "cities" if _CITIES.search(text) else None
