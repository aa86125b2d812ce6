"""Writing people and organisations."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from commonspace.people.models import (
    Account,
    Contributor,
    Identity,
    Organisation,
    OrganisationAlias,
    VaultKey,
)
from commonspace.people.vault import PersonalDetails, new_wrapped_key, seal


@dataclass(frozen=True, slots=True, kw_only=True)
class Newcomer:
    """Somebody who contributes for the first time, as far as they say who they are."""

    details: PersonalDetails
    organisation: str = ""
    kind: str = ""
    country: str = ""
    place: str = ""


def folded(name: str) -> str:
    """Return ``name`` as two spellings of it compare: case, accents, marks and spaces aside."""
    plain = "".join(
        character
        for character in unicodedata.normalize("NFKD", name.casefold())
        if character.isalnum() or character.isspace()
    )
    return " ".join(plain.split())


@transaction.atomic
def organisation_named(
    *, name: str, kind: str = "", country: str = "", place: str = ""
) -> Organisation | None:
    """Return the organisation known under ``name`` or an alias of it; enter it if new.

    Returns:
        The organisation, or ``None`` for a blank name.
    """
    asked = Newcomer(
        details=PersonalDetails(), organisation=name, kind=kind, country=country, place=place
    )
    return _organisations_of([asked]).get(folded(name)[:300])


@transaction.atomic
def one_organisation(*, name: str, also: Iterable[str]) -> Organisation | None:
    """Make one organisation of several names: ``name`` is what it is called, the others are aliases.

    Organisations known under the other names become this one, with all that refers to them.

    Returns:
        The organisation, or ``None`` for a blank name.
    """
    organisation = organisation_named(name=name)
    if organisation is None:
        return None
    key = folded(name)[:300]
    if organisation.folded_name != key:
        OrganisationAlias.objects.filter(folded_name=key).delete()
        former, organisation.name, organisation.folded_name = organisation.name, name.strip(), key
        organisation.save(update_fields=["name", "folded_name"])
        _also_called(organisation, former)
    for other in also:
        _take_over(organisation, other)
    return organisation


def _take_over(organisation: Organisation, other: str) -> None:
    """Let an organisation bear another name, and be whoever bore it."""
    key = folded(other)[:300]
    if not key or key == organisation.folded_name:
        return
    bearer = Organisation.objects.filter(Q(folded_name=key) | Q(aliases__folded_name=key)).first()
    if bearer is not None and bearer.pk != organisation.pk:
        for relation in Organisation._meta.related_objects:  # noqa: SLF001  # Django's own door to it
            rows = relation.related_model._base_manager  # noqa: SLF001
            rows.filter(**{relation.field.name: bearer}).update(
                **{relation.field.name: organisation}
            )
        for blank in ("short_name", "kind", "country", "place", "website"):
            setattr(organisation, blank, getattr(organisation, blank) or getattr(bearer, blank))
        organisation.save()
        bearer.delete()
        _also_called(organisation, bearer.name)
    _also_called(organisation, other)


def _also_called(organisation: Organisation, name: str) -> None:
    OrganisationAlias.objects.get_or_create(
        folded_name=folded(name)[:300],
        defaults={"organisation": organisation, "name": name.strip()[:300]},
    )


@transaction.atomic
def forget_organisation(*, organisation: Organisation) -> None:
    """Delete an organisation that nothing refers to any more, with its other names."""
    for relation in Organisation._meta.related_objects:  # noqa: SLF001  # Django's own door to it
        rows = relation.related_model._base_manager  # noqa: SLF001
        refers = rows.filter(**{relation.field.name: organisation}).exists()
        if refers and relation.related_model is not OrganisationAlias:
            return
    organisation.delete()


@transaction.atomic
def enter_contributor(
    *,
    details: PersonalDetails,
    organisation: Organisation | None = None,
    kind: str = "",
    country: str = "",
    place: str = "",
) -> Contributor:
    """Enter somebody who contributes; seal their name and addresses in the vault."""
    newcomer = Newcomer(details=details, kind=kind, country=country, place=place)
    contributor = _contributor(newcomer, organisation)
    contributor.save(force_insert=True)
    if details:
        _lock_away(contributor, details)
    return contributor


@transaction.atomic(savepoint=False)
def enter_contributors(newcomers: Iterable[Newcomer]) -> list[Contributor]:
    """Enter many who contribute, in as many queries as one; seal who they are in the vault.

    An organisation that is not known under the name they give is entered too.
    """
    came = list(newcomers)
    organisations = _organisations_of(came)
    contributors = Contributor.objects.bulk_create(
        _contributor(one, organisations.get(folded(one.organisation)[:300])) for one in came
    )
    known = [
        (contributor, one.details)
        for contributor, one in zip(contributors, came, strict=True)
        if one.details
    ]
    keys = VaultKey.objects.bulk_create(VaultKey(wrapped=new_wrapped_key()) for _one in known)
    Identity.objects.bulk_create(
        _identity(contributor, key, details)
        for (contributor, details), key in zip(known, keys, strict=True)
    )
    return contributors


def _organisations_of(newcomers: Iterable[Newcomer]) -> dict[str, Organisation]:
    """Return the organisations of newcomers by their folded names; enter those that are new."""
    named: dict[str, Newcomer] = {}
    for one in newcomers:
        named.setdefault(folded(one.organisation)[:300], one)
    named.pop("", None)
    if not named:
        return {}
    found = _called(named)
    unknown = [key for key in named if key not in found]
    if unknown:
        aliases = OrganisationAlias.objects.filter(folded_name__in=unknown)
        for alias in aliases.select_related("organisation"):
            found[alias.folded_name] = alias.organisation
    new = [key for key in unknown if key not in found]
    if new:
        Organisation.objects.bulk_create(
            (_organisation(key, named[key]) for key in new), ignore_conflicts=True
        )
        found |= _called(new)
    return found


def _called(keys: Iterable[str]) -> dict[str, Organisation]:
    organisations = Organisation.objects.filter(folded_name__in=list(keys)).order_by()
    return {organisation.folded_name: organisation for organisation in organisations}


def _organisation(key: str, newcomer: Newcomer) -> Organisation:
    return Organisation(
        name=newcomer.organisation.strip()[:300],
        kind=newcomer.kind,
        country=newcomer.country,
        place=newcomer.place,
        folded_name=key,
    )


def _contributor(newcomer: Newcomer, organisation: Organisation | None) -> Contributor:
    return Contributor(
        organisation=organisation,
        kind=newcomer.kind or (organisation.kind if organisation else ""),
        country=newcomer.country or (organisation.country if organisation else ""),
        place=newcomer.place,
    )


@transaction.atomic
def correct_contributor(
    *,
    contributor: Contributor,
    details: PersonalDetails,
    organisation: Organisation | None,
    kind: str,
    country: str,
    place: str,
) -> None:
    """Put what a contributor now says of themselves in place of what they said before."""
    contributor.organisation = organisation
    contributor.kind = kind or (organisation.kind if organisation else "")
    contributor.country = country or (organisation.country if organisation else "")
    contributor.place = place
    contributor.save(update_fields=["organisation", "kind", "country", "place"])
    keep_details(contributor=contributor, details=details)


@transaction.atomic
def keep_details(*, contributor: Contributor, details: PersonalDetails) -> None:
    """Put ``details`` in the vault in place of what was there."""
    forget_details(contributor=contributor)
    if details:
        _lock_away(contributor, details)


def _lock_away(contributor: Contributor, details: PersonalDetails) -> None:
    key = VaultKey.objects.create(wrapped=new_wrapped_key())
    _identity(contributor, key, details).save(force_insert=True)


def _identity(contributor: Contributor, key: VaultKey, details: PersonalDetails) -> Identity:
    sealed = seal(details, wrapped_key=bytes(key.wrapped))
    return Identity(contributor=contributor, key=key, sealed=sealed)


@transaction.atomic
def forget_details(*, contributor: Contributor) -> None:
    """Destroy what the vault holds of somebody, and the key to it."""
    VaultKey.objects.filter(identity__contributor=contributor).delete()
    Identity.objects.filter(contributor=contributor).delete()


def open_account(
    *, email: str, name: str, password: str | None = None, language: str = ""
) -> Account:
    """Make a staff account, or return the one with this address."""
    account = Account.objects.filter(email__iexact=email).first()
    if account:
        return account
    return Account.objects.create_user(
        username=email, email=email, password=password, name=name, language=language
    )
