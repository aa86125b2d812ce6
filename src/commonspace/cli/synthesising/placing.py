"""Files that appear together in their folder, or not at all."""

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp


@contextmanager
def placed_together(folder: Path, ours: Iterable[str]) -> Iterator[Path]:
    """Give a folder to write into; at the end its files move into ``folder``.

    Whatever stops the writing leaves ``folder`` as it was, or missing. Files of an earlier run
    that this one could not make are taken away, so that the folder never holds two runs.

    Args:
        folder: Where the files belong; made if need be.
        ours: Names of all files a run writes.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        yield made
        folder.mkdir(exist_ok=True)
        for name in ours:
            if (made / name).exists():
                (made / name).replace(folder / name)
            else:
                (folder / name).unlink(missing_ok=True)
    finally:
        shutil.rmtree(made, ignore_errors=True)
