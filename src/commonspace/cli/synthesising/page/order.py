"""The themes in the order of the page, each with its number."""

from dataclasses import dataclass
from functools import cached_property

from commonspace.analysis.results import QuestionSummary, Theme
from commonspace.cli.synthesising.composition.material import Material


@dataclass(frozen=True, slots=True)
class Placed:
    """A theme with its number, how deep it lies, and the number of its topmost theme."""

    theme: Theme
    number: str
    depth: int
    rank: int


@dataclass(frozen=True)
class Order:
    """Questions and themes as every part of the page counts them."""

    material: Material

    @cached_property
    def questions(self) -> tuple[tuple[int, QuestionSummary], ...]:
        """The questions with their numbers, from 1."""
        return tuple(enumerate(self.material.questions, start=1))

    @cached_property
    def placed(self) -> dict[str, Placed]:
        """Every theme that is offered by its key, in the order of the page."""
        found: dict[str, Placed] = {}
        for number, summary in self.questions:
            if summary.is_for_reading:
                continue
            for rank, theme in enumerate(self.material.themes(summary.question), start=1):
                self._place(theme, f"{number}.{rank}", 0, rank, found)
        return found

    def _place(
        self, theme: Theme, number: str, depth: int, rank: int, found: dict[str, Placed]
    ) -> None:
        found[theme.key] = Placed(theme, number, depth, rank)
        for place, child in enumerate(self.children(theme), start=1):
            self._place(child, f"{number}.{place}", depth + 1, rank, found)

    def children(self, theme: Theme) -> list[Theme]:
        """Return the themes under a theme."""
        return self.material.themes(theme.question, theme.key)

    def of(self, question: str | None) -> list[Placed]:
        """Return the themes of a question in order, children after their parent."""
        return [one for one in self.placed.values() if one.theme.question == question]

    @cached_property
    def names(self) -> dict[str, str]:
        """Number and label of every theme by its key."""
        return {key: self.name(key) for key in self.placed}

    def name(self, key: str) -> str:
        """Return a theme's number and label."""
        return f"{self.placed[key].number} {self.material.labels[key]}"
