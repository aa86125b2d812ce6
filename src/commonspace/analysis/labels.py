"""Naming a theme with phrases its statements use and the others do not.

Candidates (``phrases.py``) are scored by the log-odds of occurring in a statement of this theme
against the other statements of the same language, with an informative prior, times how common
they are in the theme and how rare in all (c-TF-IDF). Where the theme's statements share too
few, one of them speaks for all.

Source: Monroe, B., Colaresi, M., Quinn, K. (2008). Fightin' words. Political Analysis
16(4), 372-403.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from math import log, sqrt

from commonspace.analysis.phrases import Key, are_kin, gist, phrases, stem
from commonspace.analysis.words import quoted, surface_words

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
_QUOTABLE = 150
_SURE = 1000
_ASKS = 0.5
_LARGE = 8


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
        self._asked = {lang: {stem(word, lang) for word in words} for lang in set(languages)}
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
            for said in phrases(text, language):
                keys.add(said.key)
                self._surfaces[language][said.key][said.shown] += _SURE if said.is_sure else 1
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
            taken: The gist of the first phrases of other themes, not to be used again.

        Returns:
            The names; never empty.
        """
        spoken = Counter(self._languages[member] for member in members)
        order = sorted(spoken, key=lambda language: (-spoken[language], language))
        ranked = {lang: self._reranked(members, lang, weights or {}, among) for lang in order}
        ranked = {lang: self._own_first(phrases, lang, taken) for lang, phrases in ranked.items()}
        found = [
            (language, *self._label(ranked[language], spoken[language], language, taken))
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
        own = [member for member in members if self._languages[member] == order[0]]
        label = strong[0] if strong else self._quoted(own, ranked[order[0]], order[0])
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
        used = [gist(self._shown(phrase.key, language)) in taken for phrase in ranked]
        own = [phrase for phrase, is_used in zip(ranked, used, strict=True) if not is_used]
        return own + [phrase for phrase, is_used in zip(ranked, used, strict=True) if is_used]

    def _label(
        self, ranked: list[_Phrase], size: int, language: str, taken: Collection[str]
    ) -> tuple[str, int]:
        """Return a label, if enough texts share its phrases, and how many do."""
        widely = [phrase for phrase in ranked if len(phrase.holders) >= _MIN_TEXTS]
        chosen: list[_Phrase] = []
        covered: set[int] = set()
        shown: list[str] = []
        for phrase in _unlike(widely if widely and size >= _LARGE else ranked):
            chosen.append(phrase)
            covered |= phrase.holders
            shown = [self._shown(key, language) for key in self._side_by_side(chosen)]
            says_enough = len(chosen) > 1 or len(phrase.key) > 1
            is_its_own = len(shown) > 1 or gist(shown[0]) not in taken
            if says_enough and is_its_own and len(covered) >= _WHOLE_THEME * size:
                break
        if len(covered) < _SHARED * size:
            return "", 0
        joined = ("، " if language == "ar" else ", ").join(shown)
        keeps = any(letter.isupper() for letter in joined.split(" ")[0])
        return joined if keeps else joined[:1].upper() + joined[1:], len(covered)

    def _quoted(self, members: Sequence[int], ranked: Sequence[_Phrase], language: str) -> str:
        """Return, in quotation marks, the text of fitting length that holds most of what the theme's texts share.

        Of those that hold as much, the nearest to the middle; a question says less than an answer.
        """
        low, high = _TITLE_WORDS
        near = members[:_QUOTABLE]
        brief = [one for one in near if low <= len(self._texts[one].split()) <= high]

        def telling(member: int) -> tuple[float, bool]:
            text = self._texts[member]
            held = sum(phrase.score for phrase in ranked[:_KEYWORDS] if member in phrase.holders)
            is_plain = "?" not in text and not any(map(str.isdigit, text))
            return held * (1 if is_plain else _ASKS), is_plain

        chosen = self._texts[max(brief, key=telling, default=members[0])]
        return quoted(_shortened(chosen), language)

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


def _unlike(ranked: Iterable[_Phrase]) -> Iterator[_Phrase]:
    """Yield up to three phrases, none with a form of a word that one before it has."""
    words: set[str] = set()
    chosen = 0
    for phrase in ranked:
        if chosen < _MOST_PHRASES and not any(are_kin(a, b) for a in phrase.key for b in words):
            yield phrase
            words.update(phrase.key)
            chosen += 1


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


def _shortened(text: str) -> str:
    words = text.split()
    return " ".join(words[:_SHORT_QUOTE]) + ("…" if len(words) > _SHORT_QUOTE else "")
