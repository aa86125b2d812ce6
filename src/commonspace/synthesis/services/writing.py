"""Making and changing findings, examples, recommendations, services, quotes and resources."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from commonspace.consultations.models import Consultation, Question
from commonspace.evidence.models import Statement
from commonspace.people.models import Account
from commonspace.provenance.services import actor_of, record_event
from commonspace.synthesis.choices import Audience
from commonspace.synthesis.errors import NestingError
from commonspace.synthesis.models import (
    AudienceHeading,
    Example,
    Finding,
    Quote,
    Recommendation,
    Resource,
    Service,
    Synthesised,
)

Thing = TypeVar("Thing", bound=Synthesised)

THINGS: tuple[type[Synthesised], ...] = (
    Finding, Example, Recommendation, Service, Quote, Resource,
)  # fmt: skip


@transaction.atomic
def write(
    thing: type[Thing],
    *,
    consultation: Consultation,
    question: Question | None,
    by: Account | None,
    statements: Iterable[Statement] = (),
    **fields: Any,  # noqa: ANN401  # the fields of the thing itself
) -> Thing:
    """Write one thing of the report at the end of its question's list, with what it rests on."""
    siblings = thing.objects.filter(consultation=consultation, question=question)  # type: ignore[attr-defined]  # concrete
    last = siblings.aggregate(last=Max("position"))["last"] or 0
    made = thing.objects.create(  # type: ignore[attr-defined]  # concrete
        consultation=consultation, question=question, made_by=by, position=last + 1, **fields
    )
    made.statements.set(statements)
    _note(made, "written", by)
    return made  # type: ignore[no-any-return]  # of the kind asked for


@transaction.atomic
def rewrite(thing: Thing, *, by: Account | None, **fields: Any) -> Thing:  # noqa: ANN401  # its own fields
    """Change fields of a thing of the report.

    Raises:
        NestingError: If a recommendation would lie inside itself.
    """
    parent = fields.get("parent")
    while parent is not None:
        if parent.pk == thing.pk:
            raise NestingError(_("A recommendation cannot lie inside itself. Choose another one."))
        parent = parent.parent
    for name, value in fields.items():
        setattr(thing, name, value)
    thing.save(update_fields=[*fields, "changed_at"])
    if isinstance(thing, Recommendation) and "question" in fields:
        thing.children.update(question=thing.question)
    _note(thing, "rewritten", by)
    return thing


@transaction.atomic
def rest_on(thing: Synthesised, *, statements: Iterable[Statement], by: Account | None) -> None:
    """Add statements to what a thing rests on."""
    thing.statements.add(*statements)
    _note(thing, "sourced", by)


@transaction.atomic
def no_longer_rest_on(thing: Synthesised, *, statement: Statement, by: Account | None) -> None:
    """Take a statement from what a thing rests on."""
    thing.statements.remove(statement)
    _note(thing, "unsourced", by)


@transaction.atomic
def remove(thing: Synthesised, *, by: Account | None) -> None:
    """Take a thing out of the report; its statements stay and can be used again."""
    _note(thing, "removed", by)
    thing.delete()


@transaction.atomic
def move(thing: Synthesised, *, up: bool) -> None:
    """Swap a thing with its neighbour in the list of its question, or under its parent."""
    together = type(thing).objects.filter(consultation=thing.consultation, question=thing.question)  # type: ignore[attr-defined]  # concrete
    if isinstance(thing, Recommendation):
        together = together.filter(parent=thing.parent)
    if isinstance(thing, Service):
        together = together.filter(audience=thing.audience)
    siblings = list(together)
    here = siblings.index(thing)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(siblings):
        return
    siblings[here], siblings[there] = siblings[there], siblings[here]
    places = sorted({sibling.position for sibling in siblings})
    if len(places) < len(siblings):
        places = list(range(1, len(siblings) + 1))
    for position, sibling in zip(places, siblings, strict=True):
        type(thing).objects.filter(pk=sibling.pk).update(position=position)  # type: ignore[attr-defined]  # concrete


@transaction.atomic
def word_heading(*, question: Question, audience: str, text: str) -> None:
    """Word the heading of a list of services for one question; blank for the usual one."""
    if text.strip() and text.strip() != str(Audience(audience).label):
        AudienceHeading.objects.update_or_create(
            question=question, audience=audience, defaults={"text": text.strip()[:200]}
        )
    else:
        AudienceHeading.objects.filter(question=question, audience=audience).delete()


def _note(thing: Synthesised, what: str, by: Account | None) -> None:
    kind = type(thing).__name__.lower()
    record_event(
        actor=actor_of(by), verb=f"{kind}.{what}", subject=f"{kind}:{thing.pk}", scope=thing.consultation.code
    )  # fmt: skip
