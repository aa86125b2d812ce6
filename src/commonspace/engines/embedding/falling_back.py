"""What happens when a service that was set up gives no vectors: the packaged model takes over."""

import logging
from collections.abc import Callable, Sequence
from typing import TypeVar

from commonspace.analysis.results import Note
from commonspace.analysis.vectors import Vectors
from commonspace.analysis.wording import gettext_noop, remark
from commonspace.engines.embedding.shapes import Embedder, EmbedderFailedError

Result = TypeVar("Result")

_logger = logging.getLogger(__name__)
_FAILED = gettext_noop("%(asked)s gave no vectors: %(used)s was used instead")


class ServiceOrLocal:
    """Asks a service; if it fails before it ever answered, a local embedder answers from then on.

    A service that fails later raises: what it gave before cannot be compared with vectors of
    another model. Then :func:`with_local_instead` begins again.
    """

    def __init__(self, service: Embedder, local: Callable[[], Embedder]) -> None:
        """Take the service and how to get the embedder that stands in for it."""
        self._current, self._local = service, local
        self._answered = False
        self.note: Note | None = None

    @property
    def name(self) -> str:
        """The name of whichever answers."""
        return self._current.name

    @property
    def digest(self) -> str:
        """The digest of whichever answers."""
        return self._current.digest

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return a float32 array of shape (n_texts, n_dims), rows of unit length.

        Raises:
            EmbedderFailedError: If the service fails after it has answered before.
        """
        try:
            made = self._current.embed(texts)
        except EmbedderFailedError as failed:
            if self._answered:
                raise
            self._current = self._local()
            self.note = failure_note(failed, self._current)
            made = self._current.embed(texts)
        self._answered = True
        return made


def with_local_instead(
    embedder: Embedder, local: Callable[[], Embedder], use: Callable[[Embedder], Result]
) -> tuple[Result, Note | None]:
    """Do something with an embedder, and all of it again with a local one should it fail.

    Args:
        embedder: The one that was asked for.
        local: How to get the one that stands in.
        use: What to do; it must have no lasting effect before it returns.

    Returns:
        What ``use`` gave, and a note for people if another embedder than asked for was used.
    """
    try:
        if isinstance(embedder, ServiceOrLocal):
            embedder.embed(["?"])  # so that its name is that of whichever answers
        return use(embedder), getattr(embedder, "note", None)
    except EmbedderFailedError as failed:
        instead = local()
        return use(instead), failure_note(failed, instead)


def failure_note(failed: EmbedderFailedError, used: Embedder) -> Note:
    """Return what a reader of the results is told; the reason goes to the log."""
    _logger.warning("%s; %s is used instead", failed, used.name)
    return Note(
        question=None, remark=remark("embedder-failed", _FAILED, asked=failed.name, used=used.name)
    )
