"""Asking for removal after the deadline, and what is left once it is done."""

import io
from datetime import timedelta

import pytest
from django.utils import timezone
from tests import make

from commonspace.contributions.models import Answer, Attachment, Contribution, SourceText
from commonspace.desk.choices import State
from commonspace.desk.models import Campaign, Decision, DuplicateProposal
from commonspace.desk.queries import state_of
from commonspace.desk.services import decide, merge
from commonspace.intake.choices import RemovalState
from commonspace.intake.envelopes import FilePart
from commonspace.intake.errors import (
    AlreadyDecidedRemovalError,
    NoRemovalReasonError,
    NothingToRemoveError,
)
from commonspace.intake.models import RemovalRequest
from commonspace.intake.removing import (
    ask_for_removal,
    carry_out_removal,
    open_requests,
    refuse_removal,
    standing_of,
    take_back_request,
)
from commonspace.intake.services import contribution_for_code, receipt_code
from commonspace.intake.signatures import sign
from commonspace.people.models import Contributor, Identity, VaultKey
from commonspace.provenance.models import Event, Run, StoredFile
from commonspace.provenance.services import store_bytes
from commonspace.provenance.store import blob_store
from commonspace.synthesis.choices import LedgerState
from commonspace.synthesis.ledger import ledger_of

pytestmark = pytest.mark.django_db
WORDS = "We walk two hours to the well, and nobody has asked us why."


@pytest.fixture
def call():
    return make.consultation(open_now=False)


def sent(call, text=WORDS, **fields) -> Contribution:
    file = store_bytes(stream=io.BytesIO(text.encode()), name="Amal Haddad.txt", max_bytes=999)
    fields = {"name": "Amal Haddad", "organisation": "Well Keepers", "country": "KE"} | fields
    part = FilePart(file=file, title="By Amal", author="Amal Haddad")
    return make.contribution(call, text, files=(part,), **fields)


def removed(contribution, what="everything", **how) -> RemovalRequest:
    asked = ask_for_removal(contribution=contribution, what=what, **how)
    by = make.member(contribution.consultation)
    return carry_out_removal(request=asked, by=by)


def test_a_request_gets_a_day_by_which_a_person_decides(call, settings):
    settings.COMMONSPACE_REMOVAL_DAYS = 14
    contribution = sent(call)

    asked = ask_for_removal(contribution=contribution, what="name", remark=" I lost my job. ")

    assert asked.due_on == timezone.localdate() + timedelta(days=14)
    assert (asked.remark, asked.is_open, asked.is_overdue) == ("I lost my job.", True, False)
    assert list(open_requests(call)) == [asked]
    assert list(open_requests(make.consultation())) == []
    assert not standing_of(contribution).may_ask


def test_asking_again_changes_what_is_asked_and_not_the_day(call):
    contribution = sent(call)
    first = ask_for_removal(contribution=contribution, what="name")
    RemovalRequest.objects.update(due_on=timezone.localdate() - timedelta(days=1))

    second = ask_for_removal(contribution=contribution, what="everything", is_masked=True)

    assert second.pk == first.pk
    assert (second.what, second.is_masked, second.is_overdue) == ("everything", True, True)


def test_until_the_deadline_nobody_need_ask_but_what_was_withdrawn_can_be_removed():
    call = make.consultation(open_now=True)
    contribution = make.contribution(call)
    with pytest.raises(NothingToRemoveError):
        ask_for_removal(contribution=contribution, what="everything")

    Contribution.objects.update(withdrawn_at=timezone.now())
    contribution.refresh_from_db()

    assert standing_of(contribution).may_ask
    assert ask_for_removal(contribution=contribution, what="everything").is_open


def test_of_everything_only_the_number_the_way_in_and_the_day_are_left(
    call, django_capture_on_commit_callbacks
):
    contribution = sent(call)
    code = receipt_code(contribution)
    sign(contribution=contribution, name="Net Menders", kind="ngo", country="PH")
    blob = contribution.attachments.get().file.blob
    came = contribution.received_at

    with django_capture_on_commit_callbacks(execute=True):
        removed(contribution)

    left = contribution_for_code(code)
    assert (str(left), left.channel, left.received_at) == ("C-0001", "web", came)
    assert (left.attribution, left.may_publish, left.on_behalf_of, left.language) == (
        "anonymous", False, "", "",
    )  # fmt: skip
    assert [(bytes(one.original), one.sha256) for one in left.revisions.all()] == [(b"", "")]
    for kept in (Answer, Attachment, SourceText, StoredFile, Identity, VaultKey):
        assert not kept.objects.exists(), kept
    assert blob not in set(blob_store().ids())
    assert left.signatories.count() == 0
    sender = Contributor.objects.get()
    assert (sender.organisation, sender.kind, sender.country, sender.place) == (None, "", "", "")
    assert standing_of(left).is_removed
    assert not standing_of(left).may_ask


def test_the_desk_and_the_ledger_say_removed_on_request(call):
    kept, gone = sent(call, "Evenings."), sent(call)
    decide(contribution=gone, kind="set-aside", by=None, reason="Says: we walk two hours.")
    run = Run.objects.create(kind="duplicates")
    DuplicateProposal.objects.create(earlier=kept, later=gone, similarity=0.7, run=run)
    campaign = Campaign.objects.create(
        consultation=call, run=run, letter=gone, senders=2, similarity=0.9
    )
    campaign.members.set([kept, gone])

    removed(gone)

    gone = Contribution.objects.get(pk=gone.pk)
    assert state_of(gone) == State.REMOVED
    counts = ledger_of(call).counts
    assert (counts[LedgerState.REMOVED], counts[LedgerState.WITHDRAWN]) == (1, 0)
    assert sum(counts.values()) == 2
    assert [one.reason for one in Decision.objects.filter(contribution=gone)] == [""]
    assert not DuplicateProposal.objects.exists()
    campaign.refresh_from_db()
    assert (campaign.letter, campaign.senders) == (kept, 1)


def test_what_was_counted_with_it_stands_by_itself_again(call):
    first, second = sent(call), sent(call, f"{WORDS} Again.")
    merge(contribution=second, into=first, by=None)

    removed(first)

    assert state_of(Contribution.objects.get(pk=second.pk)) == State.READ
    assert SourceText.objects.filter(contribution=second).exists()


def test_who_sent_more_keeps_their_other_contribution(call):
    first = sent(call)
    second = sent(call, "Evenings.")
    second.contributor = first.contributor
    second.save()

    removed(first)

    second.refresh_from_db()
    first.refresh_from_db()
    assert second.contributor.organisation.name == "Well Keepers"
    assert Identity.objects.filter(contributor=second.contributor).exists()
    assert first.contributor != second.contributor
    assert first.contributor.organisation is None


def test_of_a_name_the_words_the_kind_and_the_country_are_left(call):
    contribution = sent(call, attribution="named")

    removed(contribution, "name")

    left = Contribution.objects.get()
    assert (left.attribution, left.is_withdrawn, left.may_publish) == ("anonymous", False, True)
    assert (left.contributor.kind, left.contributor.country) == ("ngo", "KE")
    assert left.contributor.organisation is None
    assert not Identity.objects.exists()
    assert {text.text for text in left.texts.all()} == {WORDS}
    document = left.attachments.get()
    assert (document.author, document.file.name) == ("", "document-1.txt")
    assert b"Amal" not in bytes(left.revisions.get().original)
    assert standing_of(left).may_ask


def test_of_quotations_the_words_count_and_may_not_be_published(call):
    contribution = sent(call)

    removed(contribution, "quotation")

    left = Contribution.objects.get()
    assert (left.may_publish, left.is_withdrawn, left.attribution) == (False, False, "organisation")
    assert left.contributor.organisation.name == "Well Keepers"


def test_a_refusal_needs_a_reason_and_leaves_the_way_open_to_ask_again(call):
    contribution, by = sent(call), make.member(call)
    asked = ask_for_removal(contribution=contribution, what="everything", remark="Please.")
    with pytest.raises(NoRemovalReasonError):
        refuse_removal(request=asked, answer="  ", by=by)

    refused = refuse_removal(request=asked, answer="The court asked us to keep it.", by=by)

    assert (refused.state, refused.remark) == (RemovalState.REFUSED, "")
    assert standing_of(contribution).may_ask
    assert SourceText.objects.exists()
    again = ask_for_removal(contribution=contribution, what="everything")
    assert again.pk != asked.pk


def test_what_was_taken_back_is_not_carried_out(call):
    contribution = sent(call)
    asked = ask_for_removal(contribution=contribution, what="everything")
    take_back_request(contribution=contribution)

    with pytest.raises(AlreadyDecidedRemovalError):
        carry_out_removal(request=asked, by=make.member(call))

    assert SourceText.objects.exists()


def test_nothing_is_removed_twice(call):
    contribution = sent(call)
    asked = removed(contribution)
    with pytest.raises(AlreadyDecidedRemovalError):
        carry_out_removal(request=asked, by=make.member(call))
    with pytest.raises(NothingToRemoveError):
        ask_for_removal(contribution=contribution, what="name")


def test_the_log_tells_who_and_when_without_the_words(call):
    contribution = sent(call)
    asked = removed(contribution, remark="Amal is in danger.", known_by="The number we have.")

    verbs = [
        (one.verb, one.actor.partition(":")[0])
        for one in Event.objects.filter(subject=f"contribution:{contribution.pk}")
    ]
    assert verbs == [
        ("contribution.received", "visitor"),
        ("removal.asked", "receipt"),
        ("contribution.removed", "account"),
    ]
    assert (asked.remark, asked.known_by) == ("", "")
