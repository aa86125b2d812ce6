"""Reading attachments and finding out languages."""

from django.db import transaction

from commonspace.analysis.languages import UNDETERMINED, detect_record
from commonspace.contributions import services as contributions
from commonspace.contributions.choices import Origin, Reading
from commonspace.contributions.models import Attachment, Contribution, SourceText
from commonspace.engines.blobs import BrokenBlobError
from commonspace.engines.extraction import Extraction, UnreadableError, extract
from commonspace.provenance.models import Run
from commonspace.provenance.services import open_run, running
from commonspace.provenance.store import blob_store

KIND = "extraction"


def read_attachment(attachment: Attachment) -> SourceText | None:
    """Take the text out of an attachment, in a confined process, once.

    Returns:
        The text, or ``None`` if there is none; the attachment then says why, in a sentence.
    """
    if attachment.reading != Reading.WAITING:
        return attachment.texts.exclude(origin=Origin.TRANSLATION).first()
    run = open_run(kind=KIND, attachment=str(attachment.pk))
    run.counts_in, run.input_digest = 1, attachment.file.sha256
    with running(run):
        try:
            with blob_store().as_file(attachment.file.blob) as path:
                found = extract(path, name=attachment.file.name)
        except UnreadableError as refusal:
            run.counts_unprocessed, run.message = 1, str(refusal.reason)
            contributions.note_unreadable(
                attachment=attachment, reason=str(refusal.reason), message=str(refusal.message)
            )
            return None
        except BrokenBlobError as trouble:
            run.counts_unprocessed, run.message = 1, trouble.code
            contributions.note_unreadable(
                attachment=attachment, reason=trouble.code, message=str(trouble.message)
            )
            return None
        run.counts_out, run.tool = 1, found.method
        run.version = ", ".join(f"{tool.name} {tool.version}" for tool in found.tools)[:120]
        return _keep(attachment, found, run)


def read_again(attachment: Attachment) -> SourceText | None:
    """Try once more to read what could not be read, after a reader was added or bytes restored.

    Returns:
        The text, or ``None`` if there still is none.
    """
    if attachment.reading == Reading.UNREADABLE:
        contributions.note_waiting(attachment=attachment)
    return read_attachment(attachment)


@transaction.atomic
def _keep(attachment: Attachment, found: Extraction, run: Run) -> SourceText:
    contribution = attachment.contribution
    contributions.note_media_type(attachment=attachment, media_type=found.media_type)
    by_picture = bool(found.pages) and all(page.how == "ocr" for page in found.pages)
    text = contributions.add_read_text(
        attachment=attachment,
        text=found.text,
        origin=Origin.OCR if by_picture else Origin.EXTRACTED,
        run=run,
        pages=[
            [page.start, page.end, page.number, page.how, page.confidence] for page in found.pages
        ],
        language=language_of(found.text, contribution),
        warnings=[str(warning) for warning in found.warnings],
    )
    contributions.note_language(text=text, language=text.language)
    return text


def language_of(text: str, contribution: Contribution) -> str:
    """Return the language of a text, with what the contributor stated as the likely one."""
    found = detect_record(text, contribution.consultation.languages, contribution.language or None)
    return "" if found.language == UNDETERMINED else found.language


def find_out_languages(contribution: Contribution) -> None:
    """Give every text of a contribution that states no language the one it is found to be in."""
    for text in contribution.texts.filter(language=""):
        contributions.note_language(text=text, language=language_of(text.text, contribution))
