"""Keeping scans as they came, then finding and reading what is on them."""

import io
import uuid
from dataclasses import asdict
from datetime import datetime
from hashlib import sha256
from typing import BinaryIO

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from commonspace.channels.paper.choices import PageState
from commonspace.channels.paper.errors import ScannedBeforeError
from commonspace.channels.paper.geometry import Spot
from commonspace.channels.paper.models import Scan, ScannedPage
from commonspace.channels.paper.scanning.confined import pages_of, read_page
from commonspace.channels.paper.scanning.shapes import LARGEST_FILE, MOST_PAGE_BYTES, FoundPage
from commonspace.channels.paper.services.placing import place_by_code
from commonspace.consultations.models import Consultation
from commonspace.engines.blobs import BrokenBlobError
from commonspace.engines.extraction import Reason, UnreadableError
from commonspace.people.models import Account
from commonspace.provenance.models import Outcome
from commonspace.provenance.services import (
    actor_of,
    forget_bytes,
    open_run,
    record_event,
    report_progress,
    running,
    store_bytes,
)
from commonspace.provenance.store import blob_store

KIND = "paper-scan"
_READABLE = (PageState.PLACED, PageState.AGAIN)


def keep_scan(
    *,
    consultation: Consultation,
    stream: BinaryIO,
    name: str,
    arrived_at: datetime,
    batch: uuid.UUID,
    by: Account | None,
) -> Scan:
    """Keep a file exactly as it came, encrypted; nothing is opened yet.

    Raises:
        TooLargeError: If it is larger than a scan may be.
        ScannedBeforeError: If the very same bytes were given before; the first stays.
    """
    file = store_bytes(stream=stream, name=name, max_bytes=LARGEST_FILE)
    before = Scan.objects.filter(consultation=consultation, sha256=file.sha256).first()
    if before:
        forget_bytes(file=file)
        raise ScannedBeforeError(before.pk, name)
    with transaction.atomic():
        run = open_run(kind=KIND, started_by=actor_of(by), consultation=consultation.code)
        scan = Scan.objects.create(
            consultation=consultation,
            batch=batch,
            name=name[-255:],
            sha256=file.sha256,
            file=file,
            run=run,
            given_by=by,
            arrived_at=arrived_at,
        )
        record_event(
            actor=actor_of(by), verb="paper.scanned",
            subject=f"scan:{scan.pk}", scope=consultation.code,
        )  # fmt: skip
    return scan


def read_scan(scan: Scan, *, language: str) -> None:
    """Find the pages of a scan, put them with their sheets and read them; safe to run again.

    Args:
        scan: What somebody gave.
        language: Language of the sentences about it.
    """
    if scan.run.outcome == Outcome.DONE or scan.file is None:
        return
    with override(language), running(scan.run) as run:
        report_progress(run, "finding", 0, 0)
        try:
            _find(scan)
            scan.refusal = ""
        except (UnreadableError, BrokenBlobError) as refused:
            scan.refusal = str(refused.message)
        scan.save(update_fields=["refusal"])
        read_waiting_pages(scan)
        states = list(scan.pages.values_list("state", flat=True))
        run.tool, run.counts_in = "zxing-cpp, tesseract", len(states)
        run.counts_unprocessed = states.count(PageState.ASIDE)
        run.counts_out = run.counts_in - run.counts_unprocessed


def read_waiting_pages(scan: Scan) -> None:
    """Read every page of a scan that is with its sheet and was not read yet."""
    waiting = scan.pages.filter(state__in=_READABLE, is_read=False, is_straight=True)
    pages = list(waiting.select_related("picture", "sheet__layout"))
    for count, page in enumerate(pages, start=1):
        read_scanned_page(page)
        report_progress(scan.run, "reading", count, len(pages))


def read_scanned_page(page: ScannedPage) -> None:
    """Read the fields and boxes of one page. Where the reader fails, people type."""
    if page.sheet is None or page.picture is None:
        return
    layout = page.sheet.layout
    spots = [
        (one["key"], one["sort"], Spot(one["x"], one["y"], one["width"], one["height"]))
        for one in layout.pages[page.page - 1]
    ]
    try:
        with blob_store().as_file(page.picture.blob) as path:
            read = read_page(path, spots=spots, languages=[layout.language])
    except (UnreadableError, BrokenBlobError) as refused:
        page.readings = {"trouble": str(refused.message)}
    else:
        page.readings = asdict(read)
    page.is_read = True
    page.save(update_fields=["sealed_readings", "is_read"])


def _find(scan: Scan) -> None:
    """Keep the picture of every page, and put it with its sheet at once."""
    if scan.file is None:
        return
    known = set(scan.pages.values_list("number", "place"))
    places: dict[int, int] = {}
    with blob_store().as_file(scan.file.blob) as path, pages_of(path, name=scan.name) as pages:
        for found in pages:
            place = places[found.number] = places.get(found.number, -1) + 1
            if (found.number, place) not in known:
                _keep_page(scan, found, place)
            report_progress(scan.run, "placing", found.number, 0)
    if not places:
        raise UnreadableError(Reason.TRUNCATED)


@transaction.atomic
def _keep_page(scan: Scan, found: FoundPage, place: int) -> None:
    name = _("%(name)s, page %(number)s") % {"name": scan.name[:200], "number": found.number}
    picture = store_bytes(
        stream=io.BytesIO(found.picture), name=f"{name}.jpg", max_bytes=MOST_PAGE_BYTES
    )
    picture.media_type = "image/jpeg"
    picture.save(update_fields=["media_type"])
    page = ScannedPage.objects.create(
        scan=scan,
        number=found.number,
        place=place,
        picture=picture,
        sha256=sha256(found.picture).hexdigest(),
        code=found.code,
        page=found.page,
        is_straight=found.is_straight,
        marks=found.marks,
        state=PageState.EMPTY if found.is_empty else PageState.ASIDE,
    )
    place_by_code(page)


@transaction.atomic
def forget_original(*, scan: Scan, by: Account) -> None:
    """Delete a file as it came, once its pages are with their sheets; their pictures stay.

    A scan of many sheets holds many people: whoever is removed later must not live on in it.
    """
    file = scan.file
    if file is None:
        return
    scan.file = None
    scan.save(update_fields=["file"])
    forget_bytes(file=file)
    record_event(
        actor=actor_of(by), verb="paper.original-forgotten",
        subject=f"scan:{scan.pk}", scope=scan.consultation.code,
    )  # fmt: skip
