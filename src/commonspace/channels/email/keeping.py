"""What this way in keeps of a contribution, and how it lets go of it."""

from commonspace.channels.email.models import Mail
from commonspace.intake.choices import Removed
from commonspace.intake.keepers import Removal
from commonspace.provenance.services import forget_bytes


def erase(removal: Removal) -> None:
    """Forget the bytes of its mails, which name their sender. That they came stays, each once."""
    if removal.what == Removed.QUOTATION:
        return
    for mail in removal.contribution.mails.select_related("file", "inside__file"):
        _forget(mail)
        if mail.inside is not None:
            _forget(mail.inside)


def _forget(mail: Mail) -> None:
    file, mail.file = mail.file, None
    mail.words, mail.sender, mail.addressed, mail.left_out = "", "", [], []
    mail.save(update_fields=["file", "words", "sender", "addressed", "left_out"])
    if file is not None and not (file.mails.exists() or file.attachments.exists()):
        forget_bytes(file=file)
