"""Taking the rows of a sheet to the door: each row in exactly one fate, in batches that last."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice

from django.db import transaction
from django.db.models import Count, Max
from django.utils.translation import override

from commonspace.channels.sheets.choices import Doubt, Fate
from commonspace.channels.sheets.composing import Composed, Plan, compose
from commonspace.channels.sheets.errors import ImportStoppedError, NotYetMappedError
from commonspace.channels.sheets.models import Sheet, SheetRow
from commonspace.channels.sheets.services.mapping import (
    plan_for,
    rows_without_response,
    terms_from,
)
from commonspace.channels.sheets.tables import rows_under
from commonspace.contributions.choices import Channel
from commonspace.contributions.models import Contribution
from commonspace.engines.tables.rows import Row
from commonspace.intake.envelopes import Envelope, FilePart
from commonspace.intake.services import receive_many, revise
from commonspace.people.models import Account
from commonspace.provenance.models import Outcome, Run
from commonspace.provenance.services import actor_of, record_event, report_progress, running

BATCH = 50
"""Rows in one transaction: few enough that whoever answers on the website meanwhile does not wait."""
IMPORTING = "importing"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """What an earlier row of the same response became, and what it said."""

    digest: str
    contribution: Contribution


def import_rows(sheet: Sheet) -> None:
    """Make a contribution of each new row; safe to run again: it goes on where it stopped.

    A batch of rows and the contributions made of them are one transaction, so a row has its
    fate exactly if its contribution is on disk.

    Raises:
        ImportStoppedError: If somebody asked it to stop; what is in stays in.
        NotYetMappedError: If nobody has said what the columns are.
    """
    if sheet.run is None or sheet.table is None:
        raise NotYetMappedError
    if sheet.run.outcome == Outcome.DONE:
        return
    with running(sheet.run) as run, override(sheet.consultation.default_language):
        plan = plan_for(table=sheet.table, uses=sheet.uses, terms=terms_from(sheet.terms))
        done = sheet.rows.count()
        last = sheet.rows.aggregate(last=Max("number"))["last"] or 0
        run.parameters = {**run.parameters, "from": done}
        total = sheet.table.responses
        report_progress(run, IMPORTING, done, total)
        for batch in _batches(rows_under(sheet.table, after=last)):
            _take(sheet, plan, batch)
            done += len(batch)
            report_progress(run, IMPORTING, done, total)
            _heed_stop(sheet)
        _count(sheet, run)
        sheet.remarks = [*sheet.remarks, *rows_without_response(sheet.table)]
        sheet.save(update_fields=["remarks"])


def ask_to_stop(*, sheet: Sheet, by: Account) -> None:
    """Let an import end after the batch it is at."""
    Sheet.objects.filter(pk=sheet.pk).update(is_to_stop=True)
    _record(by, "sheet.stopped", sheet)


def go_on(*, sheet: Sheet, by: Account) -> None:
    """Let an import that stopped be taken up again."""
    Sheet.objects.filter(pk=sheet.pk).update(is_to_stop=False)
    _record(by, "sheet.gone-on", sheet)


def take_new_text(*, sheet: Sheet, rows: Sequence[SheetRow], by: Account) -> int:
    """Put what changed rows say now in place of what they said; the old wording stays on record.

    Returns:
        How many contributions have a new wording.

    Raises:
        CallClosedError: If the deadline has passed or a contributor has withdrawn.
    """
    for row, envelope in changed_envelopes(sheet, rows):
        if row.contribution is None:
            continue
        keep = {str(pk) for pk in row.contribution.attachments.values_list("pk", flat=True)}
        with transaction.atomic():
            revise(contribution=row.contribution, envelope=envelope, keep=keep)
            row.fate = Fate.REVISED
            row.save(update_fields=["fate"])
            _record(by, "sheet.new-text-taken", sheet)
    return len(rows)


def keep_old_text(*, sheet: Sheet, rows: Sequence[SheetRow], by: Account) -> None:
    """Leave what changed rows said before in force."""
    SheetRow.objects.filter(pk__in=[row.pk for row in rows]).update(fate=Fate.KEPT)
    _record(by, "sheet.old-text-kept", sheet)


def changed_envelopes(
    sheet: Sheet, rows: Sequence[SheetRow]
) -> Iterator[tuple[SheetRow, Envelope]]:
    """Yield, for rows of a sheet, what they would now bring to the door."""
    if sheet.table is None or not rows:
        return
    wanted = {row.number: row for row in rows}
    plan = plan_for(table=sheet.table, uses=sheet.uses, terms=terms_from(sheet.terms))
    with override(sheet.consultation.default_language):
        for found in rows_under(sheet.table, after=min(wanted) - 1):
            row = wanted.pop(found.number, None)
            if row:
                composed = compose(found, plan)
                yield row, _envelope(sheet, composed, f"{row.key}:{row.digest[:32]}", {})
            if not wanted:
                return


def _batches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _heed_stop(sheet: Sheet) -> None:
    if Sheet.objects.filter(pk=sheet.pk, is_to_stop=True).exists():
        raise ImportStoppedError


def _take(sheet: Sheet, plan: Plan, batch: Sequence[Row]) -> None:
    composed = [compose(row, plan) for row in batch]
    with transaction.atomic():
        rows = _with_keys(sheet, composed)
        known = _known(sheet, [row.key for row in rows])
        new: list[tuple[SheetRow, Envelope]] = []
        media = _media(sheet, composed)
        for row, made in zip(rows, composed, strict=True):
            if made.is_further:
                row.fate = Fate.JOINED
                row.contribution = _in_force(known.get(row.key))
            elif made.why:
                row.fate, row.reason = Fate.LEFT_OUT, made.why
            elif row.key in known:
                _compare(row, known[row.key])
            else:
                known[row.key] = _Known(digest=row.digest, contribution=Contribution())
                new.append((row, _envelope(sheet, made, row.key, media)))
                row.doubts = made.doubts
        _receive(new)
        _name_earlier(rows)
        SheetRow.objects.bulk_create(rows)


def _with_keys(sheet: Sheet, composed: Sequence[Composed]) -> list[SheetRow]:
    """Return a row for each response with the key that finds it again in the next sheet.

    Without a code of its own a response is known by what it says, and by being the first,
    second or third in its sheet to say exactly this: two people may.
    """
    before = _said_before(sheet, composed)
    rows = []
    for made in composed:
        if made.response:
            known_by = f"code\x1f{made.response}"
        else:
            known_by = f"said\x1f{made.digest}\x1f{before[made.digest]}"
            before[made.digest] += 1
        rows.append(
            SheetRow(
                sheet=sheet, number=made.number, digest=made.digest, response=made.shown_response,
                key=sha256(f"{sheet.survey_id}\x1f{known_by}".encode(errors="replace")).hexdigest(),
            )
        )  # fmt: skip
    return rows


def _said_before(sheet: Sheet, composed: Sequence[Composed]) -> Counter[str]:
    counts = (
        SheetRow.objects.filter(sheet=sheet, digest__in=[one.digest for one in composed])
        .values_list("digest")
        .annotate(times=Count("pk"))
        .order_by()
    )
    return Counter(dict(counts))


def _known(sheet: Sheet, keys: Sequence[str]) -> dict[str, _Known]:
    """Return what responses with these keys became, in this sheet or an earlier one."""
    found = (
        SheetRow.objects.filter(sheet__survey=sheet.survey_id, key__in=keys)
        .exclude(contribution=None)
        .exclude(fate=Fate.JOINED)
        .select_related("contribution")
        .order_by("pk")
    )
    known: dict[str, _Known] = {}
    for row in found:
        if row.contribution and (row.fate != Fate.CHANGED or row.key not in known):
            known[row.key] = _Known(digest=row.digest, contribution=row.contribution)
    return known


def _compare(row: SheetRow, known: _Known) -> None:
    row.fate = Fate.ALREADY if row.digest == known.digest else Fate.CHANGED
    row.contribution = _in_force(known)


def _in_force(known: _Known | None) -> Contribution | None:
    """Return what an earlier row became, unless that is still on its way to the door."""
    return known.contribution if known and known.contribution.reference else None


def _receive(new: Sequence[tuple[SheetRow, Envelope]]) -> None:
    received = receive_many([envelope for _row, envelope in new]) if new else []
    for (row, _envelope_sent), one in zip(new, received, strict=True):
        row.contribution = one.contribution
        row.fate = Fate.IMPORTED if one.is_new else Fate.ALREADY


def _name_earlier(rows: Sequence[SheetRow]) -> None:
    """Let a row that repeats one of the same batch name the contribution that one has become."""
    made = {row.key: row.contribution for row in rows if row.contribution}
    for row in rows:
        if row.contribution is None and row.fate in {Fate.ALREADY, Fate.CHANGED, Fate.JOINED}:
            row.contribution = made.get(row.key)


def _media(sheet: Sheet, composed: Sequence[Composed]) -> dict[str, FilePart]:
    """Return the files that came with the table and are named by these rows."""
    names = {name for made in composed for name in made.files}
    if not names:
        return {}
    files = sheet.media.select_related("file")
    found = {one.name.rpartition("/")[2]: FilePart(file=one.file) for one in files}
    for made in composed:
        if set(made.files) - set(found):
            made.doubts.append(Doubt.FILES)
    return {name: found[name] for name in names if name in found}


def _envelope(sheet: Sheet, made: Composed, key: str, media: dict[str, FilePart]) -> Envelope:
    return Envelope(
        consultation=sheet.consultation,
        channel=Channel.SHEET,
        key=f"sheet:{sheet.consultation_id}:{key}",
        received_at=made.received_at,
        sender=made.sender,
        consent=made.consent,
        answers=made.answers,
        files=tuple(media[name] for name in made.files if name in media),
        language=made.language,
        on_behalf_of=made.on_behalf_of,
        entered_by=sheet.given_by,
    )


def _count(sheet: Sheet, run: Run) -> None:
    """Write into the run how many rows came, became contributions, and did not."""
    run.counts_in = sheet.rows.count()
    run.counts_out = sheet.rows.filter(fate=Fate.IMPORTED).count()
    run.counts_unprocessed = run.counts_in - run.counts_out


def _record(by: Account, verb: str, sheet: Sheet) -> None:
    record_event(
        actor=actor_of(by), verb=verb, subject=f"sheet:{sheet.pk}", scope=sheet.consultation.code
    )
