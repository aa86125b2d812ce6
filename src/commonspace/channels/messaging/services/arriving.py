"""Keeping what a service delivers: bytes and row on disk before it hears that they arrived."""

import io

from django.db import IntegrityError, transaction

from commonspace.channels.messaging.configuration import digest
from commonspace.channels.messaging.models import Delivery, ServiceLine
from commonspace.provenance.services import forget_bytes, store_bytes

MOST_BYTES = 1 << 20


def keep(body: bytes, *, line: ServiceLine) -> Delivery | None:
    """Keep a delivery, once; return only when it is on disk.

    Returns:
        The delivery, or ``None`` if it was kept before.
    """
    seal = digest("message deliveries", line, body.decode("latin-1"))
    if Delivery.objects.filter(line=line, seal=seal).exists():
        return None
    file = store_bytes(stream=io.BytesIO(body), name="delivery", max_bytes=MOST_BYTES)
    try:
        with transaction.atomic():
            return Delivery.objects.create(line=line, seal=seal, file=file)
    except IntegrityError:
        if not Delivery.objects.filter(line=line, seal=seal).exists():
            raise
        with transaction.atomic():
            forget_bytes(file=file)
        return None
