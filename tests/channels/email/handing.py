"""Handing mails in, and what then became of them."""

from email.message import EmailMessage

from django.utils import timezone

from commonspace.channels.email.choices import CameBy
from commonspace.channels.email.models import Mail
from commonspace.channels.email.services.arriving import Arrival, keep
from commonspace.channels.email.services.reading import read_waiting


def handed_in(*messages: EmailMessage | bytes, **how) -> list[Mail]:
    """Keep mails and read them; return them as they then are."""
    how = {"came_by": CameBy.FOLDER, "arrived_at": timezone.now(), **how}
    kept = keep(Arrival(content=bytes(one), **how) for one in messages)
    read_waiting()
    return [Mail.objects.get(pk=one.pk) for one in kept]
