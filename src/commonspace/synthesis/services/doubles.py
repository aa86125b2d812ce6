"""Deciding about things that look alike: two that stay two, or two that become one."""

from django.db import transaction
from django.utils.translation import gettext as _

from commonspace.consultations.models import Consultation
from commonspace.people.models import Account
from commonspace.provenance.services import actor_of, record_event
from commonspace.synthesis.doubles import pair_key
from commonspace.synthesis.errors import NotOneKindError
from commonspace.synthesis.models import (
    Example,
    ExampleTagging,
    KeptApart,
    Proposal,
    Recommendation,
    Synthesised,
)

FILLED = (
    "title", "author", "year", "place", "kind", "description", "language", "description_language",
    "theme", "influenced",
)  # fmt: skip
JOINED = ("links", "places", "countries", "organisations")


@transaction.atomic
def keep_apart(*, one: Synthesised, other: Synthesised, by: Account) -> KeptApart:
    """Remember that two things that look alike are two."""
    kept, is_new = KeptApart.objects.get_or_create(
        consultation=one.consultation, pair=pair_key(one, other), defaults={"by": by}
    )
    if is_new:
        _log(one.consultation, "things.kept-apart", f"pair:{kept.pk}", by)
    return kept


@transaction.atomic
def ask_again(*, consultation: Consultation, pair: str, by: Account) -> None:
    """Forget that somebody kept a pair apart, so that it is asked about once more."""
    kept = KeptApart.objects.filter(consultation=consultation, pair=pair).first()
    if kept is not None:
        _log(consultation, "things.asked-again", f"pair:{kept.pk}", by)
        kept.delete()


@transaction.atomic
def make_one(*, keep: Synthesised, drop: Synthesised, by: Account) -> None:
    """Put what ``drop`` rests on and holds under ``keep``, and take ``drop`` out of the report.

    The words of ``keep`` stand; what it leaves blank is filled, lists are joined, sub-points and
    tags come along.

    Raises:
        NotOneKindError: If they are the same thing, or of different kinds or consultations.
    """
    if (
        type(keep) is not type(drop)
        or keep.pk == drop.pk
        or keep.consultation_id != drop.consultation_id
    ):
        raise NotOneKindError(
            _("Only two entries of one kind can become one. Nothing was changed.")
        )
    keep.statements.add(*drop.statements.all())
    _fill(keep, drop)
    if isinstance(keep, Recommendation) and isinstance(drop, Recommendation):
        _take_sub_points(keep, drop)
    if isinstance(keep, Example) and isinstance(drop, Example):
        for tagging in drop.taggings.all():
            ExampleTagging.objects.get_or_create(
                example=keep, item=tagging.item, defaults={"by": tagging.by}
            )
    kind = type(keep).__name__.lower()
    Proposal.objects.filter(became=f"{kind}:{drop.pk}").update(became=f"{kind}:{keep.pk}")
    _log(keep.consultation, f"{kind}.merged", f"{kind}:{drop.pk}", by)
    drop.delete()


def _fill(keep: Synthesised, drop: Synthesised) -> None:
    changed = []
    for name in FILLED:
        if hasattr(keep, name) and not getattr(keep, name) and getattr(drop, name):
            setattr(keep, name, getattr(drop, name))
            changed.append(name)
    for name in JOINED:
        if hasattr(keep, name):
            setattr(keep, name, list(dict.fromkeys([*getattr(keep, name), *getattr(drop, name)])))
            changed.append(name)
    if keep.statements.exists():
        keep.unsourced_reason = ""
    keep.save(update_fields=[*changed, "unsourced_reason", "changed_at"])


def _take_sub_points(keep: Recommendation, drop: Recommendation) -> None:
    if keep.parent_id == drop.pk:
        keep.parent = drop.parent
        keep.save(update_fields=["parent"])
    drop.children.exclude(pk=keep.pk).update(parent=keep, question=keep.question)


def _log(consultation: Consultation, verb: str, subject: str, by: Account) -> None:
    record_event(actor=actor_of(by), verb=verb, subject=subject, scope=consultation.code)
