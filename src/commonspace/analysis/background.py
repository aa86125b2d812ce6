"""Where each language lies in the space of an embedder, learnt once on other texts.

The vectors of a language share an offset that says nothing of the subject. It is known here
from the Universal Declaration of Human Rights in 88 languages, the same sentences in each, so
that what differs between two means is the language.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from commonspace.analysis.vectors import Vectors

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Background:
    """The mean vector of each language: ``means`` has the shape (n_languages, n_dims)."""

    languages: tuple[str, ...]
    means: Vectors

    def rows(self, languages: Sequence[str]) -> Vectors:
        """Return one mean for each language asked for, that of all languages for a strange one."""
        known = {language: row for row, language in enumerate(self.languages)}
        strange = len(self.languages)
        table = np.vstack([self.means, self.means.mean(axis=0)])
        return np.asarray(table[[known.get(one, strange) for one in languages]], dtype=np.float32)


@lru_cache(maxsize=4)
def background_for(embedder: str) -> Background | None:
    """Return what is packaged for the embedder of this name, or nothing."""
    found = files("commonspace.analysis").joinpath("data", f"background-{embedder}.npz")
    if not found.is_file():
        return None
    with found.open("rb") as file, np.load(file, allow_pickle=False) as kept:
        languages: NDArray[np.str_] = kept["languages"]
        return Background(tuple(map(str, languages)), kept["means"].astype(np.float32))
