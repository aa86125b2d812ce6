"""Reading frames: their entries in order, and statements with the tags they bear."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from django.db.models import F, QuerySet

from commonspace.consultations.models import Consultation, Frame, FrameItem
from commonspace.evidence.models import Statement, Tagging, TagSuggestion
from commonspace.evidence.showing import Shown

Ordered = list[tuple[FrameItem, int]]
WITH_FRAME = "item__frame__consultation"


def in_order(items: Iterable[FrameItem]) -> Ordered:
    """Return entries with how deep they lie, measures right after what they measure."""
    listed = list(items)
    below: dict[int | None, list[FrameItem]] = defaultdict(list)
    for item in listed:
        below[item.parent_id].append(item)
    found: Ordered = []
    for top in below[None]:
        found += [(top, 0), *((child, 1) for child in below[top.pk])]
    return found


def frames_of(consultation: Consultation) -> list[tuple[Frame, Ordered]]:
    """Return the frames of a consultation with their entries in order."""
    found = []
    for frame in consultation.frames.prefetch_related("items"):
        frame.consultation = consultation
        items = list(frame.items.all())
        for item in items:
            item.frame = frame
        found.append((frame, in_order(items)))
    return found


def with_tags(shown: Iterable[Shown]) -> list[Shown]:
    """Put with each statement its tags and the suggestions that wait for an answer."""
    listed = list(shown)
    keys = Statement.objects.filter(pk__in=[one.pk for one in listed])
    tags: dict[object, list[FrameItem]] = defaultdict(list)
    for tagging in (
        Tagging.objects.filter(statement__in=keys)
        .select_related(WITH_FRAME)
        .order_by("item__frame__position", "item__position")
    ):
        tags[tagging.statement_id].append(tagging.item)
    suggested: dict[object, list[TagSuggestion]] = defaultdict(list)
    for suggestion in open_suggestions().filter(statement__in=keys).select_related(WITH_FRAME):
        suggested[suggestion.statement_id].append(suggestion)
    return [
        replace(one, tags=tuple(tags[one.pk]), suggested=tuple(suggested[one.pk])) for one in listed
    ]


def open_suggestions() -> QuerySet[TagSuggestion]:
    """Return the suggestions nobody has answered."""
    return TagSuggestion.objects.filter(
        refused_at=None, statement__contribution__withdrawn_at=None
    ).exclude(statement__taggings__item=F("item"))
