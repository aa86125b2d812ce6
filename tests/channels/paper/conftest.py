"""A secretariat that takes paper, prints sheets, and gives scans of them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests import make
from tests.channels.paper.inking import Scanner, filled, pdf_of, printed

from commonspace.channels.paper.models import PaperOffer, Scan
from commonspace.channels.paper.services.printing import print_sheets, set_up, stack_pdf

WORDS = {
    "name": "Amal Haddad",
    "organisation": "Net Menders",
    "first": "Evening classes help us most of all.",
    "second": "Buses should run at night.",
}
TICKS = ("kind:ngo", "naming:organisation", "publish:yes")


@pytest.fixture
def call(client):
    made = make.consultation("harbour")
    by = make.member(made)
    client.force_login(by)
    offer = PaperOffer(consultation=made, is_offered=True, bring_to={"en": "Harbour Library"})
    set_up(offer=offer, by=by)
    made.secretary = by
    return made


@pytest.fixture
def stack(call):
    """Return numbered sheets in English."""

    def doing(count: int = 1, language: str = "en"):
        return print_sheets(consultation=call, language=language, count=count, by=call.secretary)

    return doing


def written(call, printing, *, dpi=200, words=WORDS, ticks=TICKS):
    """Return every sheet of a stack, filled in: a list of pages for each."""
    first, second = call.questions.order_by("number")
    by_key = {
        f"answer:{first.pk}": words["first"],
        f"answer:{second.pk}": words["second"],
        "about:name": words["name"],
        "about:organisation": words["organisation"],
    }
    layout = printing.layout
    pages = [
        filled(page, layout.pages[number % len(layout.pages)], words=by_key, ticks=ticks, dpi=dpi)
        for number, page in enumerate(printed(stack_pdf(printing), dpi=dpi))
    ]
    size = len(layout.pages)
    return [pages[start : start + size] for start in range(0, len(pages), size)]


@pytest.fixture
def give(client, call, django_capture_on_commit_callbacks):
    """Upload files at once and let them be read."""

    def doing(*files, **fields) -> Scan:
        given = [SimpleUploadedFile(name, content) for name, content in files]
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(reverse("paper", args=[call.code]), {"scans": given, **fields})
        assert answer.status_code == 302, answer.content.decode()
        return Scan.objects.order_by("pk").last()

    return doing


def scanned(sheet, **how):
    """Return the pages of a sheet as one file of a scanner."""
    return pdf_of([Scanner(**how).scan(page) for page in sheet])
