# ruff: noqa: E402  # Django is set up before anything that needs it
"""Compare what senders were told with what is there: run in a process of its own, on the site's own data.

Reads a ledger as JSON, prints what is lost, doubled, broken or ownerless as JSON.
"""

import json
import re
import sys
from collections import Counter, defaultdict
from hashlib import sha256
from io import BytesIO

import django

django.setup()

from django.db.models import Count, F
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from tests import make
from tests.channels.messaging.saying import line
from tests.trust.doors import BOT_SECRET

from commonspace.channels.email.models import Mail
from commonspace.channels.messaging.models import Delivery, Message
from commonspace.channels.recordings.models import Offer
from commonspace.channels.sheets.composing import Terms
from commonspace.channels.sheets.services.mapping import settle
from commonspace.channels.sheets.services.opening import keep_sheet, open_sheet
from commonspace.channels.sheets.tasks import import_sheet_task
from commonspace.consultations.models import Consultation
from commonspace.contributions.models import Answer, Attachment
from commonspace.engines.blobs import BrokenBlobError
from commonspace.intake.services import contribution_for_code
from commonspace.kernel.errors import CommonspaceError
from commonspace.people.models import Account
from commonspace.provenance.models import Event, StoredFile
from commonspace.provenance.store import blob_store

MARK = re.compile(r"\[[a-z]+-\d+-\w+\]")


def main() -> None:
    asked = json.load(sys.stdin)
    if "seed" in asked:
        json.dump(_seeded(asked["seed"]), sys.stdout)
    elif "sheet" in asked:
        json.dump(_sheet_begun(asked["sheet"]), sys.stdout)
    elif "waits" in asked:
        json.dump(_waiting(), sys.stdout)
    else:
        json.dump(_compared(asked), sys.stdout)


def _seeded(code: str) -> dict[str, str]:
    """Make a call that takes everything; return the key of its line."""
    call = make.consultation(code)
    make.member(call)
    Offer.objects.create(consultation=call, is_offered=True)
    bot = line(call, "telegram", (BOT_SECRET,))
    return {"line": reverse("messages-arrived", args=[bot.key])}


def _sheet_begun(content: str) -> dict[str, int]:
    """Do what staff do with a sheet up to pressing import; the rest is the worker's."""
    call, by = Consultation.objects.get(), Account.objects.get()
    sheet = keep_sheet(consultation=call, stream=BytesIO(content.encode()), name="a.csv", by=by)
    open_sheet(sheet, language="en")
    uses = ["id", f"words:{call.questions.first().pk}"]
    terms = Terms(attribution="anonymous", may_publish=False, notice="Told.", language="en")
    settle(sheet=sheet, table=sheet.table, uses=uses, terms=terms, survey=None, by=by)
    import_sheet_task.enqueue(sheet_id=sheet.pk)
    return {"sheet": sheet.pk}


def _waiting() -> dict[str, int]:
    """Return what is still to be done, each kind with its number.

    What was being sent when its sender died is tried again after a quarter of an hour: not waited for.
    """
    states = dict(DBTaskResult.objects.order_by().values_list("status").annotate(Count("pk")))
    return {
        "tasks": states.get("READY", 0) + states.get("RUNNING", 0),
        "mails": Mail.objects.filter(fate="waiting").count(),
        "receipts": Mail.objects.filter(receipt="due").count(),
        "deliveries": Delivery.objects.filter(state="waiting").count(),
        "replies": Message.objects.filter(reply="due").count(),
        "attachments": Attachment.objects.filter(reading="waiting").count(),
    }


def _compared(ledger: dict) -> dict:
    told = ledger["acknowledged"]
    held = _marks_held()
    files, broken = _files_held()
    return {
        "lost": sorted(set(told) - set(held)),
        "doubled": sorted(mark for mark, places in held.items() if len(places) > 1),
        "never_sent": sorted(set(held) - set(ledger["sent"])),
        "files_lost": sorted(set(ledger["files"]) - set(files)),
        "files_doubled": sorted(one for one in ledger["files"] if files[one] > 1),
        "files_broken": broken,
        "receipts_dead": _dead_receipts(told, held),
        "fates": _fates(),
        **_ownerless(),
        "chain_broken": _chain_broken(),
        "failed": _failed(),
    }


def _marks_held() -> dict[str, list[str]]:
    """Return where each mark stands: the contribution, once for each time its words are in force."""
    held = defaultdict(list)
    answers = Answer.objects.filter(revision__number=F("contribution__current_revision"))
    for contribution, text in answers.values_list("contribution_id", "text__text"):
        for mark in MARK.findall(text):
            held[mark].append(str(contribution))
    return held


def _files_held() -> tuple[Counter[str], list[str]]:
    """Count attachments by the digest of their bytes; name those whose bytes are others."""
    held, broken = Counter(), []
    now = Attachment.objects.filter(revision__number=F("contribution__current_revision"))
    for attachment in now.select_related("file"):
        try:
            with blob_store().open(attachment.file.blob) as stream:
                is_whole = sha256(stream.read()).hexdigest() == attachment.file.sha256
        except BrokenBlobError:
            is_whole = False
        held[attachment.file.sha256] += 1
        if not is_whole:
            broken.append(attachment.file.sha256)
    return held, broken


def _dead_receipts(told: dict[str, str], held: dict[str, list[str]]) -> list[str]:
    dead = []
    for mark, code in told.items():
        if not code:
            continue
        try:
            is_right = str(contribution_for_code(code).pk) in held.get(mark, [])
        except CommonspaceError:
            is_right = False
        if not is_right:
            dead.append(mark)
    return dead


def _fates() -> dict[str, int]:
    """Return what became of mails and messages, so that none that was set aside goes unseen."""
    return {
        f"{model.__name__} {fate} {reason}".strip(): count
        for model in (Mail, Message)
        for fate, reason, count in model.objects.order_by()
        .values_list("fate", "reason")
        .annotate(Count("pk"))
    }


def _ownerless() -> dict[str, int]:
    """Count bytes without a row, rows without bytes, and rows that nothing refers to."""
    rows = set(StoredFile.objects.values_list("blob", flat=True))
    blobs = set(blob_store().ids())
    return {"bytes_ownerless": len(blobs - rows), "bytes_missing": len(rows - blobs)}


def _chain_broken() -> int:
    before, broken = "0" * 64, 0
    for previous, digest in Event.objects.order_by("id").values_list("previous", "digest"):
        broken += previous != before
        before = digest
    return broken


def _failed() -> list[str]:
    return [
        f"{one.task_path}: {one.exception_class_path} {one.traceback.strip().splitlines()[-1:]}"
        for one in DBTaskResult.objects.failed()
    ]


if __name__ == "__main__":
    main()
