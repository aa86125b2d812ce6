"""What the analysis keeps of a contribution, and how it lets go of it."""

from collections.abc import Iterable

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from commonspace.contributions.models import Contribution
from commonspace.engines.vector_store import vector_file
from commonspace.evidence.models import CandidateStatement, CandidateTheme, PossibleCampaign, Recut
from commonspace.intake.choices import Removed
from commonspace.intake.keepers import Removal, Touched
from commonspace.provenance.services import record_event

SHOWN = 160


def touched(removal: Removal) -> Iterable[Touched]:
    """Name the statements taken from it."""
    if removal.what == Removed.NAME:
        return
    everything = removal.what == Removed.EVERYTHING
    code = removal.contribution.consultation.code
    for statement in removal.contribution.statements.all():
        yield Touched(
            kind=pgettext("what a removal touches", "statement"),
            words=Truncator(statement.quote).chars(SHOWN),
            fate=_("is deleted") if everything else _("is counted, and quoted no more"),
            url=reverse("analysis-statement", args=[code, statement.pk]),
        )


def erase(removal: Removal) -> None:
    """Delete statements, what runs proposed from its words, and what was computed of them."""
    if removal.what != Removed.EVERYTHING:
        return
    contribution = removal.contribution
    for statement in contribution.statements.all():
        record_event(
            actor=removal.actor, verb="statement.removed", subject=f"statement:{statement.pk}",
            scope=contribution.consultation.code,
        )  # fmt: skip
        statement.delete()
    Recut.objects.filter(text__contribution=contribution).delete()
    _forget_candidates(contribution)
    PossibleCampaign.objects.filter(letter=contribution).update(letter=None)
    for campaign in PossibleCampaign.objects.filter(members=contribution):
        campaign.members.remove(contribution)
    transaction.on_commit(_forget_vectors)


def _forget_candidates(contribution: Contribution) -> None:
    """Delete candidates of its texts, and proposed themes that were made of nothing else."""
    candidates = CandidateStatement.objects.filter(text__contribution=contribution)
    themes = [key for key in candidates.values_list("theme", flat=True).distinct() if key]
    candidates.delete()
    CandidateTheme.objects.filter(
        pk__in=themes, statements=None, children=None, theme=None
    ).delete()


def _forget_vectors() -> None:
    """Empty the cache of vectors: which of them came from these words, it does not say."""
    store = vector_file(settings.COMMONSPACE_DATA / "vectors.sqlite")
    if store is not None:
        store.forget()
