"""What the themes of one question are made from, and which of its ideas go together."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from commonspace.analysis.background import Background
from commonspace.analysis.drafts import Draft, Idea
from commonspace.analysis.vectors import Embed, Vectors, Views


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """One question's ideas and what the themes are made from.

    ``views`` have one row for each idea; ``campaign_of`` gives the campaign of
    a draft, by its index, if it has one.
    """

    question: str | None
    drafts: Sequence[Draft]
    ideas: Sequence[Idea]
    views: Views
    embed: Embed | None
    campaign_of: dict[int, str]
    background: Background | None = None

    @property
    def vectors(self) -> Vectors:
        """The vectors that themes are found in."""
        return self.views.joined

    def speaker(self, idea: int) -> Draft:
        """Return the draft that speaks for an idea."""
        return self.drafts[self.ideas[idea].representative]

    def statements(self, rows: Sequence[int]) -> tuple[int, ...]:
        """Return the indexes of every draft that says one of these ideas."""
        return tuple(sorted(member for row in rows for member in self.ideas[row].members))


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """Which ideas go together.

    ``rows`` holds the ideas of each finest group, ``upper`` those of each group above; ``above``
    names the group above a finest one, where there is one. An idea of an upper group may lie
    in none of its parts.
    """

    rows: dict[int, list[int]]
    upper: dict[int, list[int]]
    above: dict[int, int]
    stability: dict[int, float]
    certainty: NDArray[np.float64]


def by_nearness(vectors: Vectors, rows: Sequence[int]) -> list[int]:
    """Return the rows, nearest to their middle first."""
    own = vectors[list(rows)]
    order = np.argsort(-np.round(own @ own.mean(axis=0), 5), kind="stable")
    return [rows[place] for place in order]
