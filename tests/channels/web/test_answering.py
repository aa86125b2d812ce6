"""Story 3, the way there: answer a call on a page without scripts, get a code."""

import re
import uuid
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests import make

from commonspace.channels.web.models import WaitingFile
from commonspace.channels.web.services import forget_abandoned_files
from commonspace.consultations.services.questions import (
    Wording,
    retire_question,
    reword_question,
)
from commonspace.contributions.models import Attachment, Contribution
from commonspace.contributions.queries import answers_of
from commonspace.intake.services import receipt_code
from commonspace.kernel.codes import spelled
from commonspace.people.access import details_of
from commonspace.provenance.models import StoredFile
from commonspace.provenance.store import blob_store

pytestmark = pytest.mark.django_db

TERMS = {"attribution": "anonymous", "may_publish": "yes"}


def address(call):
    return reverse("answer", args=[call.code])


def field(call, number=1):
    return f"answer_{call.questions.get(number=number).pk}"


def filled(call, **changes):
    form = {
        "key": str(uuid.uuid4()),
        field(call): "Evening classes help.",
        "language": "en",
        **TERMS,
    }
    return {name: value for name, value in (form | changes).items() if value is not None}


def letter(name="letter.txt", content=b"Dear mayors"):
    return SimpleUploadedFile(name, content)


def page(answer):
    return answer.content.decode()


def test_one_answer_of_two_is_enough(client):
    call = make.consultation()

    answer = client.post(address(call), filled(call))

    contribution = Contribution.objects.get()
    assert answer.status_code == 200
    assert [(a.question.number, a.text.text) for a in answers_of(contribution)] == [
        (1, "Evening classes help.")
    ]
    assert spelled(receipt_code(contribution)).split("-") == re.findall(
        r'<span class="group">(\w+)</span>', page(answer)
    )


def test_everything_a_contributor_says_is_on_record(client):
    call = make.consultation()

    client.post(
        address(call),
        filled(
            call,
            **{field(call, 2): "  Two\r\nlines  "},
            general="And thanks.",
            name="Ada Lovelace",
            organisation="Engine Club",
            kind="ngo",
            country="PH",
            place="Naga City",
            email="ada@example.org",
            language="fil",
            attribution="organisation",
            may_publish="no",
            document_1=letter(),
            title_1="Our letter",
        ),
    )

    contribution = Contribution.objects.get()
    contributor = contribution.contributor
    assert [
        (answer.question and answer.question.number, answer.text.text)
        for answer in answers_of(contribution)
    ] == [(1, "Evening classes help."), (2, "  Two\nlines  "), (None, "And thanks.")]
    assert (contribution.language, contribution.attribution, contribution.may_publish) == (
        "fil", "organisation", False,
    )  # fmt: skip
    assert (str(contributor.organisation), contributor.kind, contributor.country, contributor.place) == (
        "Engine Club", "ngo", "PH", "Naga City",
    )  # fmt: skip
    assert details_of(contributor).name == "Ada Lovelace"
    attachment = Attachment.objects.get()
    assert (attachment.title, attachment.file.name) == ("Our letter", "letter.txt")
    with blob_store().open(attachment.file.blob) as stream:
        assert stream.read() == b"Dear mayors"


def test_the_same_form_sent_fifty_times_is_one_contribution_with_one_code(client):
    call = make.consultation()
    form = filled(call)

    codes = {
        tuple(
            re.findall(
                r'<span class="group">(\w+)</span>',
                page(client.post(address(call), {**form, "document_1": letter()})),
            )
        )
        for _time in range(50)
    }

    assert len(codes) == 1
    assert Contribution.objects.count() == 1
    assert StoredFile.objects.count() == 1


def test_the_next_person_who_goes_back_to_the_page_overwrites_nobody(client):
    call = make.consultation()
    form = filled(call, name="First")
    client.post(address(call), form)

    client.post(address(call), form | {"name": "Second"})

    assert [details_of(made.contributor).name for made in Contribution.objects.all()] == [
        "First", "Second",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"attribution": None}, "Please choose how we may name you."),
        ({"attribution": "made-up"}, "made-up is not one of the available choices"),
        ({"may_publish": None}, "Please say yes or no."),
        ({"email": "ada at example"}, "This does not look like an email address."),
        (
            {"email": "ada@example.org\nBcc: all@example.org"},
            "This does not look like an email address.",
        ),
        ({"general": "x" * 2_000_000}, "This is longer than a book chapter."),
        ({"place": "x" * 201}, "Please shorten this to 200 characters."),
        ({"country": "XX"}, "is not one of the available choices"),
        ({"document_1": SimpleUploadedFile("empty.pdf", b"")}, "This file is empty"),
        (
            {"document_1": SimpleUploadedFile("run.exe", b"MZ")},
            "We cannot take files that end in .exe.",
        ),
    ],
)
def test_what_cannot_be_taken_is_said_kindly_and_the_words_stay(client, changes, sentence):
    call = make.consultation()

    answer = client.post(address(call), filled(call, **changes))

    assert answer.status_code == 422
    assert sentence in page(answer)
    assert ">\nEvening classes help.</textarea>" in page(answer)
    assert changes.get("general", "")[:100] in page(answer)
    assert Contribution.objects.count() == 0


@pytest.mark.parametrize("words", ["", "  \n "])
def test_an_empty_form_is_refused_with_one_sentence(client, words):
    call = make.consultation()

    answer = client.post(address(call), filled(call, **{field(call): words}))

    assert answer.status_code == 422
    assert "There is nothing here yet." in page(answer)


def test_what_was_chosen_is_still_chosen_when_something_else_is_missing(client):
    call = make.consultation()

    answer = page(
        client.post(address(call), filled(call, may_publish=None, country="PH", kind="ngo"))
    )

    assert re.search(r'value="anonymous"[^>]* checked', answer)
    assert '<option value="PH" selected>' in answer
    assert '<option value="ngo" selected>' in answer
    assert 'href="#id_may_publish"' in answer
    assert 'id="id_may_publish"' in answer


def test_nothing_is_chosen_beforehand(client):
    answer = page(client.get(address(make.consultation())))

    assert " checked" not in answer
    assert Contribution.objects.count() == 0


def test_nul_characters_do_not_stop_anybody(client):
    call = make.consultation()

    client.post(address(call), filled(call, **{field(call): "a\x00b"}))

    assert [a.text.text for a in answers_of(Contribution.objects.get())] == ["ab"]


def test_documents_of_a_refused_form_need_not_be_sent_again(client):
    call = make.consultation()
    form = filled(call, may_publish=None)

    refused = page(client.post(address(call), {**form, "document_1": letter(), "title_1": "Ours"}))
    token = re.search(r'name="waiting" value="([^"]+)" checked', refused)[1]
    again = {**form, "may_publish": "yes", "waiting": token}
    first, second = client.post(address(call), again), client.post(address(call), again)

    contribution = Contribution.objects.get()
    assert [(a.title, a.file.name) for a in contribution.attachments.all()] == [
        ("Ours", "letter.txt")
    ]
    assert StoredFile.objects.count() == 1
    assert WaitingFile.objects.count() == 0
    assert (first.status_code, second.status_code) == (200, 200)


def test_a_waiting_document_is_of_no_use_to_another_form(client):
    call = make.consultation()
    form = filled(call, may_publish=None)
    refused = page(client.post(address(call), {**form, "document_1": letter()}))
    token = re.search(r'name="waiting" value="([^"]+)" checked', refused)[1]

    stolen = client.post(address(call), filled(call, waiting=token))

    assert stolen.status_code == 422
    assert "has waited too long. Please choose it again." in page(stolen)
    assert Attachment.objects.count() == 0


def test_abandoned_documents_are_deleted_after_a_day_and_sent_ones_stay(client):
    call = make.consultation()
    client.post(address(call), {**filled(call), "document_1": letter("sent.txt")})
    client.post(address(call), {**filled(call, may_publish=None), "document_1": letter("left.txt")})
    left = StoredFile.objects.get(name="left.txt")

    with time_machine.travel(timezone.now() + timedelta(hours=23)):
        assert forget_abandoned_files() == 0
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert forget_abandoned_files() == 1

    assert [file.name for file in StoredFile.objects.all()] == ["sent.txt"]
    assert left.name == "left.txt"


def test_a_file_that_is_too_large_leaves_the_rest_in_place(client, settings):
    settings.COMMONSPACE_MAX_UPLOAD_MB = 1
    call = make.consultation()

    answer = client.post(
        address(call),
        {
            "document_1": letter("big.pdf", b"x" * (2 << 20)),
            **filled(call),
            "document_2": letter("small.txt"),
        },
    )

    assert answer.status_code == 422
    assert "The file “big.pdf” is larger than 1 MB" in page(answer)
    assert "Evening classes help." in page(answer)
    assert [file.name for file in StoredFile.objects.all()] == ["small.txt"]
    assert "small.txt" in page(answer)


@pytest.mark.parametrize(("seconds", "status", "held"), [(-1, 200, 1), (0, 422, 0), (1, 422, 0)])
def test_the_deadline_is_a_second(client, seconds, status, held):
    call = make.consultation()
    closes = call.closes_at = call.closes_at.replace(microsecond=0)
    call.save(update_fields=["closes_at"])
    with time_machine.travel(closes - timedelta(minutes=5), tick=False):
        client.get(address(call))

    with time_machine.travel(closes + timedelta(seconds=seconds), tick=False):
        answer = client.post(address(call), filled(call, general="<b>Thanks</b>"))

    assert (answer.status_code, Contribution.objects.count()) == (status, held)
    if not held:
        assert "Your answer came after the call closed, so it was not taken." in page(answer)
        assert ">\nEvening classes help.</textarea>" in page(answer)
        assert "&lt;b&gt;Thanks&lt;/b&gt;" in page(answer)
        assert "mailto:content@example.org" in page(answer)


def test_a_form_sent_in_time_shows_its_receipt_again_after_the_deadline(client):
    call = make.consultation()
    form = filled(call)
    client.post(address(call), form)

    with time_machine.travel(call.closes_at + timedelta(seconds=1), tick=False):
        answer = client.post(address(call), form)

    assert answer.status_code == 200
    assert "Thank you. We have it." in page(answer)


def test_a_closed_call_says_what_still_works(client):
    answer = client.get(address(make.consultation(open_now=False)))

    assert answer.status_code == 200
    assert "This call has closed" in page(answer)
    assert "marked as late" in page(answer)
    assert "<form" not in page(answer).split("<main")[1]


def test_a_call_that_is_not_open_yet_says_when_it_opens(client):
    call = make.consultation()
    call.opens_at = timezone.now() + timedelta(days=2)
    call.save(update_fields=["opens_at"])

    answer = page(client.get(address(call)))

    assert "This call is not open yet" in answer
    assert "Manila" in answer


def test_a_draft_is_not_there(client):
    call = make.consultation(stage="draft")

    assert client.get(address(call)).status_code == 404
    assert client.post(address(call), filled(call)).status_code == 404


def test_terms_and_both_contacts_stand_before_the_first_field(client):
    answer = page(client.get(address(make.consultation())))

    before = answer.split("<textarea")[0]
    assert "You choose how we name you." in before
    assert "mailto:content@example.org" in before
    assert "mailto:help@example.org" in before


def test_the_page_carries_the_words_of_each_question(client):
    call = make.consultation()

    answer = page(client.get(address(call)))

    for number in (1, 2):
        for words in (f"Heading {number}", f"Lead-in {number}.", f"What works in case {number}?"):
            assert words in answer
        assert f'name="{field(call, number)}"' in answer


def test_only_the_seal_of_the_form_is_a_cookie(client):
    call = make.consultation()

    client.get(address(call))
    client.post(address(call), filled(call))

    assert set(client.cookies) == {"csrftoken"}


def test_the_code_is_in_no_address(client):
    call = make.consultation()

    answer = client.post(address(call), filled(call))

    code = spelled(receipt_code(Contribution.objects.get()))
    assert answer.status_code == 200
    assert "Location" not in answer.headers
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] in {"no-referrer", "same-origin"}
    assert not [
        link for link in re.findall(r'(?:href|action|src)="([^"]*)"', page(answer)) if code in link
    ]


def test_a_lost_cookie_loses_no_words():
    call = make.consultation()
    strict = Client(enforce_csrf_checks=True)

    answer = strict.post(address(call), filled(call))

    assert answer.status_code == 403
    assert "Evening classes help." in page(answer)
    assert "or your browser keeps no cookies" in page(answer)
    assert Contribution.objects.count() == 0


def refusing(statement):
    """Return a wrapper that lets the database refuse one kind of statement."""

    def run(execute, sql, params, many, context):
        if sql.startswith(statement):
            raise OperationalError("database is locked")
        return execute(sql, params, many, context)

    return connection.execute_wrapper(run)


def test_a_database_that_takes_nothing_loses_no_words_and_gives_no_receipt(client):
    call = make.consultation()

    with refusing('INSERT INTO "contributions_contribution"'):
        answer = client.post(address(call), filled(call))

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert "We could not keep it just now, so nothing was saved." in page(answer)
    assert "Evening classes help.</textarea>" in page(answer)
    assert Contribution.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_what_was_kept_before_the_trouble_gets_its_receipt(client, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    call = make.consultation()

    with refusing('INSERT INTO "django_tasks_database_dbtaskresult"'):
        answer = client.post(address(call), filled(call))

    assert answer.status_code == 200
    assert "Thank you. We have it." in page(answer)
    assert Contribution.objects.count() == 1


def test_more_text_than_a_form_can_carry_is_refused_with_a_way_out(client, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    call = make.consultation()

    answer = client.post(address(call), filled(call, general="x" * 2000))

    assert answer.status_code == 422
    assert "That is more text than one form can carry" in page(answer)
    assert Contribution.objects.count() == 0


@pytest.mark.parametrize("name", ["words", "organisation"])
def test_letters_lost_on_the_way_are_shown_to_be_put_right(client, name):
    call = make.consultation()
    which = field(call) if name == "words" else name

    answer = client.post(address(call), filled(call, **{which: "Caf\N{REPLACEMENT CHARACTER}"}))

    assert answer.status_code == 422
    assert "Some letters did not arrive as letters" in page(answer)
    assert "Caf\N{REPLACEMENT CHARACTER}" in page(answer)
    assert Contribution.objects.count() == 0


def hidden(answer):
    return dict(re.findall(r'<input type="hidden" name="(asked_\d+)" value="(\d+)">', page(answer)))


def test_a_question_reworded_while_somebody_writes_keeps_the_wording_they_read(client):
    call = make.consultation()
    by = make.member(call)
    question = call.questions.get(number=1)
    make.contribution(call)
    read = question.wording
    shown = client.get(address(call))
    reword_question(question=question, by=by, wording=Wording(heading={"en": "Put better"}))

    client.post(address(call), {**filled(call), **hidden(shown)})

    answer = answers_of(Contribution.objects.get(reference=2)).get()
    assert answer.wording == read
    assert question.versions.count() == 2


def test_the_wording_of_another_question_is_not_taken(client):
    call = make.consultation()
    first, other = call.questions.get(number=1), call.questions.get(number=2)

    client.post(address(call), {**filled(call), f"asked_{first.pk}": other.wording.pk})

    assert answers_of(Contribution.objects.get()).get().wording == first.wording


def test_words_to_a_question_retired_meanwhile_are_kept(client):
    call = make.consultation()
    form = filled(call)
    retire_question(question=call.questions.get(number=1), by=make.member(call))

    answer = client.post(address(call), form)

    assert answer.status_code == 200
    kept = answers_of(Contribution.objects.get()).get()
    assert (kept.text.text, kept.question.number) == ("Evening classes help.", 1)


PAYLOAD = "\"'><script>alert(1)</script><img src=x onerror=alert(1)>"


@pytest.mark.parametrize("changes", [{}, {"may_publish": None}, {"late": True}])
def test_payloads_come_back_as_text(client, changes):
    call = make.consultation()
    form = filled(
        call,
        **{field(call): PAYLOAD},
        general=PAYLOAD,
        name=PAYLOAD,
        organisation=PAYLOAD,
        place=PAYLOAD,
        email=PAYLOAD if "may_publish" in changes else "",
        title_1=PAYLOAD,
        document_1=letter(f"{PAYLOAD.replace('/', '')}.txt"),
    )
    moment = call.closes_at + timedelta(seconds=1) if changes.pop("late", None) else timezone.now()

    with time_machine.travel(moment):
        answer = page(
            client.post(address(call), {k: v for k, v in (form | changes).items() if v is not None})
        )

    assert "<script>alert" not in answer
    assert "<img" not in answer


@pytest.mark.parametrize("is_open", [True, False])
def test_payloads_of_staff_come_out_as_text(client, is_open):
    call = make.consultation(open_now=is_open, questions=0)
    texts = {"en": PAYLOAD, PAYLOAD: PAYLOAD}
    for name in ("title", "naming_terms", "what_happens"):
        setattr(call, name, texts)
    call.contact_content = call.contact_technical = f"{PAYLOAD} https://example.org/{PAYLOAD}"
    call.save()
    question = make.question(call, 1)
    question.versions.update(
        heading=texts, lead_in=texts, sub_questions=texts, examples_prompt=texts
    )
    call.key_dates.create(on=timezone.now() + timedelta(days=1), title=texts)

    shown = page(client.get(address(call))) + page(client.post(address(call), filled(call)))

    assert "<script>alert" not in shown
    assert "<img" not in shown


@pytest.mark.parametrize("questions", [1, 6])
def test_the_page_needs_the_same_queries_for_one_question_and_for_six(
    client, django_assert_num_queries, questions
):
    call = make.consultation(questions=questions)

    with django_assert_num_queries(2):
        client.get(address(call))


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_countries_are_named_in_the_language_of_the_page(client, language):
    names = {"en": "Philippines", "fr": "Philippines", "es": "Filipinas", "ar": "الفلبين"}

    answer = page(client.get(f"/{language}{address(make.consultation())[3:]}"))

    assert f'<option value="PH">{names[language]}</option>' in answer
    assert f'<option value="{language}" selected>' in answer
