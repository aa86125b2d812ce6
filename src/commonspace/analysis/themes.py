"""The themes of one question: grouped, named, quoted and counted, each idea once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from commonspace.analysis import grouping
from commonspace.analysis.drafts import Draft, Idea
from commonspace.analysis.labels import Namer, Naming
from commonspace.analysis.naming import weigh_phrases
from commonspace.analysis.results import Theme
from commonspace.analysis.settings import Settings
from commonspace.analysis.telling import Voice, most_telling
from commonspace.analysis.vectors import Embed, Vectors
from commonspace.analysis.words import count_words, normal_form, short_hash

_FEWEST_IDEAS = 4
_LEFT_OUT = -1
_FEWEST_NEIGHBOURS = 3
_IDEAS_PER_NEIGHBOUR = 6


@dataclass(frozen=True, slots=True)
class Grouped:
    """The themes of one question and, for each of its ideas, its theme and certainty."""

    themes: list[Theme]
    theme_of: dict[int, str]
    certainty: NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """One question's ideas and what the themes are made from.

    ``vectors`` and ``meaning`` have one row for each idea; ``campaign_of`` gives the campaign of a draft, by
    its index, if it has one.
    """

    question: str | None
    drafts: Sequence[Draft]
    ideas: Sequence[Idea]
    vectors: Vectors
    meaning: Vectors
    embed: Embed | None
    campaign_of: dict[int, str]

    def speaker(self, idea: int) -> Draft:
        """Return the draft that speaks for an idea."""
        return self.drafts[self.ideas[idea].representative]

    def statements(self, rows: Sequence[int]) -> tuple[int, ...]:
        """Return the indexes of every draft that says one of these ideas."""
        return tuple(sorted(member for row in rows for member in self.ideas[row].members))


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
        return Grouped([], {}, np.zeros(n))
    k = min(settings.neighbours, max(_FEWEST_NEIGHBOURS, n // _IDEAS_PER_NEIGHBOUR))
    graph = grouping.neighbour_graph(material.vectors, k)
    labels = grouping.communities(graph, resolution=settings.resolution, seed=settings.seed)
    stable = grouping.stability(
        graph,
        labels,
        resolution=settings.resolution,
        seed=settings.seed,
        resamples=settings.resamples,
    )
    certainty = grouping.membership(graph, labels)
    labels = np.where(certainty >= settings.min_certainty, labels, _LEFT_OUT)
    kept = [
        group
        for group in sorted(stable)
        if stable[group] >= settings.min_stability and _enough(material, labels, group, settings)
    ]
    namer = _namer(material)
    rows_of = {group: _rows(labels, group) for group in kept}
    weights = weigh_phrases(namer, rows_of, meaning=material.meaning, embed=material.embed)
    themes = {
        group: _theme(
            material,
            rows_of[group],
            namer.name(_by_nearness(material.vectors, rows_of[group]), weights.get(group)),
            stable[group],
            settings,
        )
        for group in kept
    }
    theme_of = {
        int(row): themes[group].key for group in kept for row in np.flatnonzero(labels == group)
    }
    upper = _parents(material, labels, themes, namer, settings)
    return Grouped(_ranked([*upper, *themes.values()], upper), theme_of, certainty)


def _rows(labels: grouping.Labels, group: int) -> list[int]:
    return [int(row) for row in np.flatnonzero(labels == group)]


def _contributors(material: Material, rows: Sequence[int]) -> set[str]:
    return {material.drafts[index].record.contributor for index in material.statements(rows)}


def _enough(material: Material, labels: grouping.Labels, group: int, settings: Settings) -> bool:
    return len(_contributors(material, _rows(labels, group))) >= settings.min_contributors


def _namer(material: Material) -> Namer:
    speakers = [material.speaker(row) for row in range(len(material.ideas))]
    return Namer(
        [speaker.quote for speaker in speakers],
        [speaker.language.language for speaker in speakers],
    )


def _theme(
    material: Material,
    rows: list[int],
    naming: Naming,
    stability: float,
    settings: Settings,
    level: str = "theme",
) -> Theme:
    near = _by_nearness(material.vectors, rows)
    voices = [_voice(material.speaker(row)) for row in rows]
    telling = most_telling(material.vectors, rows, voices, most=settings.max_quotations)
    statements = material.statements(rows)
    drafts = [material.drafts[index] for index in statements]
    spoken = [draft.language.language for draft in drafts]
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
        stability=stability,
        n_contributors=len({draft.record.contributor for draft in drafts}),
        n_organisations=len({d.record.organisation for d in drafts if d.record.organisation}),
        n_voices=_count_voices(material, statements),
        languages=tuple(sorted(set(spoken), key=lambda one: (-spoken.count(one), one))),
    )


def _by_nearness(vectors: Vectors, rows: Sequence[int]) -> list[int]:
    """Return the rows, nearest to their middle first."""
    own = vectors[list(rows)]
    order = np.argsort(-np.round(own @ own.mean(axis=0), 5), kind="stable")
    return [rows[place] for place in order]


def _voice(draft: Draft) -> Voice:
    return Voice(
        contributor=draft.record.contributor,
        organisation=draft.record.organisation,
        language=draft.language.language,
        words=count_words(draft.quote),
    )


def _count_voices(material: Material, statements: Sequence[int]) -> int:
    """Count contributors once, and a campaign once for all who only repeat its letter."""
    voices = set()
    for index in statements:
        campaign = material.campaign_of.get(index)
        contributor = material.drafts[index].record.contributor
        voices.add(("campaign", campaign) if campaign else ("contributor", contributor))
    return len(voices)


def _parents(
    material: Material,
    labels: grouping.Labels,
    themes: dict[int, Theme],
    namer: Namer,
    settings: Settings,
) -> list[Theme]:
    """Put many themes under fewer parents; the children learn their parent's key in place."""
    above = grouping.parents(material.vectors, labels, sorted(themes))
    children_of = {
        parent: [group for group in sorted(above) if above[group] == parent]
        for parent in sorted(set(above.values()))
    }
    rows_of = {
        parent: sorted(row for group in children for row in _rows(labels, group))
        for parent, children in children_of.items()
    }
    weights = weigh_phrases(namer, rows_of, meaning=material.meaning, embed=material.embed)
    upper = []
    for parent, children in children_of.items():
        rows = rows_of[parent]
        mean = float(np.mean([themes[group].stability for group in children]))
        near = _by_nearness(material.vectors, rows)
        naming = namer.name(near, weights.get(parent))
        theme = _theme(material, rows, naming, round(mean, 3), settings, level="parent")
        upper.append(theme)
        for group in children:
            themes[group] = replace(themes[group], parent=theme.key)
    return upper


def _ranked(themes: list[Theme], upper: list[Theme]) -> list[Theme]:
    """Order by voices; each parent is followed by its children."""
    rank = {theme.key: (-theme.n_voices, -theme.stability, theme.key) for theme in themes}
    above = {theme.key for theme in upper}

    def place(theme: Theme) -> tuple[tuple[float, float, str], bool, tuple[float, float, str]]:
        top = theme.parent or theme.key
        return rank[top], theme.key not in above, rank[theme.key]

    return sorted(themes, key=place)
