"""Work that does not make a person wait. The only module that knows the queue library."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import transaction
from django_tasks import task

background_task = task
"""Mark a function of plain ids as background work: ``@background_task()``."""


def enqueue_on_commit(work: Any, **arguments: Any) -> None:  # noqa: ANN401  # the library's own type
    """Queue ``work`` once the rows it speaks of are on disk."""
    transaction.on_commit(partial(work.enqueue, **arguments))


Work = Callable[..., None]
