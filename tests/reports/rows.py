"""Rows that tests of the report need: a statement, a finding, an edition without its typesetting."""

import io

from django.utils import timezone

from commonspace.evidence.models import Statement
from commonspace.evidence.services.confirming import mark
from commonspace.provenance.anchors import Anchor
from commonspace.provenance.services import store_bytes
from commonspace.reports.composition.compose import compose
from commonspace.reports.document_json import to_json
from commonspace.reports.models import Edition
from commonspace.reports.releases import FORMATS
from commonspace.reports.services import report_of
from commonspace.synthesis.models import Finding
from commonspace.synthesis.services.writing import write


def statement_of(contribution, question=None) -> Statement:
    text = contribution.texts.get()
    question = question or contribution.consultation.questions.first()
    anchor = Anchor.over(text.text, 0, len(text.text))
    return mark(text=text, anchor=anchor, question=question, kind="position", by=None)


def finding_on(
    call, *contributions, text="{quantity} of them ask for it.", question=None
) -> Finding:
    question = question or call.questions.get(number=1)
    return write(
        Finding, consultation=call, question=question, by=None,
        statements=[statement_of(one, question) for one in contributions], text=text,
    )  # fmt: skip


def edition_of(call, by=None) -> Edition:
    """Release what would be printed now, with stand-ins for the four typeset files."""
    report = report_of(call)
    number = report.editions.count() + 1
    document, figures = compose(call, edition=number)
    files = {
        form: store_bytes(stream=io.BytesIO(f"{form} {number}".encode()), name=form, max_bytes=99)
        for form in FORMATS
    }
    return Edition.objects.create(
        report=report, number=number, document=to_json(document), figures=figures.as_json(),
        released_by=by, released_at=timezone.now(), **files,
    )  # fmt: skip
