"""Fetching voice notes, pictures and documents from a service, before anything else is done."""

import io

from django.db import transaction

from commonspace.channels.messaging.configuration import provider_of
from commonspace.channels.messaging.models import Message
from commonspace.engines.messengers.shapes import MOST_MEDIA_BYTES, Event
from commonspace.provenance.services import store_bytes


def fetch_media(message: Message, event: Event) -> None:
    """Keep the files of a message, once each; those kept before are not fetched again.

    Raises:
        ServiceError: If one of them could not be had; those before it stay.
    """
    kept = message.files.count()
    if kept >= len(event.media):
        return
    provider = provider_of(message.line)
    for media in event.media[kept:]:
        content = provider.fetch(media)
        with transaction.atomic():
            stored = store_bytes(
                stream=io.BytesIO(content), name=media.name, max_bytes=MOST_MEDIA_BYTES
            )
            message.files.add(stored)
