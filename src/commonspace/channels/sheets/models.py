"""Surveys, the sheets that come from them, and what became of each row.

Who somebody is, is not kept here: it goes from the encrypted file into the vault.
"""

from django.db import models

from commonspace.channels.sheets.choices import Doubt, Fate, Why
from commonspace.consultations.models import Consultation
from commonspace.contributions.models import Contribution
from commonspace.people.models import Account
from commonspace.provenance.models import Run, StoredFile


class Survey(models.Model):
    """One questionnaire whose answers come in one sheet after another.

    ``uses`` tells by a column's heading what it is for; ``terms`` are those last stated.
    """

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="surveys")
    name = models.CharField(max_length=300)
    names = models.JSONField(default=list)
    uses = models.JSONField(default=dict)
    terms = models.JSONField(default=dict)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.name


class Sheet(models.Model):
    """One file that staff gave, first read, then mapped, then imported.

    ``uses`` lists what each column of ``table`` is for, as far as somebody has said; ``terms``
    say on which terms the answers were given.
    """

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="sheets")
    survey = models.ForeignKey(Survey, models.SET_NULL, null=True, related_name="sheets")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    reading = models.ForeignKey(Run, models.PROTECT, related_name="+")
    run = models.ForeignKey(Run, models.PROTECT, null=True, related_name="+")
    given_by = models.ForeignKey(Account, models.SET_NULL, null=True, related_name="+")
    table = models.ForeignKey("SheetTable", models.SET_NULL, null=True, related_name="+")
    uses = models.JSONField(default=list)
    terms = models.JSONField(default=dict)
    refusal = models.TextField(blank=True)
    remarks = models.JSONField(default=list)
    is_to_stop = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.file.name


class SheetTable(models.Model):
    """One table of a file. ``rows`` holds its rows, a line of JSON each, the headings too.

    ``parent`` is the column by which rows of a repeated group name the response they belong to.
    """

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="tables")
    name = models.CharField(max_length=300)
    rows = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    names = models.JSONField(default=list)
    headings = models.PositiveSmallIntegerField(default=1)
    count = models.PositiveIntegerField(default=0)
    parent = models.PositiveSmallIntegerField(null=True)
    remarks = models.JSONField(default=list)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name

    @property
    def responses(self) -> int:
        """How many rows stand under the headings."""
        return max(0, self.count - self.headings)


class SheetMedia(models.Model):
    """A recording, picture or document that came in one archive with the table."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="media")
    name = models.CharField(max_length=500)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]


class SheetRow(models.Model):
    """What became of one row.

    ``key`` is the same for the same response in every sheet of a survey; ``digest`` changes with
    what it says. ``response`` is the survey's own code, kept only where it names nobody.
    """

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    key = models.CharField(max_length=64, db_index=True)
    digest = models.CharField(max_length=64, db_index=True)
    response = models.CharField(max_length=100, blank=True)
    fate = models.CharField(max_length=10, choices=Fate)
    reason = models.CharField(max_length=12, choices=Why, blank=True)
    doubts = models.JSONField(default=list)
    contribution = models.ForeignKey(
        Contribution, models.SET_NULL, null=True, related_name="sheet_rows"
    )

    class Meta:
        ordering = ["number", "id"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "number"], name="one_fate_a_sheet_row"),
        ]

    def doubts_told(self) -> list[str]:
        """Return what was not understood, in words."""
        return [str(Doubt(each).label) for each in self.doubts if each in Doubt.values]
