"""Work that many ask for at the same moment, done for all of them at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Generic, TypeVar

Asked = TypeVar("Asked")
Got = TypeVar("Got")


@dataclass(slots=True, eq=False)
class _Place(Generic[Asked, Got]):
    """Somebody's place among those who wait: what they ask for and what came of it."""

    asked: Asked
    got: list[Got] = field(default_factory=list)
    trouble: Exception | None = None


class Together(Generic[Asked, Got]):
    """Does one piece of work for everybody who waits for it, so that its cost is shared.

    Whoever comes when nobody is at work begins at once. Those who come meanwhile wait, and the
    first of them whose turn it is does the work for all of them. Each has an answer of its own
    and returns only once that is there. The quieter it is, the more this is as if it were not here.

    Args:
        work: Does for many what it would do for each; all or nothing.
        hopeless: Trouble that would meet each of them alone too: all of them are told.
        spoilt: Trouble that one of them may have brought upon all: each is served alone then.
    """

    def __init__(
        self,
        work: Callable[[Sequence[Asked]], Sequence[Got]],
        *,
        hopeless: type[Exception],
        spoilt: tuple[type[Exception], ...],
    ) -> None:
        self._work = work
        self._hopeless = hopeless
        self._spoilt = spoilt
        self._turn = Lock()
        self._list = Lock()
        self._waiting: list[_Place[Asked, Got]] = []

    def ask(self, asked: Asked) -> Got:
        """Return what the work gives for ``asked``, or raise what it raises for it."""
        mine: _Place[Asked, Got] = _Place(asked)
        with self._list:
            self._waiting.append(mine)
        with self._turn:
            if mine in self._waiting:
                self._serve_who_waits()
            if mine.trouble is not None:
                raise type(mine.trouble)(*mine.trouble.args) from mine.trouble
            if not mine.got:
                mine.got = list(self._work([asked]))
        return mine.got[0]

    def _serve_who_waits(self) -> None:
        """Answer all who wait; who has no answer afterwards has to ask alone."""
        with self._list:
            served, self._waiting = self._waiting, []
        if len(served) == 1:
            return
        try:
            answers = self._work([one.asked for one in served])
        except self._hopeless as trouble:
            for one in served:
                one.trouble = trouble
        except self._spoilt:
            return
        else:
            for one, got in zip(served, answers, strict=True):
                one.got = [got]
