"""What is printed, what came back, and how far it has come."""

import uuid
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from commonspace.channels.paper.choices import PageState, SheetState
from commonspace.channels.paper.codes import letters
from commonspace.channels.paper.sealing import seal, unseal
from commonspace.consultations.models import Consultation
from commonspace.contributions.models import Contribution
from commonspace.kernel.localised import in_language
from commonspace.people.models import Account
from commonspace.provenance.models import Run, StoredFile

FEWEST_LINES, MOST_LINES = 3, 22


class PaperOffer(models.Model):
    """Whether a consultation takes answers on paper, and where filled sheets go."""

    consultation = models.OneToOneField(Consultation, models.CASCADE, related_name="paper_offer")
    is_offered = models.BooleanField(_("people can answer on paper"), default=False)
    lines = models.PositiveSmallIntegerField(_("lines to write on for each question"), default=8)
    bring_to = models.JSONField(_("where filled sheets are brought or sent"), default=dict)

    def bring_to_in(self, language: str | None = None) -> str:
        """Return where sheets go, in a language."""
        fallback = self.consultation.default_language
        return in_language(self.bring_to, language, fallback=fallback)


class Layout(models.Model):
    """One printed form, for ever: its words, and where on which page each field stands.

    ``document`` is what the press was given. ``pages`` lists, page by page, ``{"key", "sort",
    "x", "y", "width", "height"}`` in millimetres. ``wordings`` maps questions to the wordings
    that were printed, both by primary key.
    """

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="paper_layouts")
    language = models.CharField(max_length=10)
    digest = models.CharField(max_length=64)
    document = models.JSONField()
    pages = models.JSONField()
    wordings = models.JSONField(default=dict)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "digest"], name="one_layout_a_text")
        ]


class Printing(models.Model):
    """A stack of numbered sheets."""

    layout = models.ForeignKey(Layout, models.CASCADE, related_name="printings")
    made_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-made_at", "-id"]

    @property
    def first(self) -> int:
        """Return the number of its first sheet."""
        return min(sheet.number for sheet in self.sheets.all())

    @property
    def last(self) -> int:
        """Return the number of its last sheet."""
        return max(sheet.number for sheet in self.sheets.all())


class Sheet(models.Model):
    """One code. Numbered sheets exist once; the one without a number may be copied freely."""

    layout = models.ForeignKey(Layout, models.CASCADE, related_name="sheets")
    printing = models.ForeignKey(Printing, models.CASCADE, null=True, related_name="sheets")
    code = models.CharField(max_length=8, unique=True)
    number = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["number", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["layout"],
                condition=models.Q(printing=None),
                name="one_blank_a_layout",
            )
        ]

    @property
    def is_numbered(self) -> bool:
        """Whether there is only one piece of paper with this code."""
        return self.printing_id is not None


class Scan(models.Model):
    """A file of scans or a photograph, exactly as it came, until somebody forgets it.

    ``arrived_at`` is when the paper was here; ``batch`` is shared by files that were given at once.
    """

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="paper_scans")
    batch = models.UUIDField(default=uuid.uuid4, db_index=True)
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64)
    file = models.OneToOneField(StoredFile, models.SET_NULL, null=True, related_name="paper_scan")
    run = models.ForeignKey(Run, models.PROTECT, related_name="+")
    given_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    arrived_at = models.DateTimeField()
    created_at = models.DateTimeField(auto_now_add=True)
    refusal = models.TextField(blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "sha256"], name="one_scan_a_file")
        ]

    def __str__(self) -> str:
        return self.name


class FilledSheet(models.Model):
    """One contributor's sheet that came back.

    ``key`` is the code of a numbered sheet, so that each counts once; a copy of the blank has one
    of its own. ``kept`` is what somebody typed so far, field by field.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="filled_sheets")
    sheet = models.ForeignKey(Sheet, models.PROTECT, related_name="filled")
    key = models.CharField(max_length=40, unique=True)
    state = models.CharField(max_length=8, choices=SheetState, default=SheetState.WAITING)
    arrived_at = models.DateTimeField()
    sealed_kept = models.BinaryField(default=b"")
    version = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=300, blank=True)
    contribution = models.OneToOneField(
        Contribution, models.SET_NULL, null=True, related_name="paper_sheet"
    )
    done_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["created_at", "id"]

    @property
    def letters(self) -> str:
        """The code as it stands on the paper."""
        return letters(self.sheet.code)

    @property
    def kept(self) -> dict[str, Any]:
        """What somebody typed so far."""
        return unseal(self.sealed_kept)

    @kept.setter
    def kept(self, values: dict[str, Any]) -> None:
        self.sealed_kept = seal(values)


class ScannedPage(models.Model):
    """One page seen in a scan. ``readings`` is what was read, by the keys of the layout; sealed."""

    scan = models.ForeignKey(Scan, models.CASCADE, related_name="pages")
    number = models.PositiveIntegerField()
    place = models.PositiveSmallIntegerField(default=0)
    picture = models.OneToOneField(
        StoredFile, models.SET_NULL, null=True, related_name="paper_page"
    )
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=PageState, default=PageState.ASIDE)
    code = models.CharField(max_length=8, blank=True)
    sheet = models.ForeignKey(Sheet, models.SET_NULL, null=True, related_name="scanned")
    filled = models.ForeignKey(FilledSheet, models.SET_NULL, null=True, related_name="pages")
    page = models.PositiveSmallIntegerField(default=0)
    is_straight = models.BooleanField(default=False)
    marks = models.PositiveSmallIntegerField(default=0)
    sealed_readings = models.BinaryField(default=b"")
    is_read = models.BooleanField(default=False)
    placed_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["scan_id", "number", "place"]
        constraints = [
            models.UniqueConstraint(
                fields=["scan", "number", "place"], name="one_scanned_page_a_place"
            ),
            models.UniqueConstraint(
                fields=["filled", "page"],
                condition=models.Q(state=PageState.PLACED),
                name="one_picture_a_page",
            ),
        ]

    @property
    def readings(self) -> dict[str, Any]:
        """What was read: ``fields`` and ``ticks`` by key."""
        return unseal(self.sealed_readings)

    @readings.setter
    def readings(self, values: dict[str, Any]) -> None:
        self.sealed_readings = seal(values)
