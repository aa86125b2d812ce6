"""Naming a theme with phrases its statements use and the others do not.

Candidates are runs of one to four words that neither begin nor end with a stop word, hold none
but linking ones, and do not cross punctuation. They are scored by the log-odds of occurring in
a statement of this theme against the other statements of the same language, with an
informative prior, times how common they are in the theme and how rare in all (c-TF-IDF).

Source: Monroe, B., Colaresi, M., Quinn, K. (2008). Fightin' words. Political Analysis
16(4), 372-403.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from math import log, sqrt

from commonspace.analysis.stopwords import LINKING_WORDS, OPINION_WORDS, STOP_WORDS
from commonspace.analysis.words import surface_words

Key = tuple[str, ...]
_LONGEST = 4
_PRIOR = 20.0
_LENGTH_BONUS = (1.0, 1.6, 1.8, 1.7)
_NO_NOUN = 0.4
_ONLY_ASKED = 0.2
_WHOLE_THEME = 0.45
_SHARED = 0.12
_SHARED_WORD = 0.3
_MOST_PHRASES = 3
_MIN_TEXTS = 3
_KEYWORDS = 8
_SHORTLIST = 10
_LONGLIST = 150
_UNWEIGHED = 0.2
_SHORT_QUOTE = 14
_TITLE_WORDS = (5, 14)
_LARGE = 8
_SAYS = 3
_DIGIT = re.compile(r"\d")
_GAP = re.compile(r"[\s\-]+")
_PLURAL = {
    "de": re.compile(r"(?<=\w{4})(?:en|n|e|s)$"),
    "en": re.compile(r"(?<=\w{3}[^s])s$"),
    "fr": re.compile(r"(?<=\w{3})[sx]$"),
    "es": re.compile(r"(?<=\w{3})s$"),
    "pt": re.compile(r"(?<=\w{3})s$"),
}


@dataclass(frozen=True, slots=True)
class Naming:
    """A theme's label in its main language, its labels by language, and its keywords.

    ``is_quoted`` says that its texts share no phrase and the label is one of them.
    """

    label: str
    labels: tuple[tuple[str, str], ...]
    keywords: tuple[str, ...]
    is_quoted: bool = False


@dataclass(frozen=True, slots=True)
class _Phrase:
    key: Key
    score: float
    holders: frozenset[int]


class Namer:
    """Names the themes of one question; built once from all its texts."""

    def __init__(
        self,
        texts: Sequence[str],
        languages: Sequence[str],
        contributors: Sequence[str] | None = None,
        asked: str = "",
    ) -> None:
        """Collect the phrases of every text.

        Args:
            texts: The distinct statements of the question, or enough of them.
            languages: The language of each.
            contributors: Who said each; one person's phrase names no theme. Left out, each
                text counts as somebody else's.
            asked: The wording of the question: its own words say little of what is answered.
        """
        words = {word.casefold() for word, _start, _end in surface_words(asked)}
        self._asked = {lang: {_stem(word, lang) for word in words} for lang in set(languages)}
        self._texts = texts
        self._languages = languages
        self._contributors = contributors or list(map(str, range(len(texts))))
        self._known: dict[tuple[tuple[int, ...], str, bool], list[_Phrase]] = {}
        self._surfaces: dict[str, dict[Key, Counter[str]]] = defaultdict(
            lambda: defaultdict(Counter)
        )
        self._held: list[frozenset[Key]] = []
        self._totals: dict[str, Counter[Key]] = defaultdict(Counter)
        for text, language in zip(texts, languages, strict=True):
            keys = set()
            for key, surface in _phrases(text, language):
                keys.add(key)
                self._surfaces[language][key][surface] += 1
            self._held.append(frozenset(keys))
            self._totals[language].update(keys)
        self._sizes = Counter(languages)

    def shortlist(
        self, members: Sequence[int], *, among: Sequence[int] | None = None
    ) -> list[tuple[str, str]]:
        """Return the language and wording of the phrases that may name a theme, best first."""
        spoken = Counter(self._languages[member] for member in members)
        main = min(spoken, key=lambda language: (-spoken[language], language), default="")
        languages = sorted(lang for lang in spoken if spoken[lang] >= _MIN_TEXTS or lang == main)
        return [
            (language, self._shown(phrase.key, language))
            for language in languages
            for phrase in self._ranked(members, language, among)[:_SHORTLIST]
        ]

    def name(
        self,
        members: Sequence[int],
        weights: Mapping[str, float] | None = None,
        *,
        among: Sequence[int] | None = None,
        taken: Collection[str] = (),
    ) -> Naming:
        """Name one theme.

        The label is in the language most of its statements are in, unless only another
        language has phrases that enough of them share; where no language has, the middle
        statement speaks for itself.

        Args:
            members: Indexes of its texts, nearest to the middle first.
            weights: What each phrase's score is multiplied by, where known.
            among: The texts of the theme above, which its parts are told from; all when left out.
            taken: Labels and first phrases of other themes, not to be used again.

        Returns:
            The names; never empty.
        """
        spoken = Counter(self._languages[member] for member in members)
        order = sorted(spoken, key=lambda language: (-spoken[language], language))
        ranked = {lang: self._reranked(members, lang, weights or {}, among) for lang in order}
        ranked = {lang: self._own_first(phrases, lang, taken) for lang, phrases in ranked.items()}
        found = [
            (language, *self._label(ranked[language], spoken[language], language))
            for language in order
            if spoken[language] >= _MIN_TEXTS or language == order[0]
        ]
        labels = tuple((language, label) for language, label, _holders in found if label)
        keywords = tuple(self._shown(p.key, order[0]) for p in ranked[order[0]][:_KEYWORDS])
        strong = [
            label
            for _language, label, holders in found
            if label and (" " in label or holders >= _SHARED_WORD * len(members))
        ]
        own = [self._texts[m] for m in members if self._languages[m] == order[0]]
        label = strong[0] if strong else _shortened(_fitting(own))
        return Naming(
            label=label,
            labels=labels or ((order[0], label),),
            keywords=keywords,
            is_quoted=not strong,
        )

    def _ranked(
        self, members: Sequence[int], language: str, among: Sequence[int] | None
    ) -> list[_Phrase]:
        asked = tuple(members), language, among is None
        if asked not in self._known:
            self._known[asked] = self._rank(members, language, among)
        return self._known[asked]

    def _rank(
        self, members: Sequence[int], language: str, among: Sequence[int] | None
    ) -> list[_Phrase]:
        own = [member for member in members if self._languages[member] == language]
        holders: dict[Key, set[int]] = defaultdict(set)
        for member in own:
            for key in self._held[member]:
                holders[key].add(member)
        totals, size = self._totals[language], self._sizes[language]
        if among is not None:
            rest = [member for member in among if self._languages[member] == language]
            totals = Counter(key for member in rest for key in self._held[member] if key in holders)
            size = len(rest)
        phrases = [
            _Phrase(
                key,
                _score(len(who), len(own), totals[key], size) * self._worth(key, language),
                frozenset(who),
            )
            for key, who in holders.items()
            if len(who) > 1
        ]
        positive = sorted((p for p in phrases if p.score > 0), key=lambda p: (-p.score, p.key))
        said = (phrase for phrase in positive if self._said_by_several(phrase))
        return _without_parts(list(islice(said, _LONGLIST)))

    def _worth(self, key: Key, language: str) -> float:
        """Weigh a phrase by its form: longer ones say more, in German a lone word is a noun.

        Words of the question name its themes only where nothing else does.
        """
        worth = _LENGTH_BONUS[len(key) - 1]
        if self._asked[language].issuperset(key):
            worth *= _ONLY_ASKED
        noun = language != "de" or any(
            word[:1].isupper() for word in self._shown(key, language).split()
        )
        return worth if noun else worth * _NO_NOUN

    def _said_by_several(self, phrase: _Phrase) -> bool:
        first = self._contributors[next(iter(phrase.holders))]
        return any(self._contributors[holder] != first for holder in phrase.holders)

    def _reranked(
        self,
        members: Sequence[int],
        language: str,
        weights: Mapping[str, float],
        among: Sequence[int] | None,
    ) -> list[_Phrase]:
        ranked = self._ranked(members, language, among)
        if not weights:
            return ranked
        weighed = [
            _Phrase(
                p.key, p.score * weights.get(self._shown(p.key, language), _UNWEIGHED), p.holders
            )
            for p in ranked
        ]
        return sorted(weighed, key=lambda p: (-p.score, p.key))

    def _own_first(
        self, ranked: list[_Phrase], language: str, taken: Collection[str]
    ) -> list[_Phrase]:
        """Put phrases that already name another theme behind the others."""
        used = [self._shown(phrase.key, language).casefold() in taken for phrase in ranked]
        own = [phrase for phrase, is_used in zip(ranked, used, strict=True) if not is_used]
        return own + [phrase for phrase, is_used in zip(ranked, used, strict=True) if is_used]

    def _label(self, ranked: list[_Phrase], size: int, language: str) -> tuple[str, int]:
        """Return a label, if enough texts share its phrases, and how many do."""
        chosen: list[_Phrase] = []
        covered: set[int] = set()
        widely = [phrase for phrase in ranked if len(phrase.holders) >= _MIN_TEXTS]
        for phrase in widely if widely and size >= _LARGE else ranked:
            words = {word for other in chosen for word in other.key}
            if words & set(phrase.key):
                continue
            chosen.append(phrase)
            covered |= phrase.holders
            says_enough = len(chosen) > 1 or len(phrase.key) > 1
            covers_enough = len(covered) >= _WHOLE_THEME * size
            if len(chosen) == _MOST_PHRASES or (says_enough and covers_enough):
                break
        if len(covered) < _SHARED * size:
            return "", 0
        joined = ("، " if language == "ar" else ", ").join(
            self._shown(key, language) for key in self._side_by_side(chosen)
        )
        return joined[:1].upper() + joined[1:], len(covered)

    def _side_by_side(self, chosen: Sequence[_Phrase]) -> list[Key]:
        """Return the phrases of a label; two that several texts write together become one."""
        keys = [phrase.key for phrase in chosen]
        if len(keys) < 2:  # noqa: PLR2004 - nothing to put together
            return keys
        within = chosen[0].holders | chosen[1].holders
        for pair in (keys[0] + keys[1], keys[1] + keys[0]):
            if sum(pair in self._held[text] for text in within) > 1:
                return [pair, *keys[2:]]
        return keys

    def _shown(self, key: Key, language: str) -> str:
        surfaces = self._surfaces[language][key]
        return min(surfaces, key=lambda surface: (-surfaces[surface], surface))


def _score(inside: int, size: int, total: int, everything: int) -> float:
    """Score a phrase by how surely a theme's texts hold it more often than the others.

    Args:
        inside: Texts of the theme that hold it.
        size: Texts of the theme.
        total: Texts that hold it, the theme's included.
        everything: All texts, the theme's included.
    """
    prior = _PRIOR * total / max(1, everything)
    outside, others = total - inside, everything - size
    gap = _log_odds(inside + prior, size + _PRIOR) - _log_odds(outside + prior, others + _PRIOR)
    certainty = gap / sqrt(1 / (inside + prior) + 1 / (outside + prior))
    return certainty * sqrt(inside / size) * log(1 + everything / max(1, total))


def _log_odds(hits: float, size: float) -> float:
    return log(hits / max(size - hits, 1e-9))


def _without_parts(ranked: list[_Phrase]) -> list[_Phrase]:
    """Leave out phrases inside a longer one that nearly the same statements hold."""
    kept: list[_Phrase] = []
    for phrase in ranked:
        inside = any(
            set(phrase.key) <= set(other.key) and 2 * len(other.holders) >= len(phrase.holders)
            for other in kept
        )
        longer = any(set(other.key) < set(phrase.key) for other in kept)
        if not inside and not longer:
            kept.append(phrase)
    return kept


def _phrases(text: str, language: str) -> Iterator[tuple[Key, str]]:
    """Yield each candidate phrase of a text: its key for counting, and how it is written."""
    words = surface_words(text)
    stop, links = _small_words(language)
    folded = [word.casefold().replace("’", "'") for word, _start, _end in words]
    plain = [_without_elision(word, language) in stop or word in stop for word in folded]
    digits = [not word.isalpha() and _DIGIT.search(word) is not None for word in folded]
    keys = [_stem(word, language) for word in folded]
    for first in range(len(words)):
        if plain[first] or digits[first]:
            continue
        for last in range(first, min(first + _LONGEST, len(words))):
            if last > first and not _GAP.fullmatch(text, words[last - 1][2], words[last][1]):
                break
            if digits[last] or (plain[last] and folded[last] not in links):
                break
            if plain[last] or all(len(word) < _SAYS for word in folded[first : last + 1]):
                continue
            shown = text[words[first][1] : words[last][2]]
            yield tuple(keys[first : last + 1]), _written(shown, language)


@lru_cache(maxsize=32)
def _small_words(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words that no phrase begins or ends with, and those that may stand inside."""
    nothing: frozenset[str] = frozenset()
    stop = STOP_WORDS.get(language, nothing) | OPINION_WORDS.get(language, nothing)
    return stop, LINKING_WORDS.get(language, nothing)


def _written(shown: str, language: str) -> str:
    """Return a phrase as a label shows it: German keeps its capitals, and so do initials."""
    keeps = language == "de" or shown[:2].isupper()
    return " ".join((shown if keeps else shown.lower()).split())


def _without_elision(word: str, language: str) -> str:
    return word.split("'", 1)[1] if language == "fr" and "'" in word else word


def _stem(word: str, language: str) -> str:
    bare = _without_elision(word, language).removesuffix("'s")
    if language == "en" and bare.endswith("ies") and len(bare) > len("flies"):
        return f"{bare.removesuffix('ies')}y"
    plural = _PLURAL.get(language)
    if language == "ar" and bare.startswith("ال") and len(bare) > 4:  # noqa: PLR2004 - the article
        return bare[2:]
    return plural.sub("", bare) if plural else bare


def _fitting(texts: Sequence[str]) -> str:
    """Return the first text that can stand as a title by its length, without numbers if possible."""
    low, high = _TITLE_WORDS
    brief = [text for text in texts if low <= len(text.split()) <= high]
    without_numbers = [text for text in brief if not _DIGIT.search(text)]
    return next(iter(without_numbers or brief), texts[0])


def _shortened(text: str) -> str:
    words = text.split()
    return " ".join(words[:_SHORT_QUOTE]) + ("…" if len(words) > _SHORT_QUOTE else "")
