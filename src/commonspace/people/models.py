"""People and organisations. Who somebody *is* lives in the vault tables only."""

import uuid

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from commonspace.people.choices import OrganisationKind


class Account(AbstractUser):
    """A member of a secretariat, an analyst, a rapporteur. Contributors need none."""

    first_name = None  # type: ignore[assignment]  # one field for a name is enough
    last_name = None  # type: ignore[assignment]
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("email address"), unique=True)
    language = models.CharField(_("language"), max_length=10, blank=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["username", "name"]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        return self.name


class Organisation(models.Model):
    """An organisation counts once, whatever it is called on the day."""

    name = models.CharField(_("name"), max_length=300)
    short_name = models.CharField(_("short name"), max_length=60, blank=True)
    kind = models.CharField(_("kind"), max_length=30, choices=OrganisationKind, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    place = models.CharField(_("city or region"), max_length=200, blank=True)
    website = models.URLField(_("website"), blank=True)
    folded_name = models.CharField(max_length=300, unique=True, editable=False)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class OrganisationAlias(models.Model):
    """Another spelling or short name under which the same organisation appeared."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=300)
    folded_name = models.CharField(max_length=300, unique=True, editable=False)

    def __str__(self) -> str:
        return self.name


class Contributor(models.Model):
    """Somebody who contributes: a person or an organisation, without who they are.

    Counts of contributors are counts of these rows. Names, addresses and numbers are in
    ``Identity``, encrypted, and reached through ``people.access`` alone.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="contributors"
    )
    kind = models.CharField(_("kind"), max_length=30, choices=OrganisationKind, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    place = models.CharField(_("city or region"), max_length=200, blank=True)
    persons = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return str(self.organisation or self.get_kind_display() or _("somebody"))


class VaultKey(models.Model):
    """The key that opens one contributor's identity, itself locked by the server's key.

    Destroying the row makes the identity unreadable, in backups too.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wrapped = models.BinaryField()


class Identity(models.Model):
    """Who a contributor is: encrypted, apart from what they said."""

    contributor = models.OneToOneField(Contributor, models.CASCADE, related_name="identity")
    key = models.OneToOneField(VaultKey, models.CASCADE)
    sealed = models.BinaryField()
