"""The themes of one question: grouped, named, quoted and counted, each idea once."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from commonspace.analysis import grouping
from commonspace.analysis.drafts import Draft
from commonspace.analysis.labels import Naming
from commonspace.analysis.lint import Profile, doubts_about
from commonspace.analysis.material import Groups, Material, by_nearness
from commonspace.analysis.naming import name_groups
from commonspace.analysis.results import Theme, ThemeDoubt
from commonspace.analysis.settings import Settings
from commonspace.analysis.stance import is_contested
from commonspace.analysis.telling import Voice, most_telling
from commonspace.analysis.vectors import unit_rows
from commonspace.analysis.voices import count_sides
from commonspace.analysis.words import count_words, normal_form, short_hash

__all__ = ["Grouped", "Material", "group_question"]

_FEWEST_IDEAS = 4
_FEWEST_NEIGHBOURS = 3
_IDEAS_PER_NEIGHBOUR = 6
_MANY_IDEAS = 20_000
_OF_MANY = 4
_MOST_HEARD = 1500
_PART = 1 << 40
_GATHERED = 1 << 41


@dataclass(frozen=True, slots=True)
class Grouped:
    """The themes of one question, what speaks against them, and each idea's theme and certainty.

    ``graph`` joins each idea to its nearest ones; it is empty where there are too few ideas.
    """

    themes: list[Theme]
    theme_of: dict[int, str]
    certainty: NDArray[np.float64]
    doubts: list[ThemeDoubt]
    graph: csr_matrix


def group_question(material: Material, settings: Settings) -> Grouped:
    """Propose the themes of one question.

    Args:
        material: The question's ideas.
        settings: The dials.

    Returns:
        Themes ranked by voices, largest first, children after their parent. Ideas in groups
        of too few contributors, or that do not come back, have no theme.
    """
    n = len(material.ideas)
    if n < _FEWEST_IDEAS:
        return Grouped([], {}, np.zeros(n), [], csr_matrix((n, n), dtype=np.float64))
    k = min(settings.neighbours, max(_FEWEST_NEIGHBOURS, n // _IDEAS_PER_NEIGHBOUR))
    graph = grouping.neighbour_graph(material.vectors, k, seed=settings.seed)
    groups = _groups(material, graph, settings)
    themes, upper = _themes(material, groups, settings)
    theme_of = {row: upper[group].key for group, rows in groups.upper.items() for row in rows}
    theme_of |= {row: themes[group].key for group, rows in groups.rows.items() for row in rows}
    ranked = _ranked([*upper.values(), *themes.values()], {one.key for one in upper.values()})
    rows_of = {themes[group].key: rows for group, rows in groups.rows.items()}
    rows_of |= {upper[group].key: rows for group, rows in groups.upper.items()}
    doubts = _doubts(material, ranked, rows_of)
    return Grouped(ranked, theme_of, groups.certainty, doubts, graph)


def _groups(material: Material, graph: csr_matrix, settings: Settings) -> Groups:
    n = len(material.ideas)
    resamples = settings.resamples if n <= _MANY_IDEAS else min(settings.resamples, _OF_MANY)
    resolution, seed = settings.resolution, settings.seed
    trials = 3 if n <= _MANY_IDEAS else 1
    labels = grouping.communities(graph, resolution=resolution, seed=seed, trials=trials)
    stable = grouping.stability(
        graph, labels, resolution=resolution, seed=seed, resamples=resamples
    )
    parts, part_stable = grouping.split(
        graph,
        labels,
        above=settings.split_above,
        resolution=resolution,
        seed=seed,
        resamples=resamples,
    )
    sure = grouping.membership(graph, labels) >= settings.min_certainty
    certainty = grouping.membership(graph, parts)
    kept: dict[int, list[int]] = {}
    inside: dict[int, dict[int, list[int]]] = {}
    for group in sorted(stable):
        rows = _rows(sure & (labels == group))
        if stable[group] >= settings.min_stability and _enough(material, rows, settings):
            kept[group] = rows
            inside[group] = _parts(material, parts, rows, part_stable, settings)
    return _nested(material, kept, inside, stable, part_stable, certainty)


def _parts(
    material: Material,
    parts: grouping.Labels,
    rows: list[int],
    stable: Mapping[int, float],
    settings: Settings,
) -> dict[int, list[int]]:
    """Return the parts of a group that can stand as themes; none unless there are two.

    What lies in a part that cannot stand joins the part whose middle is nearest.
    """
    own = parts[rows]
    chosen = np.asarray(rows)
    standing = {
        int(part): held
        for part in np.unique(own)
        if stable.get(int(part), 0.0) >= settings.min_stability
        and _enough(material, held := chosen[own == part].tolist(), settings)
    }
    if len(standing) < 2:  # noqa: PLR2004 - one part is the whole
        return {}
    names = sorted(standing)
    middles = unit_rows(np.stack([material.vectors[standing[n]].mean(axis=0) for n in names]))
    strays = chosen[~np.isin(own, names)]
    nearest = np.argmax(np.round(material.vectors[strays] @ middles.T, 5), axis=1)
    return {
        name: sorted([*standing[name], *strays[nearest == place].tolist()])
        for place, name in enumerate(names)
    }


def _nested(
    material: Material,
    kept: dict[int, list[int]],
    inside: dict[int, dict[int, list[int]]],
    stable: Mapping[int, float],
    part_stable: Mapping[int, float],
    certainty: NDArray[np.float64],
) -> Groups:
    """Put parts under their groups; without any, gather many groups under fewer parents."""
    split = [group for group in kept if inside[group]]
    rows = {group: held for group, held in kept.items() if group not in split}
    upper = {group: kept[group] for group in split}
    above: dict[int, int] = {}
    stability = dict(stable)
    for group in split:
        for part, held in inside[group].items():
            name = _PART + part
            rows[name], above[name], stability[name] = held, group, part_stable[part]
    if not split:
        gathered = grouping.parents(material.vectors, rows)
        above = {group: _GATHERED + parent for group, parent in gathered.items()}
        for group in sorted(above):
            upper.setdefault(above[group], []).extend(rows[group])
        for parent, held in upper.items():
            held.sort()
            children = [stable[group] for group in above if above[group] == parent]
            stability[parent] = round(float(np.mean(children)), 3)
    return Groups(rows=rows, upper=upper, above=above, stability=stability, certainty=certainty)


def _rows(chosen: NDArray[np.bool_]) -> list[int]:
    found: list[int] = np.flatnonzero(chosen).tolist()
    return found


def _enough(material: Material, rows: Sequence[int], settings: Settings) -> bool:
    found: set[str] = set()
    for row in rows:
        found.update(
            material.drafts[index].record.contributor for index in material.ideas[row].members
        )
        if len(found) >= settings.min_contributors:
            return True
    return False


def _themes(
    material: Material, groups: Groups, settings: Settings
) -> tuple[dict[int, Theme], dict[int, Theme]]:
    """Make the themes of the finest groups and of those above; children know their parent."""
    near = {
        group: by_nearness(material.vectors, rows)
        for group, rows in (groups.rows | groups.upper).items()
    }
    asked = dict(settings.asked).get(material.question or "", "")
    namings = name_groups(material, groups, near, asked)

    def made(group: int, level: str, parent: str | None) -> Theme:
        theme = _theme(material, near[group], namings[group], settings, level)
        return replace(theme, stability=groups.stability[group], parent=parent)

    upper = {group: made(group, "parent", None) for group in groups.upper}
    parents = {group: upper[parent].key for group, parent in groups.above.items()}
    return {group: made(group, "theme", parents.get(group)) for group in groups.rows}, upper


def _theme(
    material: Material, near: list[int], naming: Naming, settings: Settings, level: str
) -> Theme:
    heard = sorted(near[:_MOST_HEARD])
    voices = [_voice(material.speaker(row)) for row in heard]
    telling = most_telling(material.vectors, heard, voices, most=settings.max_quotations)
    statements = material.statements(near)
    drafts = [material.drafts[index] for index in statements]
    spoken = Counter(draft.language.language for draft in drafts)
    sides = count_sides(material.drafts, statements, material.campaign_of)
    words = normal_form(material.speaker(near[0]).quote)
    return Theme(
        key=f"{level}-{short_hash(level, str(material.question), words)}",
        question=material.question,
        label=naming.label,
        labels=naming.labels,
        parent=None,
        keywords=naming.keywords,
        statements=statements,
        quotations=tuple(material.ideas[row].representative for row in telling),
        stability=0.0,
        n_contributors=len({draft.record.contributor for draft in drafts}),
        n_organisations=len({d.record.organisation for d in drafts if d.record.organisation}),
        n_voices=sum(sides),
        languages=tuple(sorted(spoken, key=lambda one: (-spoken[one], one))),
        medoid=material.ideas[near[0]].representative,
        stances=sides,
        contested=is_contested(sides[0], sides[1], sum(sides)),
    )


def _voice(draft: Draft) -> Voice:
    return Voice(
        contributor=draft.record.contributor,
        organisation=draft.record.organisation,
        language=draft.language.language,
        words=count_words(draft.quote),
    )


def _ranked(themes: list[Theme], above: set[str]) -> list[Theme]:
    """Order by voices; each parent is followed by its children."""
    rank = {theme.key: (-theme.n_voices, -theme.stability, theme.key) for theme in themes}

    def place(theme: Theme) -> tuple[tuple[float, float, str], bool, tuple[float, float, str]]:
        top = theme.parent or theme.key
        return rank[top], theme.key not in above, rank[theme.key]

    return sorted(themes, key=place)


def _doubts(
    material: Material, themes: Sequence[Theme], rows_of: Mapping[str, list[int]]
) -> list[ThemeDoubt]:
    if not themes:
        return []
    middles = unit_rows(
        np.stack([material.vectors[rows_of[theme.key]].mean(axis=0) for theme in themes])
    )
    nearness = np.round(middles @ middles.T, 3)
    keys = [theme.key for theme in themes]
    profiles = [
        _profile(material, theme, rows_of[theme.key], dict(zip(keys, row.tolist(), strict=True)))
        for theme, row in zip(themes, nearness, strict=True)
    ]
    spoken = Counter(material.speaker(row).language.language for row in range(len(material.ideas)))
    return doubts_about(
        profiles,
        statements=sum(len(idea.members) for idea in material.ideas),
        shares={language: count / spoken.total() for language, count in spoken.items()},
    )


def _profile(
    material: Material, theme: Theme, rows: Sequence[int], nearness: dict[str, float]
) -> Profile:
    records = [material.drafts[index].record for index in theme.statements]
    named = {one.contributor: one.organisation for one in records if one.organisation}
    return Profile(
        theme=theme,
        statements_of=Counter(one.contributor for one in records),
        organisations=Counter(named.values()),
        languages=tuple(material.speaker(row).language.language for row in rows),
        nearness=nearness,
    )
