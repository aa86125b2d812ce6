"""Work that does not make a person wait. The only module that hands work to the queue library."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import transaction
from django_tasks import task
from django_tasks_db import DatabaseBackend

background_task = task
"""Mark a function of plain ids as background work: ``@background_task()``."""


def enqueue_on_commit(work: Any, **arguments: Any) -> None:  # noqa: ANN401  # the library's own type
    """Queue ``work`` once the rows it speaks of are on disk.

    Where the queue is a table, it is queued in the transaction that writes those rows: a process
    killed at any moment leaves both or neither.
    """
    if isinstance(work.get_backend(), DatabaseBackend):
        work.enqueue(**arguments)
    else:
        transaction.on_commit(partial(work.enqueue, **arguments))


Work = Callable[..., None]
