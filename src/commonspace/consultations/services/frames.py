"""Making frames and keeping their entries."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Max, RestrictedError
from django.utils.translation import gettext as _

from commonspace.consultations.errors import EmptyFrameError, FrameInUseError
from commonspace.consultations.frame_tables import Entry
from commonspace.consultations.models import Consultation, Frame, FrameItem
from commonspace.consultations.services.log import note
from commonspace.kernel.localised import Localised
from commonspace.people.models import Account


@transaction.atomic
def make_frame(
    *,
    consultation: Consultation,
    title: Localised,
    entries: Sequence[Entry],
    by: Account,
    source: str = "",
) -> Frame:
    """Make a frame with its entries, numbered where they bear no number of their own.

    Raises:
        EmptyFrameError: If there is no entry.
    """
    if not entries:
        raise EmptyFrameError(_("A frame needs at least one entry. Nothing was made."))
    last = consultation.frames.aggregate(last=Max("position"))["last"] or 0
    frame = Frame.objects.create(
        consultation=consultation, title=dict(title), source=source[:300], position=last + 1,
        made_by=by,
    )  # fmt: skip
    _put(frame, entries)
    note(consultation, by, "frame.made", f"frame:{frame.pk}")
    return frame


def _put(frame: Frame, entries: Sequence[Entry]) -> None:
    made: dict[int, FrameItem] = {}
    tops = 0
    below: dict[int, int] = {}
    order = sorted(
        range(len(entries)), key=lambda place: (entries[place].parent is not None, place)
    )
    for place in order:
        entry = entries[place]
        parent = made.get(entry.parent) if entry.parent is not None else None
        if parent is None:
            tops += 1
            code = entry.code or str(tops)
        else:
            below[parent.pk] = below.get(parent.pk, 0) + 1
            code = entry.code or f"{parent.code}.{below[parent.pk]}"
        made[place] = FrameItem.objects.create(
            frame=frame, parent=parent, code=code[:20], position=place + 1,
            title=entry.title, description=entry.description,
        )  # fmt: skip


@transaction.atomic
def rename_frame(*, frame: Frame, title: Localised, source: str, by: Account) -> None:
    """Change what a frame is called and where its list comes from."""
    frame.title, frame.source = dict(title), source[:300]
    frame.save(update_fields=["title", "source"])
    note(frame.consultation, by, "frame.renamed", f"frame:{frame.pk}")


@transaction.atomic
def add_item(
    *, frame: Frame, title: Localised, by: Account, parent: FrameItem | None = None, code: str = ""
) -> FrameItem:
    """Add an entry at the end, or under another."""
    top = parent.parent or parent if parent else None
    siblings = frame.items.filter(parent=top)
    number = siblings.count() + 1
    last = frame.items.aggregate(last=Max("position"))["last"] or 0
    item = FrameItem.objects.create(
        frame=frame, parent=top, position=last + 1, title=dict(title),
        code=(code or (f"{top.code}.{number}" if top else str(number)))[:20],
    )  # fmt: skip
    note(frame.consultation, by, "frame.entry-added", f"frame:{frame.pk}")
    return item


@transaction.atomic
def change_item(
    *, item: FrameItem, title: Localised, description: Localised, code: str, by: Account
) -> None:
    """Change the words of an entry; what is tagged with it stays tagged."""
    item.title, item.description, item.code = dict(title), dict(description), code[:20]
    item.save(update_fields=["title", "description", "code"])
    note(item.frame.consultation, by, "frame.entry-changed", f"frame:{item.frame_id}")


@transaction.atomic
def remove_item(*, item: FrameItem, by: Account) -> None:
    """Take an entry out, with those under it.

    Raises:
        FrameInUseError: If something is tagged with it, or with one under it.
    """
    _delete(item)
    note(item.frame.consultation, by, "frame.entry-removed", f"frame:{item.frame_id}")


@transaction.atomic
def remove_frame(*, frame: Frame, by: Account) -> None:
    """Take a frame out.

    Raises:
        FrameInUseError: If something is tagged with an entry of it.
    """
    key = frame.pk
    _delete(frame)
    note(frame.consultation, by, "frame.removed", f"frame:{key}")


def _delete(row: Frame | FrameItem) -> None:
    try:
        with transaction.atomic():
            row.delete()
    except RestrictedError:
        raise FrameInUseError(
            _("Something is tagged with it. Take the tags away first; nothing was changed.")
        ) from None
