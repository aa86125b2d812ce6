"""Where this installation keeps bytes."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from commonspace.engines.blobs import BlobStore
from commonspace.kernel.secrets import derived_key


@lru_cache
def _store(root: Path) -> BlobStore:
    return BlobStore(root, key=derived_key("files"))


def blob_store() -> BlobStore:
    """Return the encrypted store of this installation."""
    return _store(Path(settings.COMMONSPACE_FILES))
