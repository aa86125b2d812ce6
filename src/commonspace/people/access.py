"""The only way to who somebody is."""

from commonspace.people.choices import Attribution
from commonspace.people.models import Contributor, Identity
from commonspace.people.vault import PersonalDetails, unseal


def details_of(contributor: Contributor) -> PersonalDetails:
    """Return what the vault holds. Callers have checked that the reader may know.

    May know: the holder of the receipt, and the secretariat of the consultation.
    """
    identity = Identity.objects.select_related("key").filter(contributor=contributor).first()
    if identity is None:
        return PersonalDetails()
    return unseal(bytes(identity.sealed), wrapped_key=bytes(identity.key.wrapped))


def speaker_label(contributor: Contributor, attribution: str) -> str:
    """Return how a contributor may be named to the public, as they allowed.

    The name itself leaves the vault only where the contributor asked to be named.
    """
    organisation = contributor.organisation
    if attribution == Attribution.NAMED:
        name = details_of(contributor).name
        return ", ".join(part for part in (name, organisation.name if organisation else "") if part)
    if attribution == Attribution.ORGANISATION and organisation:
        return organisation.name
    if attribution in {Attribution.KIND, Attribution.ORGANISATION}:
        return contributor.get_kind_display()
    return ""
