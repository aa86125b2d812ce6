"""What stands around a call: its themes, partners, documents and key dates."""

from datetime import date
from typing import BinaryIO

from django.db import transaction
from django.db.models import Max

from commonspace.consultations.file_types import file_type
from commonspace.consultations.models import (
    CallDocument,
    Consultation,
    KeyDate,
    Partner,
    ThematicArea,
)
from commonspace.consultations.services.call import merged
from commonspace.consultations.services.log import note
from commonspace.kernel.localised import Localised
from commonspace.people.models import Account, Organisation
from commonspace.provenance.services import store_bytes


def _next_position(consultation: Consultation, relation: str) -> int:
    last = getattr(consultation, relation).aggregate(last=Max("position"))["last"]
    return int(last or 0) + 1


@transaction.atomic
def keep_area(
    *,
    consultation: Consultation,
    by: Account,
    title: Localised,
    description: Localised,
    item: ThematicArea | None = None,
) -> ThematicArea:
    """Add a theme of the call, or change ``item``."""
    area = item or ThematicArea(
        consultation=consultation, position=_next_position(consultation, "areas")
    )
    area.title = merged(area.title, title)
    area.description = merged(area.description, description)
    area.save()
    note(consultation, by, "theme.kept", f"thematic-area:{area.pk}")
    return area


@transaction.atomic
def remove_area(*, consultation: Consultation, by: Account, item: ThematicArea) -> None:
    """Take a theme out of the call. Its questions stay."""
    note(consultation, by, "theme.removed", f"thematic-area:{item.pk}")
    item.delete()


@transaction.atomic
def keep_partner(  # each is a column of the list
    *,
    consultation: Consultation,
    by: Account,
    organisation: Organisation,
    role: str,
    description: Localised,
    item: Partner | None = None,
) -> Partner:
    """Name who organises, pays or takes part, or change ``item``."""
    partner = item or Partner(
        consultation=consultation, position=_next_position(consultation, "partners")
    )
    partner.organisation, partner.role = organisation, role
    partner.description = merged(partner.description, description)
    partner.save()
    note(consultation, by, "partner.kept", f"partner:{partner.pk}")
    return partner


@transaction.atomic
def remove_partner(*, consultation: Consultation, by: Account, item: Partner) -> None:
    """Take an organisation off the list of partners."""
    note(consultation, by, "partner.removed", f"partner:{item.pk}")
    item.delete()


@transaction.atomic
def add_document(  # a file and what is said of it
    *,
    consultation: Consultation,
    by: Account,
    title: str,
    language: str,
    stream: BinaryIO,
    name: str,
    max_bytes: int,
) -> CallDocument:
    """Offer a file with the call. Its type is read from its bytes, never from its name.

    Raises:
        UnofferedFileError: If readers may not be able to open it, or it may run programs.
        TooLargeError: If it holds more than ``max_bytes``.
    """
    kind = file_type(stream)
    file = store_bytes(stream=stream, name=name, max_bytes=max_bytes)
    file.media_type = kind.media_type
    file.save(update_fields=["media_type"])
    document = CallDocument.objects.create(
        consultation=consultation,
        title=title,
        language=language,
        file=file,
        position=_next_position(consultation, "documents"),
    )
    note(consultation, by, "call-document.added", f"call-document:{document.pk}")
    return document


@transaction.atomic
def remove_document(*, consultation: Consultation, by: Account, item: CallDocument) -> None:
    """Offer a file no more. Its bytes stay, as all bytes do until somebody asks for erasure."""
    note(consultation, by, "call-document.removed", f"call-document:{item.pk}")
    item.delete()


@transaction.atomic
def keep_key_date(
    *,
    consultation: Consultation,
    by: Account,
    on: date,
    title: Localised,
    item: KeyDate | None = None,
) -> KeyDate:
    """Put a dated step on the public path, or change ``item``."""
    key_date = item or KeyDate(consultation=consultation)
    key_date.on = on
    key_date.title = merged(key_date.title, title)
    key_date.save()
    note(consultation, by, "key-date.kept", f"key-date:{key_date.pk}")
    return key_date


@transaction.atomic
def remove_key_date(*, consultation: Consultation, by: Account, item: KeyDate) -> None:
    """Take a dated step off the public path."""
    note(consultation, by, "key-date.removed", f"key-date:{item.pk}")
    item.delete()
