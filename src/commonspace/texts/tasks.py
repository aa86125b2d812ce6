"""Reading in the background."""

from commonspace.contributions.models import Attachment, Contribution
from commonspace.contributions.signals import contribution_read
from commonspace.kernel.background import background_task
from commonspace.texts.services import find_out_languages, read_again, read_attachment


@background_task()
def read_contribution_task(contribution_id: str) -> None:
    """Read what is waiting in one contribution; safe to run twice."""
    contribution = Contribution.objects.filter(pk=contribution_id).first()
    if contribution is None:
        return
    for attachment in Attachment.objects.filter(contribution=contribution).select_related(
        "file", "contribution__consultation"
    ):
        read_attachment(attachment)
    find_out_languages(contribution)
    contribution_read.send(Contribution, contribution=contribution)


@background_task()
def read_again_task(attachment_id: str) -> None:
    """Read one attachment once more; safe to run twice."""
    found = Attachment.objects.filter(pk=attachment_id)
    for attachment in found.select_related("file", "contribution__consultation"):
        read_again(attachment)
        contribution_read.send(Contribution, contribution=attachment.contribution)
