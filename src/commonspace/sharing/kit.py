"""What can be passed on as a file, and the kit that holds all of it for people without a connection.

A way in with a form of its own adds it when its app is ready::

    register(Paper(order=60, name="story-form.docx", title=_("Story form (Word)"), make=…))
"""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from commonspace.sharing.links import Copy
from commonspace.sharing.printing.codes import qr_png, qr_svg
from commonspace.sharing.printing.pdf import leaflet_pdf, poster_pdf
from commonspace.sharing.printing.word import leaflet_docx
from commonspace.sharing.words import call_leaflet, form_leaflet, poster_of, texts_for

KIT: Final = "kit.zip"
TYPES: Final = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "svg": "image/svg+xml",
    "png": "image/png",
    "txt": "text/plain; charset=utf-8",
    "zip": "application/zip",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A file that can be passed on; ``name`` ends in its format and stands in the address."""

    order: int
    name: str
    title: str | Promise
    make: Callable[[Copy], bytes]
    is_ready: Callable[[Copy], bool] = lambda _copy: True
    in_kit: bool = True

    @property
    def media_type(self) -> str:
        """Return the media type its ending stands for."""
        return TYPES[self.name.rpartition(".")[2]]


def _today(copy: Copy) -> datetime:
    return timezone.now().astimezone(copy.consultation.zone)


_papers: list[Paper] = [
    Paper(order=10, name="poster.pdf", title=_("Poster (PDF, A4)"),
          make=lambda copy: poster_pdf(poster_of(copy), day=_today(copy).date())),
    Paper(order=20, name="call.pdf", title=_("The call (PDF)"),
          make=lambda copy: leaflet_pdf(call_leaflet(copy), day=_today(copy).date())),
    Paper(order=21, name="call.docx", title=_("The call (Word)"),
          make=lambda copy: leaflet_docx(call_leaflet(copy))),
    Paper(order=30, name="answer-form.pdf", title=_("Form to print and fill in (PDF)"),
          make=lambda copy: leaflet_pdf(form_leaflet(copy), day=_today(copy).date())),
    Paper(order=31, name="answer-form.docx", title=_("Form to fill in on a computer (Word)"),
          make=lambda copy: leaflet_docx(form_leaflet(copy))),
    Paper(order=40, name="letter.txt", title=_("The call as the text of a mail"),
          make=lambda copy: _letter(copy).encode()),
    Paper(order=50, name="qr.png", title=_("QR code (PNG)"), make=lambda copy: qr_png(copy.link)),
    Paper(order=51, name="qr.svg", title=_("QR code (SVG)"), make=lambda copy: qr_svg(copy.link)),
]  # fmt: skip


def register(paper: Paper) -> None:
    """Make a file known to every kit. Registering the same one again changes nothing."""
    if paper.name not in {one.name for one in _papers}:
        _papers.append(paper)


def papers_for(copy: Copy) -> list[Paper]:
    """Return the files a call offers, in the order they are told."""
    return sorted((one for one in _papers if one.is_ready(copy)), key=lambda one: one.order)


def paper_named(copy: Copy, name: str) -> Paper | None:
    """Return one file a call offers; the kit is one of them."""
    return next((one for one in (*papers_for(copy), _KIT) if one.name == name), None)


def kit_of(copy: Copy) -> bytes:
    """Return everything in one ZIP, with a page that says what to do with it."""
    out = io.BytesIO()
    stamp = _today(copy).replace(hour=0, minute=0, second=0).timetuple()[:6]
    folder = f"{copy.consultation.code}-{copy.language}"
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        papers = [one for one in papers_for(copy) if one.in_kit]
        files = [("README.txt", _instructions(copy, papers).encode())]
        files += [(paper.name, paper.make(copy)) for paper in papers]
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(f"{folder}/{name}", stamp), content)
    return out.getvalue()


_KIT = Paper(order=99, name=KIT, title=_("Everything in one file (ZIP)"), make=kit_of, in_kit=False)


def _letter(copy: Copy) -> str:
    texts = texts_for(copy)
    return f"{texts.subject}\n\n{texts.letter}"


def _instructions(copy: Copy, papers: list[Paper]) -> str:
    call = copy.consultation
    with override(copy.language):
        lines = [
            call.title_in(copy.language),
            gettext("With these files people can answer without a connection."),
            "\n".join(f"- {paper.name}: {paper.title}" for paper in papers),
            gettext(
                "1. Print the form, or open it in Word or LibreOffice. 2. Let people fill in what "
                "they like, and choose themselves how they may be named. 3. Bring or send the "
                "filled forms to %(contact)s, or add them on the page below once you are online."
            )
            % {"contact": call.contact_content},
            gettext("A filled form names people. Keep it where strangers cannot read it, and "
                    "destroy your copy when it has arrived."),
            copy.link,
        ]  # fmt: skip
    return "\n\n".join(lines) + "\n"
