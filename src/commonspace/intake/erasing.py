"""Erasing what a contribution holds: its words, its files, who sent it, or only their name.

What stays is that there was a contribution: its number, its way in, and when it came.
"""

import json
from hashlib import sha256
from pathlib import PurePath

from django.db.models import ProtectedError

from commonspace.contributions.models import Attachment, Contribution, Revision
from commonspace.people.choices import Attribution
from commonspace.people.models import Contributor
from commonspace.people.services import enter_contributor, forget_details, forget_organisation
from commonspace.people.vault import PersonalDetails
from commonspace.provenance.models import StoredFile
from commonspace.provenance.services import forget_bytes


def erase_everything(contribution: Contribution) -> None:
    """Delete words, files and sender. Nobody else may still hold on to them."""
    files = list(StoredFile.objects.filter(attachments__contribution=contribution).distinct())
    contribution.answers.all().delete()
    contribution.texts.all().delete()
    contribution.attachments.all().delete()
    contribution.signatories.all().delete()
    contribution.revisions.update(original=b"", sha256="")
    for file in files:
        if not file.attachments.exists():
            forget_bytes(file=file)
    _part_from_sender(contribution, kind="", country="")
    contribution.on_behalf_of = contribution.language = ""
    contribution.attribution, contribution.may_publish = Attribution.ANONYMOUS, False
    contribution.copies, contribution.is_protected = 1, False
    contribution.save(
        update_fields=[
            "on_behalf_of", "language", "attribution", "may_publish", "copies", "is_protected",
        ]
    )  # fmt: skip


def erase_name(contribution: Contribution) -> None:
    """Let nobody know any more who sent it; words, kind and country stay."""
    contributor = contribution.contributor
    _part_from_sender(contribution, kind=contributor.kind, country=contributor.country)
    contribution.on_behalf_of, contribution.attribution = "", Attribution.ANONYMOUS
    contribution.save(update_fields=["on_behalf_of", "attribution"])
    contribution.attachments.update(author="")
    for number, attachment in enumerate(contribution.attachments.select_related("file"), start=1):
        _rename(attachment, number)
    for revision in contribution.revisions.all():
        _without_file_names(revision)


def stop_quoting(contribution: Contribution) -> None:
    """Let its words be counted and considered, and quoted no more."""
    contribution.may_publish = False
    contribution.save(update_fields=["may_publish"])


def _part_from_sender(contribution: Contribution, *, kind: str, country: str) -> None:
    """Put somebody unknown in the place of the sender, who is forgotten unless they sent more."""
    former = contribution.contributor
    contribution.contributor = enter_contributor(
        details=PersonalDetails(), kind=kind, country=country
    )
    contribution.save(update_fields=["contributor"])
    if not former.contributions.exists():
        organisation = former.organisation
        forget_details(contributor=former)
        _forget(former)
        if organisation is not None:
            forget_organisation(organisation=organisation)


def _forget(former: Contributor) -> None:
    """Delete somebody who sent nothing any more, or what is known of them if a row needs them."""
    try:
        former.delete()
    except ProtectedError:
        former.organisation = None
        former.kind = former.country = former.place = ""
        former.save(update_fields=["organisation", "kind", "country", "place"])


def _rename(attachment: Attachment, number: int) -> None:
    """Give a document a name that names nobody."""
    file = attachment.file
    file.name = f"document-{number}{PurePath(file.name).suffix[:10]}"
    file.save(update_fields=["name"])


def _without_file_names(revision: Revision) -> None:
    try:
        kept = json.loads(bytes(revision.original))
    except ValueError:
        return
    for file in kept.get("files", []):
        file["name"] = file["title"] = ""
    revision.original = json.dumps(kept, ensure_ascii=False, sort_keys=True).encode()
    revision.sha256 = sha256(revision.original).hexdigest()
    revision.save(update_fields=["original", "sha256"])
