"""Where a public post stood and when. Its author, as shown, is in the vault."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonspace.consultations.models import Consultation
from commonspace.contributions.models import Contribution


class Post(models.Model):
    """One public post or comment; the copy of its text is the contribution's."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="posts")
    contribution = models.OneToOneField(Contribution, models.CASCADE, related_name="post")
    link = models.URLField(_("link"), max_length=1000)
    posted_on = models.DateField(_("day it was posted"))

    class Meta:
        ordering = ["-posted_on", "-id"]
