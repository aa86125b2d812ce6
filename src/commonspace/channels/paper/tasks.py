"""Reading scans in the background."""

from commonspace.channels.paper.models import Scan, ScannedPage
from commonspace.channels.paper.services.scanning import read_scan, read_scanned_page
from commonspace.kernel.background import background_task

_WITH = ("consultation", "file", "run")


@background_task()
def read_scans_task(batch: str, language: str) -> None:
    """Read the files that were given at once, in their order; safe to run twice."""
    for scan in Scan.objects.select_related(*_WITH).filter(batch=batch).order_by("pk"):
        read_scan(scan, language=language)


@background_task()
def read_page_task(page_id: int) -> None:
    """Read one page that a person put with its sheet; safe to run twice."""
    found = ScannedPage.objects.select_related("picture", "sheet__layout")
    for page in found.filter(pk=page_id, is_read=False, is_straight=True):
        read_scanned_page(page)
