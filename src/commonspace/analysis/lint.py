"""Doubts about a set of proposed themes: mechanical rules over every theme and every pair.

A doubt is no verdict. It says in a sentence why a person should look before adopting a theme.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from commonspace.analysis.results import Theme, ThemeDoubt
from commonspace.analysis.wording import Remark, gettext_noop, remark
from commonspace.analysis.words import normal_words

_TOO_MANY = gettext_noop("%(themes)s themes are more than people can hold in mind: merge some")
_BROAD = gettext_noop("holds %(share)s %% of all that was said: it may be several themes")
_SMALL = gettext_noop("rests on %(voices)s voices only")
_UNSTABLE = gettext_noop(
    "only %(share)s %% of it comes back when a fifth of the statements is left out"
)
_ONE_PERSON = gettext_noop("one contributor said %(share)s %% of it")
_ONE_ORGANISATION = gettext_noop("all who name an organisation name the same one")
_ONE_LANGUAGE = gettext_noop("all of it is in one language, which chance alone would hardly give")
_CONTESTED = gettext_noop("%(support)s voices are for it and %(oppose)s against: tell both sides")
_OVERLAP = gettext_noop("%(share)s %% of the contributors of the two themes are in both")
_ALIKE = gettext_noop("two themes have nearly the same title")
_NEAR = gettext_noop("two themes lie so near each other that they may be one")

_MOST_THEMES = 25
_BROAD_SHARE = 0.4
_FEW_VOICES = 4
_STABLE = 0.5
_MOSTLY = 0.5
_FEWEST = 5
_CHANCE = 0.01
_OVERLAPPING = 0.6
_SAME_TITLE = 0.6
_ONE_THEME = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A theme and what the rules need beside it.

    ``statements_of`` counts statements by contributor; ``languages`` gives the language of
    each idea; ``nearness`` is the cosine of its middle to those of other themes, by key.
    """

    theme: Theme
    statements_of: dict[str, int]
    organisations: dict[str, int]
    languages: tuple[str, ...]
    nearness: dict[str, float]


def doubts_about(
    profiles: Sequence[Profile], *, statements: int, shares: dict[str, float]
) -> list[ThemeDoubt]:
    """List what speaks against the themes of one question.

    Args:
        profiles: All its themes, parents included, in the order they are shown.
        statements: Statements of the question, sorted or not.
        shares: Share of each language in the question's ideas.

    Returns:
        Doubts about the set first, then about each theme, then about pairs without kinship.
    """
    return [
        *_about_all(profiles),
        *(doubt for one in profiles for doubt in _about_one(one, statements, shares)),
        *_about_pairs(profiles),
    ]


def _about_all(profiles: Sequence[Profile]) -> Iterator[ThemeDoubt]:
    top = [one.theme for one in profiles if one.theme.parent is None]
    if len(top) > _MOST_THEMES:
        reason = remark("too-many", _TOO_MANY, themes=str(len(top)))
        yield ThemeDoubt(
            code="too-many", question=top[0].question, theme="", other="", reason=reason
        )


def _about_one(one: Profile, statements: int, shares: dict[str, float]) -> Iterator[ThemeDoubt]:
    for reason in (
        _size(one.theme, statements),
        _steadiness(one.theme),
        _speakers(one),
        _organisations(one),
        _language(one, shares),
        _sides(one.theme),
    ):
        if reason is not None:
            yield _doubt(one.theme, reason)


def _doubt(theme: Theme, reason: Remark, other: str = "") -> ThemeDoubt:
    return ThemeDoubt(
        code=reason.code, question=theme.question, theme=theme.key, other=other, reason=reason
    )


def _size(theme: Theme, statements: int) -> Remark | None:
    if theme.n_voices < _FEW_VOICES:
        return remark("small", _SMALL, voices=str(theme.n_voices))
    share = len(theme.statements) / max(1, statements)
    if share > _BROAD_SHARE:
        return remark("broad", _BROAD, share=str(round(100 * share)))
    return None


def _steadiness(theme: Theme) -> Remark | None:
    if theme.stability >= _STABLE:
        return None
    return remark("unstable", _UNSTABLE, share=str(round(100 * theme.stability)))


def _speakers(one: Profile) -> Remark | None:
    most = max(one.statements_of.values(), default=0)
    total = sum(one.statements_of.values())
    if total < _FEWEST or most <= _MOSTLY * total:
        return None
    return remark("one-person", _ONE_PERSON, share=str(round(100 * most / total)))


def _organisations(one: Profile) -> Remark | None:
    named = sum(one.organisations.values())
    if named >= _FEW_VOICES and len(one.organisations) == 1 and 2 * named > one.theme.n_voices:
        return remark("one-organisation", _ONE_ORGANISATION)
    return None


def _language(one: Profile, shares: dict[str, float]) -> Remark | None:
    spoken = set(one.languages)
    if len(spoken) != 1 or len(shares) < 2 or len(one.languages) < _FEWEST:  # noqa: PLR2004 - one alone is no choice
        return None
    chance = shares.get(next(iter(spoken)), 1.0) ** len(one.languages)
    return remark("one-language", _ONE_LANGUAGE) if chance < _CHANCE else None


def _sides(theme: Theme) -> Remark | None:
    if not theme.contested:
        return None
    support, oppose = str(theme.stances[0]), str(theme.stances[1])
    return remark("contested", _CONTESTED, support=support, oppose=oppose)


def _about_pairs(profiles: Sequence[Profile]) -> Iterator[ThemeDoubt]:
    """Compare every two themes, but no theme with its own parent."""
    titles = {one.theme.key: set(normal_words(one.theme.label)) for one in profiles}
    together = _met(profiles)
    for first, second in combinations(profiles, 2):
        if second.theme.key == first.theme.parent or first.theme.key == second.theme.parent:
            continue
        keys = first.theme.key, second.theme.key
        if _share(titles[keys[0]], titles[keys[1]]) >= _SAME_TITLE:
            yield _doubt(first.theme, remark("alike-titles", _ALIKE), keys[1])
        if first.nearness.get(keys[1], 0.0) >= _ONE_THEME:
            yield _doubt(first.theme, remark("near", _NEAR), keys[1])
        both = together.get(keys, 0)
        either = len(first.statements_of) + len(second.statements_of) - both
        if both >= _FEWEST and both >= _OVERLAPPING * either:
            share = str(round(100 * both / either))
            yield _doubt(first.theme, remark("overlap", _OVERLAP, share=share), keys[1])


def _met(profiles: Sequence[Profile]) -> dict[tuple[str, str], int]:
    """Count the contributors each two themes share."""
    themes_of: dict[str, list[str]] = defaultdict(list)
    for one in profiles:
        for contributor in one.statements_of:
            themes_of[contributor].append(one.theme.key)
    together: dict[tuple[str, str], int] = defaultdict(int)
    for keys in themes_of.values():
        for pair in combinations(keys, 2):
            together[pair] += 1
    return together


def _share(first: set[str], second: set[str]) -> float:
    return len(first & second) / max(1, len(first | second))
