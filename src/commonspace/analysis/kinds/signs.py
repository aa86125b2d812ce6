"""Everything in a statement that a person could point at to say what it does."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from commonspace.analysis import cues
from commonspace.analysis.kinds.traits import MESSAGES, TRAITS
from commonspace.analysis.wording import Remark, gettext_noop, remark

ASKS, ASKS_OPENLY, ADDRESS, CITATION, COMMAND, TOLD, FIGURE = (
    "asks", "asks-openly", "address", "citation", "command", "told", "figure",
)  # fmt: skip
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\bdoi:\s*\S+|\b10\.\d{4,9}/\S+", re.IGNORECASE)
_ISBN = re.compile(r"\bISBN\b[\s:0-9xX-]{10,30}")
_CITATION = re.compile(r"\((?:19|20)\d\d[a-z]?\)|[“«\"][^”»\"]{8,120}[”»\"],? (?:19|20)\d\d")
_QUESTION_MARKS = ("?", "؟", "？")
_QUESTION_OPENER = re.compile(
    r"[¿]|(?:who|what|when|where|why|how|which|will|is|are|do|does|can|could|qui|quand|où|pourquoi|"
    r"comment|quel|quelle|est-ce|quién|qué|cuándo|dónde|cómo|cuál|quem|quando|onde|como|wer|wann|"
    r"wo|warum|wie|هل|كيف|لماذا|متى|أين|ماذا)\b",
    re.IGNORECASE,
)
_COMMANDS: dict[str, re.Pattern[str]] = {
    "en": re.compile(
        r"(?:please |also |then |always )?(?:create|provide|ensure|support|build|give|make|invest|fund|involve|include|"
        r"establish|develop|promote|strengthen|train|allow|open|offer|put|set up|recogni[sz]e|"
        r"protect|end|stop|tax|reduce|increase|improve|teach|hire|appoint|collect|plant|repair|fix|"
        r"extend|guarantee|grant|simplify|translate|listen|consult|engage|encourage|facilitate|"
        r"implement|introduce|adopt|raise|share|publish|remove|ban|let|bring|keep|use|work with|"
        r"ask|tell|pay|drill|separate|lower|limit|start|show|treat|respect|leave|move|close|print)\b(?!s\b)",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"(?!(?:premier|dernier|janvier|février|quartier|atelier|métier|loyer|papier|hier|foyer|chantier|particulier)\b)"
        r"(?:\w{3,}er|garantir|fournir|ouvrir|offrir|établir|investir|soutenir|mettre|permettre|"
        r"inclure|construire|réduire|promouvoir|traduire|rendre|prendre|\w{3,}ez)\s",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"(?!(?:mujer|alquiler|lugar|hogar|bar|mar|ayer|poder|taller|dolor)\b)"
        r"(?:\w{3,}(?:ar|er|ir)\s|(?:pongan|pregunten|paguen|den|dejen|vengan|abran|hagan|escuchen|mantengan|cuenten)\b)",
        re.IGNORECASE,
    ),
    "pt": re.compile(
        r"(?!(?:mulher|lugar|lar|mar|poder)\b)"
        r"(?:\w{3,}(?:ar|er|ir)\s|(?:ponham|perguntem|paguem|deem|deixem|venham|abram|façam|ouçam|mantenham|contem)\b)",
        re.IGNORECASE,
    ),
    "de": re.compile(
        r"(?:bitte\b|(?:fragt|gebt|lasst|hört|macht|baut|öffnet|zahlt|sorgt|stellt|nehmt)\b|"
        r"(?:stellen|sorgen|geben|machen|bauen|lassen|nehmen) sie\b|[^.!?]{3,80}? \w{3,}(?:en|ern|eln)[.!]?$)",
        re.IGNORECASE,
    ),
    "ar": re.compile(
        r"(?:توفير|إنشاء|تعزيز|ضمان|دعم|فتح|تدريب|إشراك|تسهيل|تحسين|إلغاء|وقف|تبسيط|ترجمة|زيادة|بناء|حماية|زراعة|فصل|تحديد|إتاحة)\s"
        r"|(?!قالوا|كانوا|كتبوا|جاؤوا|طلبوا|بدأوا)\w{2,}وا\s"
    ),
}
_LEADS = (
    (cues.RECOMMENDATION, cues.RECOMMENDING_LEADS),
    (cues.SERVICE, cues.OFFERING_LEADS),
    (cues.EXAMPLE, cues.EXAMPLE_LEADS),
    (cues.RESOURCE, cues.RESOURCE_LEADS),
    (cues.CHALLENGE, cues.CHALLENGE_LEADS),
)
_FIGURE = re.compile(r"\b\d[\d.,  ]*\b")
_TELLS = gettext_noop("tells what was done: “%(cue)s”")
_TELLS_FIGURE = gettext_noop("tells what was done, with a figure: %(cue)s")
_SAYS = gettext_noop("says “%(cue)s”")
_COMMANDS_WHAT = gettext_noop("opens with what to do: “%(cue)s”")
_STANDS_UNDER = gettext_noop("stands under “%(cue)s”")
_GIVES_ADDRESS = gettext_noop("gives a web address or identifier: %(cue)s")
_CITES = gettext_noop("reads like a citation: %(cue)s")
_ENDS_ASKING = gettext_noop("ends with a question mark")
_SHOWN = 60
_READ = 2000
_COUNTED = 3


@dataclass(frozen=True, slots=True)
class Sign:
    """Something pointed at: ``code`` is what was learnt about, ``reason`` what a person reads.

    ``kind`` is the kind that the sign stands for by itself, if any; ``weight`` how often and
    how strongly it was seen.
    """

    code: str
    weight: float
    reason: Remark
    kind: str = ""


def signs_of(text: str, language: str) -> list[Sign]:
    """Return every sign in a statement's own words."""
    folded = text.casefold()
    return [
        *_structure(text),
        *_cues(folded, language),
        *_traits(folded, language),
        *_command(text, language),
        *_telling(text, language),
    ]


def lead_sign(lead: str) -> Sign | None:
    """Return the sign that a heading or lead-in line gives for what stands under it."""
    folded = lead[:_READ].casefold()
    if not folded:
        return None
    found = [
        (match.start(), kind)
        for kind, pattern in _leads()
        if (match := pattern.search(folded)) is not None
    ]
    if not found:
        return None
    kind = min(found, key=lambda one: one[0])[1]
    return Sign("lead", 1.0, remark("lead", _STANDS_UNDER, cue=lead[:_SHOWN]), kind)


@lru_cache(maxsize=1)
def _leads() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(rf"(?<!\w)(?:{pattern})")) for kind, pattern in _LEADS)


def whole_words(lines: str) -> re.Pattern[str]:
    """Return a pattern for any of the lines, matched as whole words."""
    alternatives = "|".join(line.strip() for line in lines.splitlines() if line.strip())
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)")


@lru_cache(maxsize=64)
def _cue_patterns(language: str) -> tuple[tuple[str, float, re.Pattern[str]], ...]:
    table = cues.CUES.get(language, {})
    return tuple(
        (kind, weight, whole_words(lines))
        for kind, groups in table.items()
        for weight, lines in groups
    )


@lru_cache(maxsize=64)
def _trait_patterns(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = TRAITS.get(language, {})
    return tuple((trait, whole_words(lines)) for trait, lines in table.items())


def _found(pattern: re.Pattern[str], text: str) -> list[str]:
    return list(dict.fromkeys(match.group().strip() for match in pattern.finditer(text)))[:_COUNTED]


def _structure(text: str) -> Iterator[Sign]:
    if text.rstrip(" \"'”»)\n").endswith(_QUESTION_MARKS):
        code = ASKS_OPENLY if _QUESTION_OPENER.match(text) else ASKS
        yield Sign(code, 1.0, remark("asks", _ENDS_ASKING), cues.QUESTION)
    address = _ADDRESS.search(text) or _ISBN.search(text)
    if address:
        cue = address.group()[:_SHOWN]
        yield Sign(ADDRESS, 1.0, remark("address", _GIVES_ADDRESS, cue=cue), cues.RESOURCE)
    citation = _CITATION.search(text)
    if citation:
        cue = citation.group()[:_SHOWN]
        yield Sign(CITATION, 1.0, remark("citation", _CITES, cue=cue), cues.RESOURCE)


def _cues(folded: str, language: str) -> Iterator[Sign]:
    for kind, weight, pattern in _cue_patterns(language):
        code = f"{kind}-{'strong' if weight > 1 else 'weak'}"
        for rank, cue in enumerate(_found(pattern, folded)):
            yield Sign(code, 1.0 / (1 + rank), remark("cue", _SAYS, cue=cue[:_SHOWN]), kind)


def _traits(folded: str, language: str) -> Iterator[Sign]:
    for trait, pattern in _trait_patterns(language):
        for rank, cue in enumerate(_found(pattern, folded)):
            yield Sign(trait, 1.0 / (1 + rank), remark(trait, MESSAGES[trait], cue=cue[:_SHOWN]))


def _command(text: str, language: str) -> Iterator[Sign]:
    pattern = _COMMANDS.get(language)
    match = pattern.match(text) if pattern else None
    if match:
        cue = match.group().strip()[:_SHOWN]
        yield Sign(COMMAND, 1.0, remark("command", _COMMANDS_WHAT, cue=cue))


@lru_cache(maxsize=64)
def _told(language: str) -> re.Pattern[str] | None:
    pattern = cues.TOLD.get(language)
    return re.compile(pattern) if pattern else None


def _telling(text: str, language: str) -> Iterator[Sign]:
    """Something done, told with a figure, reads like an example."""
    pattern = _told(language)
    told = pattern.search(text) if pattern else None
    if told:
        cue = told.group().strip()[:_SHOWN]
        yield Sign(TOLD, 1.0, remark("told", _TELLS, cue=cue), cues.EXAMPLE)
        figure = _FIGURE.search(text)
        if figure:
            cue = figure.group().strip()
            yield Sign(FIGURE, 1.0, remark("figure", _TELLS_FIGURE, cue=cue), cues.EXAMPLE)
