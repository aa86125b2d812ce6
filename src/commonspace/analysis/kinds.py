"""What a statement does, by its structure and cue words, each time with the reason.

No model is hidden here: the kind is the one whose cues weigh most, and the reason names the
strongest of them. A person who disagrees can see why the machine erred.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from commonspace.analysis import cues
from commonspace.analysis.wording import Remark, gettext_noop, remark

KINDS = ("position", "example", "recommendation", "service", "challenge", "question", "resource")
_ADDRESS = re.compile(r"https?://\S+|www\.\S+|\bdoi:\s*\S+|\b10\.\d{4,9}/\S+", re.IGNORECASE)
_ISBN = re.compile(r"\bISBN\b[\s:0-9xX-]{10,}")
_CITATION = re.compile(r"\((?:19|20)\d\d[a-z]?\)|[“«\"][^”»\"]{8,120}[”»\"],? (?:19|20)\d\d")
_ASKS = ("?", "؟", "？")
_QUESTION_OPENER = re.compile(
    r"[¿]|(?:who|what|when|where|why|how|which|will|is|are|do|does|can|could|qui|quand|où|pourquoi|"
    r"comment|quel|quelle|est-ce|quién|qué|cuándo|dónde|cómo|cuál|quem|quando|onde|como|wer|wann|"
    r"wo|warum|wie|هل|كيف|لماذا|متى|أين|ماذا)\b",
    re.IGNORECASE,
)
_COMMAND = {
    "en": re.compile(
        r"(?:please |also |then |always )?(?:create|provide|ensure|support|build|give|make|invest|fund|involve|include|"
        r"establish|develop|promote|strengthen|train|allow|open|offer|put|set up|recogni[sz]e|"
        r"protect|end|stop|tax|reduce|increase|improve|teach|hire|appoint|collect|plant|repair|fix|"
        r"extend|guarantee|grant|simplify|translate|listen|consult|engage|encourage|facilitate|"
        r"implement|introduce|adopt|raise|share|publish|remove|ban|let|bring|keep|use|work with)\b(?!s\b)",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"(?!(?:premier|dernier|janvier|février|quartier|atelier|métier|loyer|papier|hier|foyer|chantier|particulier)\b)"
        r"(?:\w{3,}er|garantir|fournir|ouvrir|offrir|établir|investir|soutenir|mettre|permettre|"
        r"inclure|construire|réduire|promouvoir|traduire|rendre|prendre|\w{3,}ez)\s",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"(?!(?:mujer|alquiler|lugar|hogar|bar|mar|ayer|poder|taller|dolor)\b)(?:\w{3,}(?:ar|er|ir))\s",
        re.IGNORECASE,
    ),
    "pt": re.compile(
        r"(?!(?:mulher|lugar|lar|mar|poder)\b)(?:\w{3,}(?:ar|er|ir))\s", re.IGNORECASE
    ),
    "ar": re.compile(
        r"(?:توفير|إنشاء|تعزيز|ضمان|دعم|فتح|تدريب|إشراك|تسهيل|تحسين|إلغاء|وقف|تبسيط|ترجمة|زيادة|بناء|حماية)\s"
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
_COMMANDS = gettext_noop("opens with what to do: “%(cue)s”")
_STANDS_UNDER = gettext_noop("stands under “%(cue)s”")
_GIVES_ADDRESS = gettext_noop("gives a web address or identifier: %(cue)s")
_CITES = gettext_noop("reads like a citation: %(cue)s")
_ENDS_ASKING = gettext_noop("ends with a question mark")
_NO_CUE = gettext_noop("has no word that shows anything else")
_ORDER = {kind: rank for rank, kind in enumerate(reversed(KINDS))}
_SHOWN = 60
_ENOUGH = 1.5


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind, the reason for it, and how far it leads over the next, 0 to 1."""

    kind: str
    reason: Remark
    certainty: float


@dataclass(frozen=True, slots=True)
class _Sign:
    kind: str
    weight: float
    reason: Remark


@lru_cache(maxsize=64)
def _patterns(language: str) -> tuple[tuple[str, float, re.Pattern[str]], ...]:
    table = cues.CUES.get(language, {})
    return tuple(
        (kind, weight, _whole_words(lines))
        for kind, groups in table.items()
        for weight, lines in groups
    )


def _whole_words(lines: str) -> re.Pattern[str]:
    alternatives = "|".join(line.strip() for line in lines.splitlines() if line.strip())
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)")


@lru_cache(maxsize=64)
def _opposition(language: str) -> re.Pattern[str] | None:
    lines = cues.OPPOSITION.get(language)
    return _whole_words(lines) if lines else None


def opposes(text: str, language: str) -> str | None:
    """Return the word by which a statement opposes something, if it has one."""
    pattern = _opposition(language)
    match = pattern.search(text.casefold()) if pattern else None
    return match.group() if match else None


def classify(text: str, *, language: str, lead: str = "") -> Kind:
    """Say what a statement does.

    Args:
        text: The statement's words.
        language: ISO 639-1 code; languages without a cue table are judged by structure alone.
        lead: Heading or lead-in line the statement stood under.

    Returns:
        The kind with its reason; "position" when nothing shows anything else.

    Example:
        >>> found = classify("Cities should register every child.", language="en")
        >>> found.kind, str(found.reason)
        ('recommendation', 'says “should”')
    """
    signs = [*_structure(text), *_cue_signs(text, language), *_lead_signs(lead)]
    signs += [*_command(text, language, lead), *_telling(text, language)]
    scores: dict[str, float] = {}
    for sign in signs:
        scores[sign.kind] = scores.get(sign.kind, 0.0) + sign.weight
    best = max(scores, key=lambda kind: (scores[kind], _ORDER[kind]), default=cues.POSITION)
    if scores.get(best, 0.0) < _ENOUGH:
        return _without_strong_cue(best, scores, signs)
    strongest = max((s for s in signs if s.kind == best), key=lambda s: s.weight)
    others = sum(weight for kind, weight in scores.items() if kind != best)
    return Kind(best, strongest.reason, round(scores[best] / (scores[best] + others + 0.5), 3))


def _without_strong_cue(best: str, scores: dict[str, float], signs: list[_Sign]) -> Kind:
    """Take a weak cue only for kinds where one word is telling; otherwise call it a position."""
    telling = {cues.RECOMMENDATION, cues.CHALLENGE, cues.POSITION}
    if best in telling and scores.get(best):
        reason = next(sign.reason for sign in signs if sign.kind == best)
        return Kind(best, reason, 0.4)
    return Kind(cues.POSITION, remark("no-cue", _NO_CUE), 0.3)


def _structure(text: str) -> Iterator[_Sign]:
    if text.rstrip(" \"'”»)").endswith(_ASKS):
        weight = 5.0 if _QUESTION_OPENER.match(text) else 3.0
        yield _Sign(cues.QUESTION, weight, remark("asks", _ENDS_ASKING))
    address = _ADDRESS.search(text) or _ISBN.search(text)
    if address:
        cue = address.group()[:_SHOWN]
        yield _Sign(cues.RESOURCE, 5.0, remark("address", _GIVES_ADDRESS, cue=cue))
    citation = _CITATION.search(text)
    if citation:
        cue = citation.group()[:_SHOWN]
        yield _Sign(cues.RESOURCE, 1.5, remark("citation", _CITES, cue=cue))


def _command(text: str, language: str, lead: str) -> Iterator[_Sign]:
    """An opening command asks something of somebody, unless it stands in a list of offers."""
    pattern = _COMMAND.get(language)
    match = pattern.match(text) if pattern else None
    if match:
        offered = any(sign.kind == cues.SERVICE for sign in _lead_signs(lead))
        kind = cues.SERVICE if offered else cues.RECOMMENDATION
        cue = match.group().strip()
        yield _Sign(kind, 2.0, remark("command", _COMMANDS, cue=cue))


def _telling(text: str, language: str) -> Iterator[_Sign]:
    """Something done, told with a figure, reads like an example."""
    pattern = cues.TOLD.get(language)
    told = re.search(pattern, text) if pattern else None
    figure = _FIGURE.search(text)
    if told:
        cue = told.group().strip()
        yield _Sign(cues.EXAMPLE, 1.0, remark("told", _TELLS, cue=cue))
        if figure:
            cue = figure.group().strip()
            yield _Sign(cues.EXAMPLE, 1.0, remark("figure", _TELLS_FIGURE, cue=cue))


def _cue_signs(text: str, language: str) -> Iterator[_Sign]:
    folded = text.casefold()
    for kind, weight, pattern in _patterns(language):
        found = list(dict.fromkeys(match.group() for match in pattern.finditer(folded)))[:3]
        for rank, cue in enumerate(found):
            yield _Sign(kind, weight / (1 + rank), remark("cue", _SAYS, cue=cue))


def _lead_signs(lead: str) -> Iterator[_Sign]:
    folded = lead.casefold()
    for kind, pattern in _LEADS:
        if folded and re.search(rf"(?<!\w)(?:{pattern})", folded):
            yield _Sign(kind, 2.5, remark("lead", _STANDS_UNDER, cue=lead[:_SHOWN]))
