"""The only way to who somebody is."""

from collections.abc import Iterable

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
    name = details_of(contributor).name if attribution == Attribution.NAMED else ""
    return _label(contributor, attribution, name)


def speaker_labels(asked: Iterable[tuple[Contributor, str]]) -> dict[tuple[object, str], str]:
    """Return ``speaker_label`` for many at once, by contributor's key and attribution.

    The vault is opened once, and only for those who asked to be named.
    """
    wanted = {(contributor.pk, allowed): contributor for contributor, allowed in asked}
    named = [key for key, allowed in wanted if allowed == Attribution.NAMED]
    identities = Identity.objects.select_related("key").filter(contributor__in=named)
    names = {
        identity.contributor_id: unseal(
            bytes(identity.sealed), wrapped_key=bytes(identity.key.wrapped)
        ).name
        for identity in identities
    }
    return {
        (key, allowed): _label(contributor, allowed, names.get(key, ""))
        for (key, allowed), contributor in wanted.items()
    }


def _label(contributor: Contributor, attribution: str, name: str) -> str:
    organisation = contributor.organisation
    if attribution == Attribution.NAMED:
        return ", ".join(part for part in (name, organisation.name if organisation else "") if part)
    if attribution == Attribution.ORGANISATION and organisation:
        return organisation.name
    if attribution in {Attribution.KIND, Attribution.ORGANISATION}:
        return contributor.get_kind_display()
    return ""
