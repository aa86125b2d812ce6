"""What anybody gets to read: released snapshots, their files, and nothing of the work behind them."""

import json
import re
from html import unescape

import pytest
from django.urls import reverse
from tests import make
from tests.reports.rows import edition_of, finding_on, statement_of

from commonspace.consultations.models import QuestionVersion
from commonspace.contributions.models import Contribution
from commonspace.people.models import Contributor, Organisation
from commonspace.reports.models import Report
from commonspace.reports.services import recall, report_of, write_report
from commonspace.synthesis.models import (
    Example,
    Finding,
    Quote,
    Recommendation,
    Resource,
    Service,
)
from commonspace.synthesis.services.writing import write

pytestmark = pytest.mark.django_db

PAYLOAD = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}'


@pytest.fixture
def call():
    made = make.consultation(questions=1)
    write_report(report=report_of(made), by=None, title="What towns can do", message="Begin early.")
    finding_on(
        made, make.contribution(made, "Evening classes help.", organisation="Harbour Parents")
    )
    return made


def page_of(call, number=None) -> str:
    if number is None:
        return reverse("report", args=[call.code])
    return reverse("report-edition", args=[call.code, number])


def text_of(client, address) -> str:
    return client.get(address).content.decode()


def test_nothing_is_there_before_a_release(client, call):
    assert client.get(page_of(call)).status_code == 404
    assert client.get(page_of(call, 1)).status_code == 404


def test_a_reader_gets_the_report_without_a_cookie_or_a_script(client, call):
    edition_of(call)

    response = client.get(page_of(call))

    text = response.content.decode()
    assert response.status_code == 200
    assert "Begin early." in text
    assert "Evening classes help." in text
    assert "<script" not in text
    assert "Set-Cookie" not in response.headers
    assert response.cookies == {}
    assert text.index("Begin early.") < text.index("Evening classes help.")


def test_evidence_unfolds_without_a_script(client, call):
    edition_of(call)

    details = text_of(client, page_of(call)).partition("<details")[2].partition("</details>")[0]

    assert "Evening classes help." in details
    assert "Harbour Parents" in details


def test_readers_see_the_snapshot_whatever_becomes_of_the_rows(client, call):
    edition_of(call)
    before = text_of(client, page_of(call, 1))

    Finding.objects.update(text="Changed after the release.")
    Report.objects.update(title="Changed title", message="Changed message")
    Organisation.objects.update(name="Changed name")
    QuestionVersion.objects.update(heading={"en": "Changed heading"})
    Contribution.objects.update(may_publish=False)

    assert text_of(client, page_of(call, 1)) == before


def test_an_older_edition_says_that_a_newer_one_stands(client, call):
    edition_of(call)
    edition_of(call)

    assert "This is an older edition" in text_of(client, page_of(call, 1))
    assert "This is an older edition" not in text_of(client, page_of(call, 2))
    assert "Edition 2" in text_of(client, page_of(call))


def test_a_recalled_edition_says_so_and_its_files_are_gone(client, call):
    edition_of(call)
    second = edition_of(call)
    recall(edition=second, by=make.member(call))

    gone = client.get(page_of(call, 2))

    assert gone.status_code == 410
    assert "This edition was taken back" in gone.content.decode()
    assert "Evening classes help." not in gone.content.decode()
    assert client.get(reverse("report-file", args=[call.code, 2, "pdf"])).status_code == 410
    assert "Edition 1" in text_of(client, page_of(call))


def test_when_every_edition_is_recalled_the_address_says_so(client, call):
    recall(edition=edition_of(call), by=make.member(call))

    response = client.get(page_of(call))

    assert response.status_code == 410
    assert "No other edition stands" in response.content.decode()


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("pdf", "application/pdf"),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("odt", "application/vnd.oasis.opendocument.text"),
        ("epub", "application/epub+zip"),
        ("html", "text/html; charset=utf-8"),
        ("txt", "text/plain; charset=utf-8"),
        ("json", "application/json"),
    ],
)
def test_each_format_comes_as_a_file_that_browsers_do_not_guess_at(client, call, form, kind):
    edition_of(call)

    response = client.get(reverse("report-file", args=[call.code, 1, form]))

    assert response.status_code == 200
    assert response.headers["Content-Type"] == kind
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert (
        response.headers["Content-Disposition"]
        == f'attachment; filename="{call.code}-report-1.{form}"'
    )
    assert response.headers["Cache-Control"] == "public, max-age=300"


def test_a_stored_file_comes_byte_by_byte(client, call):
    edition_of(call)

    response = client.get(reverse("report-file", args=[call.code, 1, "docx"]))

    assert b"".join(response.streaming_content) == b"docx 1"


@pytest.mark.parametrize("form", ["exe", "PDF", "document", "released_by"])
def test_there_are_no_other_formats(client, call, form):
    edition_of(call)

    assert client.get(reverse("report-file", args=[call.code, 1, form])).status_code == 404


def test_the_data_holds_the_figures_that_are_printed(client, call):
    edition_of(call)

    data = json.loads(client.get(reverse("report-file", args=[call.code, 1, "json"])).content)

    assert (data["edition"], data["figures"]["received"], data["document"]["title"]) == (
        1,
        1,
        "What towns can do",
    )


@pytest.mark.parametrize("name", ["page", "file"])
def test_what_a_reader_has_already_is_not_sent_again(client, call, name):
    edition_of(call)
    address = (
        page_of(call) if name == "page" else reverse("report-file", args=[call.code, 1, "pdf"])
    )
    tag = client.get(address).headers["ETag"]

    again = client.get(address, headers={"If-None-Match": tag})

    assert again.status_code == 304
    edition_of(call)
    if name == "page":
        assert client.get(address, headers={"If-None-Match": tag}).status_code == 200


def test_the_page_and_the_plain_text_say_the_same(client, call):
    edition_of(call)

    plain = client.get(reverse("report-file", args=[call.code, 1, "txt"])).content.decode()
    page = unescape(re.sub(r"<[^>]*>", " ", text_of(client, page_of(call))))

    assert set(re.findall(r"\w+", plain)) <= set(re.findall(r"\w+", page))
    assert "Evening classes help." in plain


def test_the_call_and_the_home_page_lead_to_the_report(client, call):
    link = f'href="{page_of(call)}"'
    assert link not in text_of(client, reverse("call", args=[call.code]))

    edition_of(call)

    assert link in text_of(client, reverse("call", args=[call.code]))
    assert link in text_of(client, reverse("home"))


def test_only_safe_requests_are_answered(client, call):
    edition_of(call)

    assert [
        getattr(client, verb)(page_of(call)).status_code for verb in ("post", "put", "delete")
    ] == [405] * 3


def test_script_in_any_text_comes_out_as_words(client):
    call = make.consultation(questions=1)
    sender = make.contribution(
        call, PAYLOAD, organisation=PAYLOAD, name=PAYLOAD, attribution="named", kind="person"
    )
    statement = statement_of(sender)
    question = call.questions.get()
    texts = {"title": PAYLOAD, "text": PAYLOAD, "author": PAYLOAD, "description": PAYLOAD, "place": PAYLOAD,
             "kind": PAYLOAD[:40], "places": [PAYLOAD], "organisations": [PAYLOAD], "countries": [PAYLOAD],
             "links": [f"javascript:{PAYLOAD}", f"https://example.org/{PAYLOAD}"]}  # fmt: skip
    for thing in (Finding, Example, Recommendation, Service, Quote, Resource):
        names = {field.name for field in thing._meta.get_fields()}
        own = {name: value for name, value in texts.items() if name in names}
        own |= {"audience": "cities"} if thing is Service else {}
        write(thing, consultation=call, question=question, by=None, statements=[statement], **own)
    frame = (
        "title",
        "subtitle",
        "message",
        "introduction",
        "background",
        "method_note",
        "closing",
        "licence",
    )
    write_report(report=report_of(call), by=None, **dict.fromkeys(frame, PAYLOAD))
    QuestionVersion.objects.update(
        heading={"en": PAYLOAD}, lead_in={"en": PAYLOAD}, sub_questions={"en": PAYLOAD}
    )
    Contributor.objects.update(country="PH")
    edition_of(call)

    text = text_of(client, page_of(call))

    assert text.count("&lt;script&gt;alert(1)&lt;/script&gt;") > 20
    assert "<script" not in text
    assert "<img" not in text
    assert "onerror=alert(1)>" not in text
    assert "javascript:" not in "".join(part.partition('"')[0] for part in text.split('href="')[1:])
    assert "{{7*7}}" in text
