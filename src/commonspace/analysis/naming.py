"""Naming the themes of a question: which texts name them, and which phrases mean what they mean.

Shared words alone make labels such as "city" or "asked". Where an embedder is at hand, each
candidate phrase is weighed by how much nearer it lies to the middle of its own theme than
to the middles of the others.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from commonspace.analysis.labels import Namer, Naming
from commonspace.analysis.material import Groups, Material
from commonspace.analysis.phrases import gist
from commonspace.analysis.vectors import Vectors, Views, centre, unit_rows

Weights = dict[str, float]
_LEAST = 0.2
_READ_WHOLE = 6_000
_NEAREST_READ = 150
_MOST_READ = 400
_OTHERS_READ = 2000


def name_groups(
    material: Material, groups: Groups, near: Mapping[int, Sequence[int]], asked: str = ""
) -> dict[int, Naming]:
    """Name every group; a part is told from the other parts of its group.

    Of more than 6,000 ideas only some are read: of each group the 150 nearest to its middle
    and 250 spread over the others, and 2,000 of those in no group.

    Args:
        material: The question's ideas.
        groups: Which ideas go together.
        near: The ideas of each group, nearest to its middle first.
        asked: The wording of the question, where known.

    Returns:
        The names of each group, upper ones included.
    """
    read = _read(len(material.ideas), groups, near)
    place = {row: position for position, row in enumerate(read)}
    speakers = [material.speaker(row) for row in read]
    namer = Namer(
        [speaker.quote for speaker in speakers],
        [speaker.language.language for speaker in speakers],
        [speaker.record.contributor for speaker in speakers],
        asked,
    )
    members = {group: [place[row] for row in rows if row in place] for group, rows in near.items()}
    among = {group: members[parent] for group, parent in groups.above.items()}
    weights: dict[int, Weights] = {}
    for level in (groups.rows, groups.upper):
        shortlists = {
            group: namer.shortlist(members[group], among=among.get(group)) for group in level
        }
        weights |= weigh_phrases(shortlists, near, material)
    names: dict[int, Naming] = {}
    taken: set[str] = set()
    for group in sorted(near, key=lambda one: (one not in groups.upper, -len(near[one]), one)):
        names[group] = namer.name(
            members[group], weights.get(group), among=among.get(group), taken=taken
        )
        taken.update(_first_phrases(names[group]))
    return names | _after_their_parts(names, groups)


def _after_their_parts(names: Mapping[int, Naming], groups: Groups) -> dict[int, Naming]:
    """Name groups that share no phrase after their two largest parts that do."""
    parts: dict[int, list[int]] = defaultdict(list)
    for group in sorted(groups.above, key=lambda one: (-len(groups.rows[one]), one)):
        if not names[group].is_quoted:
            parts[groups.above[group]].append(group)
    return {
        parent: _joined([names[part] for part in own[:2]])
        for parent, own in sorted(parts.items())
        if names[parent].is_quoted and len(own) > 1
    }


def _joined(parts: Sequence[Naming]) -> Naming:
    """Put names side by side, each without what follows its first comma."""
    spoken = [dict(part.labels) for part in parts]
    labels = tuple(
        (language, _side_by_side([own[language] for own in spoken]))
        for language, _label in parts[0].labels
        if all(language in own for own in spoken)
    )
    label = _side_by_side([part.label for part in parts])
    keywords = dict.fromkeys(word for part in parts for word in part.keywords[:4])
    return Naming(
        label=label, labels=labels or ((parts[0].labels[0][0], label),), keywords=tuple(keywords)
    )


def _side_by_side(labels: Sequence[str]) -> str:
    return " · ".join(dict.fromkeys(re.split("[,،]", label)[0] for label in labels))


def _first_phrases(naming: Naming) -> set[str]:
    """Return the gist of what a theme's labels begin with, up to the first comma."""
    return {gist(label.replace("،", ",").split(",")[0]) for _language, label in naming.labels}


def _read(n: int, groups: Groups, near: Mapping[int, Sequence[int]]) -> list[int]:
    if n <= _READ_WHOLE:
        return list(range(n))
    grouped: set[int] = set()
    read: set[int] = set()
    for group, rows in near.items():
        rest = rows[_NEAREST_READ:]
        step = max(1, len(rest) // (_MOST_READ - _NEAREST_READ))
        grouped.update(rows)
        if group in groups.rows or group not in groups.above.values():
            read.update(rows[:_NEAREST_READ], rest[::step])
    others = [row for row in range(n) if row not in grouped]
    read.update(others[:: max(1, len(others) // _OTHERS_READ)])
    return sorted(read)


def weigh_phrases(
    shortlists: Mapping[int, Sequence[tuple[str, str]]],
    near: Mapping[int, Sequence[int]],
    material: Material,
) -> dict[int, Weights]:
    """Weigh the candidate phrases of each group by nearness of meaning.

    Args:
        shortlists: The language and wording of the phrases that may name each group.
        near: The ideas of each group.
        material: The question's ideas; its embedder makes a vector for each phrase.

    Returns:
        For each group a weight from 0.2 to 1.2 for each phrase; empty without an embedder.
    """
    phrases = sorted({pair for shortlist in shortlists.values() for pair in shortlist})
    if material.embed is None or not phrases:
        return {}
    languages = [language for language, _phrase in phrases]
    made = unit_rows(material.embed([phrase for _language, phrase in phrases]))
    vectors = centre(made, languages, material.background)
    groups = sorted(shortlists)
    middles = unit_rows(np.stack([_middle(material.views, near[group]) for group in groups]))
    nearness = np.round(vectors @ middles.T, 5)
    contrast = nearness - nearness.mean(axis=1, keepdims=True)
    place = {pair: row for row, pair in enumerate(phrases)}
    return {
        group: _scaled(
            [phrase for _language, phrase in shortlists[group]],
            [float(contrast[place[pair], column]) for pair in shortlists[group]],
        )
        for column, group in enumerate(groups)
    }


def _middle(views: Views, rows: Sequence[int]) -> Vectors:
    return np.asarray(views.meaning(rows).mean(axis=0), dtype=np.float32)


def _scaled(phrases: Sequence[str], scores: Sequence[float]) -> Weights:
    low, high = min(scores, default=0.0), max(scores, default=0.0)
    spread = (high - low) or 1.0
    return {
        phrase: round(_LEAST + (score - low) / spread, 4)
        for phrase, score in zip(phrases, scores, strict=True)
    }
