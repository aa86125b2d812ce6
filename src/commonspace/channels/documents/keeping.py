"""What this way in keeps of a contribution, and how it lets go of it."""

from commonspace.channels.documents.models import BundleItem
from commonspace.intake.choices import Removed
from commonspace.intake.keepers import Removal
from commonspace.provenance.services import forget_bytes


def erase(removal: Removal) -> None:
    """Let go of its files, and of archives in which they came: a name may stand in a file's name."""
    if removal.what == Removed.QUOTATION:
        return
    for item in removal.contribution.bundle_items.select_related("inside__file"):
        item.name = ""
        if removal.what == Removed.EVERYTHING:
            item.file = None
        item.save(update_fields=["name", "file"])
        if item.inside is not None:
            _forget_archive(item.inside)


def _forget_archive(archive: BundleItem) -> None:
    """Forget the bytes of an archive; what was in it is kept document by document."""
    file, archive.file = archive.file, None
    archive.save(update_fields=["file"])
    if file is not None and not file.attachments.exists():
        forget_bytes(file=file)
