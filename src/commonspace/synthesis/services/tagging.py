"""Tagging examples with the entries of a frame."""

from django.db import transaction

from commonspace.consultations.models import FrameItem
from commonspace.people.models import Account
from commonspace.provenance.services import actor_of, record_event
from commonspace.synthesis.models import Example, ExampleTagging


@transaction.atomic
def tag_example(*, example: Example, item: FrameItem, by: Account) -> ExampleTagging:
    """Say that an example speaks to an entry of a frame; saying it twice is once."""
    tagging, is_new = ExampleTagging.objects.get_or_create(
        example=example, item=item, defaults={"by": by}
    )
    if is_new:
        _log(example, "example.tagged", by)
    return tagging


@transaction.atomic
def untag_example(*, example: Example, item: FrameItem, by: Account) -> None:
    """Take a tag of an example away."""
    if ExampleTagging.objects.filter(example=example, item=item).delete()[0]:
        _log(example, "example.untagged", by)


def _log(example: Example, verb: str, by: Account) -> None:
    record_event(
        actor=actor_of(by), verb=verb, subject=f"example:{example.pk}",
        scope=example.consultation.code,
    )  # fmt: skip
