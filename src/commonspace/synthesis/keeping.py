"""What the report in the making keeps of a contribution, and how it lets go of it.

Words of the contributor that stand in what somebody wrote are left out, word for word. What was
told in their words alone, and rests on nobody else, is taken out. Whatever is left and rests on
less is to be read again.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from commonspace.contributions.verbatim import Sayings, without
from commonspace.intake.choices import Removed
from commonspace.intake.keepers import Removal, Touched
from commonspace.provenance.services import record_event
from commonspace.synthesis.models import Quote, Recommendation, RestsOnLess, Synthesised
from commonspace.synthesis.quantity import PLACEHOLDER
from commonspace.synthesis.queries import KINDS

MOSTLY = 0.5
"""Share of its letters from which on a thing is told in somebody's words."""

SHOWN = 160
_TEXTS = ("title", "text", "description")


def touched(removal: Removal) -> Iterable[Touched]:
    """Name what rests on its statements or repeats its words."""
    code = removal.contribution.consultation.code
    for kind, thing in _concerned(removal):
        yield Touched(
            kind=_(kind),
            words=Truncator(_known_by(thing)).chars(SHOWN),
            fate=_fate(removal, thing),
            url=reverse("synthesis-thing", args=[code, kind, thing.pk]),
        )


def erase(removal: Removal) -> None:
    """Leave its words out of what is written, and note what rests on less."""
    for kind, thing in list(_concerned(removal)):
        if _goes(removal, thing):
            _note(removal, thing, kind, "removed")
            RestsOnLess.objects.filter(thing=thing.pk).delete()
            if isinstance(thing, Recommendation):
                thing.children.update(parent=thing.parent)
            thing.delete()
            continue
        changed = _without_words(thing, removal.sayings)
        for name, value in changed.items():
            setattr(thing, name, value)
        if changed:
            thing.save(update_fields=[*changed])
            _note(removal, thing, kind, "rewritten")
        lost = _own_statements(removal, thing) if removal.what == Removed.EVERYTHING else 0
        RestsOnLess.objects.create(
            consultation=removal.contribution.consultation,
            thing=thing.pk,
            statements=lost,
            at=timezone.now(),
        )


def _concerned(removal: Removal) -> Iterator[tuple[str, Synthesised]]:
    """Yield everything of the report that rests on the contribution or repeats its words."""
    if removal.what == Removed.NAME:
        return
    consultation = removal.contribution.consultation
    for kind, model in KINDS.items():
        things: Any = model.objects.filter(consultation=consultation)  # type: ignore[attr-defined]  # concrete
        resting = set(
            things.filter(statements__contribution=removal.contribution).values_list(
                "pk", flat=True
            )
        )
        for thing in things:
            rests = thing.pk in resting and removal.what == Removed.EVERYTHING
            if rests or _without_words(thing, removal.sayings):
                yield kind, thing


def _goes(removal: Removal, thing: Synthesised) -> bool:
    """Tell whether a thing is told in their words alone."""
    if thing.statements.exclude(contribution=removal.contribution).exists():
        return False
    words = " ".join(str(getattr(thing, name, "")) for name in _TEXTS)
    is_theirs = thing.statements.filter(contribution=removal.contribution).exists()
    return (isinstance(thing, Quote) and is_theirs) or removal.sayings.share_of(words) >= MOSTLY


def _fate(removal: Removal, thing: Synthesised) -> str:
    if _goes(removal, thing):
        return _("is taken out: it is told in these words alone")
    if _without_words(thing, removal.sayings):
        return _("these words are left out of it, and it is to be read again")
    return _("rests on less, and is to be read again")


def _without_words(thing: Synthesised, sayings: Sayings) -> dict[str, object]:
    """Return the fields of a thing that repeat the words, without them."""
    changed: dict[str, object] = {}
    for name in _TEXTS:
        text = getattr(thing, name, "")
        spans = sayings.spans_in(text) if text else []
        if spans:
            changed[name] = without(text, spans)
    return changed


def _own_statements(removal: Removal, thing: Synthesised) -> int:
    return thing.statements.filter(contribution=removal.contribution).count()


def _known_by(thing: Synthesised) -> str:
    words = str(getattr(thing, "title", "") or getattr(thing, "text", ""))
    return words.replace(PLACEHOLDER, "…")


def _note(removal: Removal, thing: Model, kind: str, what: str) -> None:
    record_event(
        actor=removal.actor, verb=f"{kind}.{what}", subject=f"{kind}:{thing.pk}",
        scope=removal.contribution.consultation.code,
    )  # fmt: skip
