"""Words such as "most" in a finding, held against the count they stand for.

The rule itself is ``analysis.counting.quantity_word``; here its four words are found in a text
in English, French, Spanish and Arabic, where they speak of those who contributed.
"""

import re
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override, pgettext_lazy

from commonspace.evidence.queries import Support

PLACEHOLDER = "{quantity}"

WORDS: dict[str, Promise] = {
    "most": pgettext_lazy("quantity", "most"),
    "many": pgettext_lazy("quantity", "many"),
    "some": pgettext_lazy("quantity", "some"),
    "one": pgettext_lazy("quantity", "one"),
    "none": pgettext_lazy("quantity", "none"),
}

_WHO = {
    "en": r"(?:(?:[\w’'-]+\s+){0,2}?(?:contributors?|participants?|organi[sz]ations?|associations?|groups?"
    r"|unions?|networks?|voices?|answers?|contributions?|CSOs?|NGOs?|people who|those who|of those|of them)\b"
    r"|(?:say|said|ask|asked|agree[ds]?|want|report|describe|call|warn|add|argue|stress|believe)\b)",
    "fr": r"(?:(?:de\s|des\s|d’|d'|les\s)?(?:[\w’'-]+\s+){0,2}?(?:contributeurs?|contributrices?|participante?s?"
    r"|organisations?|associations?|groupes?|syndicats?|réseaux|voix|réponses?|contributions?|ONG|OSC)\b"
    r"|(?:disent|demandent|soulignent|estiment|rappellent|décrivent|proposent)\b)",
    "es": r"(?:(?:de\s|de\slas?\s|de\slos\s|las?\s|los\s)?(?:[\w’'-]+\s+){0,2}?(?:contribuyentes?|participantes?"
    r"|organizaci[oó]n(?:es)?|asociaci[oó]n(?:es)?|grupos?|sindicatos?|redes|voces|respuestas?|contribuciones?"
    r"|aportaciones?|ONG|OSC)\b|(?:dicen|piden|señalan|subrayan|recuerdan|describen|proponen)\b)",
    "ar": r"(?:(?:من\s)?(?:ال)?(?:مساهم|مشارك|منظم|جمعي|مجموع|نقاب|شبك|أصوات|إجاب|مساهمات)\w*"
    r"|(?:ممن|من\sالذين|قال|قالوا|يطلب|يطلبون|طالب)\w*)",
}
_SAYS = {
    "en": {
        "most": r"(?:most|(?:a|the)\s+(?:\w+\s+)?majority\s+of|nearly all|almost all|all)(?:\s+of)?(?:\s+the)?",
        "many": r"(?:many|numerous|a\s+large\s+number\s+of)(?:\s+of)?(?:\s+the)?",
        "some": r"(?:some|several|a\s+few|a\s+number\s+of)(?:\s+of)?(?:\s+the)?",
        "one": r"(?:one|a\s+single|only\s+one)",
    },
    "fr": {
        "most": r"(?:la\s+plupart|(?:la|une)\s+(?:\w+\s+)?majorité|presque\s+tou(?:te)?s|tou(?:te)?s)",
        "many": r"(?:beaucoup|de\s+nombreu(?:x|ses)|nombre|un\s+grand\s+nombre)",
        "some": r"(?:certaine?s|quelques|plusieurs)",
        "one": r"(?:une?\s+seule?)",
    },
    "es": {
        "most": r"(?:la\s+(?:gran\s+)?mayoría|la\s+mayor\s+parte|casi\s+tod[oa]s|tod[oa]s)",
        "many": r"(?:much[oa]s|numeros[oa]s|un\s+gran\s+número)",
        "some": r"(?:algun[oa]s|vari[oa]s|un[oa]s\s+cuant[oa]s)",
        "one": r"(?:un[oa]?\s+sol[oa]|un\s+único|una\s+única)",
    },
    "ar": {
        "most": r"(?:معظم|أغلب|غالبية|أغلبية|جميع|كل)",
        "many": r"(?:كثير(?:ون)?|العديد|عدد\s+كبير)(?:\s+من)?",
        "some": r"(?:بعض|عدد\s+من)",
        "one": r"(?:واحدة?\s+من|مساهم\s+واحد|جهة\s+واحدة)",
    },
}
_PATTERNS = [
    (quantity, re.compile(rf"(?<!\w)({words})\s+{_WHO[language]}", re.IGNORECASE))
    for language, says in _SAYS.items()
    for quantity, words in says.items()
]
_CONSENSUS = re.compile(
    r"(?<!\w)((?:general|broad)\s+consensus|consensus among|unanimously|everybody agree[sd]"
    r"|consensus général|à l’unanimité|consenso general|por unanimidad|بالإجماع)(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A quantity word found in a text: what was written, and which of our words it is."""

    written: str
    quantity: str
    start: int


def claims_in(text: str) -> list[Claim]:
    """Return the quantity words by which a text speaks of its contributors, in order.

    Example:
        >>> [claim.quantity for claim in claims_in("Most contributors ask for it; some unions do not.")]
        ['most', 'some']
    """
    found = [
        Claim(written=match[1], quantity=quantity, start=match.start())
        for quantity, pattern in _PATTERNS
        for match in pattern.finditer(text)
    ]
    found += [
        Claim(written=match[1], quantity="most", start=match.start())
        for match in _CONSENSUS.finditer(text)
    ]
    first: dict[int, Claim] = {}
    for claim in found:
        first.setdefault(claim.start, claim)
    return [first[start] for start in sorted(first)]


def disagreement(text: str, support: Support) -> str:
    """Say where the text's own quantity word and the count part ways; blank where they agree.

    Only the first quantity word is held against the count: later ones speak of parts of it.
    """
    claim = next(iter(claims_in(text)), None)
    if claim is None or claim.quantity == support.quantity:
        return ""
    return _("The text says “%(written)s”, the count says %(n)d of %(of)d: “%(word)s”.") % {
        "written": claim.written,
        "n": support.contributors,
        "of": max(support.of, support.contributors),
        "word": WORDS[support.quantity],
    }


def with_quantity(text: str, support: Support, language: str) -> str:
    """Fill the place kept for a quantity word with the one the rule allows, in the text's language."""
    with override(language):
        word = str(WORDS[support.quantity])
    if text.startswith(PLACEHOLDER):
        text = word[:1].upper() + word[1:] + text[len(PLACEHOLDER) :]
    return text.replace(PLACEHOLDER, word)
