"""Writing the texts of a report, releasing editions, taking them back."""

import io
from collections.abc import Iterable, Mapping

from django.db import transaction
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from commonspace.consultations.models import Consultation, Question
from commonspace.people.models import Account
from commonspace.provenance.models import Run, StoredFile
from commonspace.provenance.services import (
    actor_of,
    record_event,
    report_progress,
    running,
    store_bytes,
)
from commonspace.reports.composition.compose import compose
from commonspace.reports.composition.material import material_of
from commonspace.reports.document import Document
from commonspace.reports.document_json import to_json
from commonspace.reports.errors import NotReadyError
from commonspace.reports.gate import Problem, problems
from commonspace.reports.models import Edition, Report, SectionText
from commonspace.reports.rendering.pandoc import render_docx, render_epub, render_odt
from commonspace.reports.rendering.typst import render_pdf

KIND = "release"
LARGEST_FILE = 200 << 20
RENDERERS = {"pdf": render_pdf, "docx": render_docx, "odt": render_odt, "epub": render_epub}


def report_of(consultation: Consultation) -> Report:
    """Return the report in the making; begin it if there is none."""
    return material_of(consultation).report


@transaction.atomic
def write_report(*, report: Report, by: Account | None, **texts: str) -> Report:
    """Change texts of the report, such as its title, message, introduction or closing."""
    for name, text in texts.items():
        setattr(report, name, text)
    report.save(update_fields=[*texts, "changed_at"])
    record_event(
        actor=actor_of(by), verb="report.rewritten", subject=f"report:{report.pk}", scope=report.consultation.code
    )  # fmt: skip
    return report


@transaction.atomic
def write_texts(
    *, report: Report, texts: Mapping[str, str], introductions: Mapping[Question, str], by: Account
) -> Report:
    """Change texts of the report and what introduces its questions, in one go."""
    for question, text in introductions.items():
        introduce_question(report=report, question=question, text=text)
    return write_report(report=report, by=by, **texts)


@transaction.atomic
def introduce_question(*, report: Report, question: Question, text: str) -> None:
    """Write what introduces the results of one question."""
    SectionText.objects.update_or_create(
        report=report, question=question, defaults={"text": text.strip()}
    )


@transaction.atomic
def accept_limits(*, report: Report, text: str, rest_on: Iterable[str], by: Account) -> Report:
    """Put a paragraph on who was not heard into the report; a blank one leaves it to the figures.

    Args:
        report: The report in the making.
        text: The paragraph, as a person accepted it.
        rest_on: The keys of what was missing when they did.
        by: Who accepted it.
    """
    report.limits_rest_on = sorted(rest_on) if text.strip() else []
    report.limits_by, report.limits_at = by, timezone.now()
    report.save(update_fields=["limits_rest_on", "limits_by", "limits_at"])
    return write_report(report=report, by=by, limits=text.strip())


def answered(
    *, consultation: Consultation, reasons: Mapping[str, str], by: Account
) -> list[dict[str, str]]:
    """Match reasons to what stands open and return what the report will print of it.

    The refusal is in the reader's language, what is printed in that of the report.

    Raises:
        NotReadyError: If something hard stands open, or something soft has no reason.
    """
    open_problems = problems(consultation)
    hard = [problem for problem in open_problems if problem.is_hard]
    if hard:
        raise NotReadyError(hard[0].sentence)
    silent = [one for one in open_problems if not reasons.get(one.key, "").strip()]
    if silent:
        raise NotReadyError(
            _("Not released yet. Please mend this or say why it may stand: %(problem)s")
            % {"problem": silent[0].sentence}
        )
    with translation.override(report_of(consultation).language):
        return [
            _override(one, reasons[one.key].strip(), by)
            for one in problems(consultation)
            if one.key in reasons
        ]


def _override(problem: Problem, reason: str, by: Account) -> dict[str, str]:
    return {"key": problem.key, "sentence": problem.sentence, "reason": reason, "by": str(by)}


def release(
    *, consultation: Consultation, by: Account, overrides: Iterable[dict[str, str]], run: Run
) -> Edition:
    """Make an edition: compose, render every format, and show it to the public at once.

    Nothing is public until all files are on disk. Public pages read the snapshot only.
    """
    kept = list(overrides)
    report = report_of(consultation)
    with running(run):
        number = (report.editions.aggregate(last=Max("number"))["last"] or 0) + 1
        report_progress(run, "compose", 0, len(RENDERERS) + 1)
        document, figures = compose(consultation, edition=number, overrides=kept)
        files = _rendered(document, f"{consultation.code}-{number}", run)
        run.counts_in = run.counts_out = len(files)
        with transaction.atomic():
            edition = Edition.objects.create(
                report=report,
                number=number,
                document=to_json(document),
                figures=figures.as_json(),
                overrides=kept,
                released_by=by,
                released_at=timezone.now(),
                **files,
            )
            record_event(
                actor=actor_of(by), verb="edition.released", subject=f"edition:{edition.pk}", scope=consultation.code
            )  # fmt: skip
    return edition


def _rendered(document: Document, name: str, run: Run) -> dict[str, StoredFile]:
    files = {}
    for done, (form, render) in enumerate(RENDERERS.items(), start=1):
        report_progress(run, form, done, len(RENDERERS) + 1)
        files[form] = store_bytes(
            stream=io.BytesIO(render(document)), name=f"{name}.{form}", max_bytes=LARGEST_FILE
        )
    return files


@transaction.atomic
def recall(*, edition: Edition, by: Account) -> None:
    """Take an edition back: its pages and files are no longer shown. The record stays."""
    edition.recalled_at = timezone.now()
    edition.save(update_fields=["recalled_at"])
    record_event(
        actor=actor_of(by), verb="edition.recalled", subject=f"edition:{edition.pk}",
        scope=edition.report.consultation.code,
    )  # fmt: skip
