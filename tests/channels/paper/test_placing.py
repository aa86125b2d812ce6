"""Which page goes with which sheet, and what a person decides. No picture is read here."""

import io
import uuid
from datetime import timedelta
from hashlib import sha256
from itertools import count
from types import SimpleNamespace

import pytest
from django.urls import reverse
from django.utils import timezone
from tests import make

from commonspace.channels.paper.choices import PageState, SheetState
from commonspace.channels.paper.codes import letters, new_code
from commonspace.channels.paper.keeping import erase
from commonspace.channels.paper.models import FilledSheet, Scan, ScannedPage, Sheet
from commonspace.channels.paper.queries import is_private, missing_pages
from commonspace.channels.paper.services.placing import choose_scan, place_by_code
from commonspace.channels.paper.services.printing import layout_for
from commonspace.contributions.choices import ConsentBy
from commonspace.contributions.models import Contribution
from commonspace.intake.choices import Removed
from commonspace.provenance.models import Event, Run, StoredFile
from commonspace.provenance.services import store_bytes

pytestmark = pytest.mark.django_db
_number = count(1)


def scan_of(call, batch=None):
    content = f"scan {next(_number)}".encode()
    file = store_bytes(stream=io.BytesIO(content), name="scan.pdf", max_bytes=99)
    return Scan.objects.create(
        consultation=call, name="scan.pdf", sha256=file.sha256, file=file, arrived_at=timezone.now(),
        run=Run.objects.create(kind="paper-scan"), batch=batch or uuid.uuid4(),
    )  # fmt: skip


def page_of(scan, code="", number=0, picture=b""):
    """Put one page of a scan where its code says."""
    content = picture or b"\xff\xd8\xff" + str(next(_number)).encode()
    page = ScannedPage.objects.create(
        scan=scan, number=scan.pages.count() + 1, code=code, page=number, is_straight=True,
        picture=store_bytes(stream=io.BytesIO(content), name="page.jpg", max_bytes=99),
        sha256=sha256(content).hexdigest(),
    )  # fmt: skip
    place_by_code(page)
    return page


def typed(client, address, **changes):
    form = client.get(address).context["form"]
    sent = {one.html_name: "" if one.value() is None else one.value() for one in form}
    return {**sent, "do": "take", **changes}


@pytest.fixture
def sheet(stack):
    return stack().sheets.get()


@pytest.fixture
def answer(call):
    return f"answer:{call.questions.get(number=1).pk}"


def test_pages_of_one_sheet_come_together_from_many_scans(call, sheet):
    last = page_of(scan_of(call), sheet.code, 3)
    first = page_of(scan_of(call), sheet.code, 1)

    filled = FilledSheet.objects.get()
    assert {last.filled, first.filled} == {filled}
    assert missing_pages(filled) == [2]


def test_a_second_scan_of_a_page_waits_for_a_word(call, sheet):
    first = page_of(scan_of(call), sheet.code, 1)
    second = page_of(scan_of(call), sheet.code, 1)

    assert (first.state, second.state) == (PageState.PLACED, PageState.AGAIN)
    choose_scan(page=second, by=call.secretary)
    assert list(ScannedPage.objects.order_by("pk").values_list("state", flat=True)) == [
        PageState.REPLACED,
        PageState.PLACED,
    ]


def test_the_same_picture_in_two_files_counts_once(call, sheet):
    page_of(scan_of(call), sheet.code, 1, b"\xff\xd8\xffsame")
    again = page_of(scan_of(call), sheet.code, 1, b"\xff\xd8\xffsame")

    assert (again.state, again.filled) == (PageState.SAME, None)


def test_codes_of_others_and_pages_that_do_not_exist_are_set_aside(call, sheet):
    other = layout_for(consultation=make.consultation("other"), language="en").sheets.get()

    states = [
        page_of(scan_of(call), code, number).state
        for code, number in [("", 0), (other.code, 1), (new_code(), 1), (sheet.code, 9)]
    ]

    assert states == [PageState.ASIDE] * 4
    assert not FilledSheet.objects.exists()


def test_copies_of_the_blank_are_told_apart_by_their_order(call):
    blank = layout_for(consultation=call, language="en").sheets.get(printing=None)
    scan = scan_of(call)

    pages = [page_of(scan, blank.code, number) for number in (1, 2, 3, 3, 2, 1)]

    sheets = [page.filled_id for page in pages]
    assert sheets[:3] == [sheets[0]] * 3
    assert sheets[3:] == [sheets[3]] * 3
    assert FilledSheet.objects.count() == 2


def test_copies_in_scans_given_apart_are_apart(call):
    blank = layout_for(consultation=call, language="en").sheets.get(printing=None)

    one, two = (page_of(scan_of(call), blank.code, number) for number in (1, 2))

    assert one.filled != two.filled


def test_a_person_puts_a_page_with_its_sheet(client, call, sheet):
    page = page_of(scan_of(call))
    address = reverse("paper-page", args=[call.code, page.pk])

    slip = client.post(address, {"code": "AAAA-AAA2", "number": 1})
    beyond = client.post(address, {"code": letters(sheet.code), "number": 9})
    client.post(address, {"code": letters(sheet.code).lower(), "number": 2})

    assert slip.status_code == beyond.status_code == 422
    assert "One of the characters is not right" in slip.content.decode()
    assert "This sheet has 3 pages" in beyond.content.decode()
    page.refresh_from_db()
    assert (page.state, page.page, page.placed_by) == (PageState.PLACED, 2, call.secretary)
    assert Event.objects.filter(verb="paper.page-placed").count() == 1


def test_everything_can_be_typed_without_recognition(client, call, sheet, answer):
    page_of(scan_of(call), sheet.code, 1)
    filled = FilledSheet.objects.get()
    address = reverse("paper-sheet", args=[call.code, filled.pk])

    page = client.post(
        address,
        typed(client, address, **{answer: "Typed.", "attribution": "named", "may_publish": "yes"}),
        follow=True,
    )

    contribution = Contribution.objects.get()
    assert contribution.texts.get().origin == "typed"
    assert contribution.consent_by == ConsentBy.SELF
    assert str(contribution) in page.content.decode()
    assert list(Event.objects.filter(verb="paper.taken-in").values_list("actor", "subject")) == [
        (f"account:{call.secretary.pk}", f"filled-sheet:{filled.pk}")
    ]


def test_nothing_ticked_is_chosen_for_nobody(client, call, sheet, answer):
    page_of(scan_of(call), sheet.code, 1)
    address = reverse("paper-sheet", args=[call.code, FilledSheet.objects.get().pk])
    unticked = {"attribution": "not-ticked", "may_publish": "yes"}

    client.post(address, typed(client, address, **{answer: "Typed."}))
    assert not Contribution.objects.exists()
    client.post(address, typed(client, address, **{answer: "Typed."}, **unticked))

    contribution = Contribution.objects.get()
    assert (contribution.attribution, contribution.may_publish) == ("anonymous", False)
    assert contribution.consent_by == ConsentBy.NOT_YET


def test_when_the_paper_came_decides_lateness(client, call, sheet, answer):
    call.closes_at = timezone.now() - timedelta(hours=1)
    call.save()
    page_of(scan_of(call), sheet.code, 1)
    filled = FilledSheet.objects.get()
    address = reverse("paper-sheet", args=[call.code, filled.pk])
    terms = {answer: "Typed.", "attribution": "anonymous", "may_publish": "no"}

    late = timezone.now() + timedelta(days=1)
    refused = client.post(
        address, typed(client, address, **terms, arrived_at=late.strftime("%Y-%m-%dT%H:%M"))
    )
    client.post(address, typed(client, address, **terms))

    assert "still to come" in refused.content.decode()
    assert Contribution.objects.get().is_late


def test_two_people_at_one_sheet_overwrite_nothing(client, call, sheet, answer):
    page_of(scan_of(call), sheet.code, 1)
    filled = FilledSheet.objects.get()
    address = reverse("paper-sheet", args=[call.code, filled.pk])
    begun = typed(client, address, do="keep", **{answer: "The first."})

    client.post(address, begun)
    second = client.post(address, {**begun, answer: "The second."})

    assert second.status_code == 409
    assert "The second." in second.content.decode()
    filled.refresh_from_db()
    assert filled.kept[answer] == "The first."
    assert b"The first." not in bytes(filled.sealed_kept)


def test_a_sheet_taken_in_counts_once_and_a_later_page_asks(client, call, sheet, answer):
    page_of(scan_of(call), sheet.code, 1)
    filled = FilledSheet.objects.get()
    address = reverse("paper-sheet", args=[call.code, filled.pk])
    data = typed(client, address, **{answer: "One.", "attribution": "named", "may_publish": "yes"})

    client.post(address, data)
    again = client.post(address, data)
    late = page_of(scan_of(call), sheet.code, 2)
    assert (again.status_code, late.state) == (422, PageState.AGAIN)
    client.post(reverse("paper-page", args=[call.code, late.pk]), {"do": "choose"})
    client.post(address, typed(client, address, **{answer: "One and two."}, attribution="named"))

    contribution = Contribution.objects.get()
    assert contribution.current_revision == 2
    assert contribution.answers.get(revision__number=2).text.text == "One and two."


def test_a_sheet_put_aside_counts_nowhere_and_opens_again(client, call, sheet):
    page_of(scan_of(call), sheet.code, 1)
    filled = FilledSheet.objects.get()

    client.post(reverse("paper-sheet-aside", args=[call.code, filled.pk]), {"reason": "A trial."})
    filled.refresh_from_db()
    assert (filled.state, filled.reason) == (SheetState.ASIDE, "A trial.")
    client.post(reverse("paper-sheet-open", args=[call.code, filled.pk]))

    filled.refresh_from_db()
    assert filled.state == SheetState.WAITING
    assert not Contribution.objects.exists()


def test_a_removal_deletes_pictures_and_the_files_they_stood_in(client, call, sheet, answer):
    for number in (1, 3):
        page_of(scan_of(call), sheet.code, number)
    filled = FilledSheet.objects.get()
    address = reverse("paper-sheet", args=[call.code, filled.pk])
    terms = {answer: "One.", "attribution": "named", "may_publish": "yes"}
    client.post(address, typed(client, address, **terms))
    contribution = Contribution.objects.get()
    assert StoredFile.objects.count() == 4

    erase(SimpleNamespace(contribution=contribution, what=Removed.EVERYTHING))

    left = StoredFile.objects.get()
    assert left.attachments.get().contribution == contribution


def test_pages_that_ask_for_a_name_are_private(call):
    layout = layout_for(consultation=call, language="en")

    assert [is_private(layout, number) for number in (1, 2, 3)] == [False, False, True]


def test_strangers_and_analysts_see_no_paper(client, call, sheet):
    page = page_of(scan_of(call), sheet.code, 1)
    addresses = [
        reverse("paper", args=[call.code]),
        reverse("paper-picture", args=[call.code, page.pk]),
        reverse("paper-sheet", args=[call.code, page.filled.pk]),
    ]

    seen = []
    for account in (make.member(call, "analyst"), make.member(make.consultation("far"))):
        client.force_login(account)
        seen += [client.get(address).status_code for address in addresses]

    assert seen == [404] * 6


def test_each_numbered_sheet_has_a_code_and_a_number_of_its_own(call, stack):
    first, second = stack(50), stack(2, "ar")

    codes = Sheet.objects.exclude(printing=None).values_list("code", flat=True)
    assert len(set(codes)) == len(codes) == 52
    assert (first.first, first.last, second.first, second.last) == (1, 50, 51, 52)
    assert second.layout.language == "ar"


def test_the_blank_is_there_only_if_paper_is_offered(client, call):
    address = reverse("paper-blank", args=[call.code, "fr"])

    given = client.get(address)
    page = client.get(reverse("answer-on-paper", args=[call.code]))
    call.paper_offer.is_offered = False
    call.paper_offer.save()

    assert given.content.startswith(b"%PDF")
    assert "Harbour Library" in page.content.decode()
    assert client.get(address).status_code == 404
    assert client.get(reverse("paper-blank", args=[call.code, "de"])).status_code == 404


def test_a_changed_question_makes_a_form_of_its_own(call):
    before = layout_for(consultation=call, language="en")
    same = layout_for(consultation=call, language="en")
    make.question(call, 3)

    after = layout_for(consultation=call, language="en")

    assert before == same != after
    assert len(before.wordings) == 2
    assert len(after.wordings) == 3
