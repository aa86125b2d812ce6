"""The pages of those who write the report."""

import pytest
from django.urls import reverse
from tests import make
from tests.reports.rows import edition_of, finding_on

from commonspace.consultations.choices import Role
from commonspace.reports.models import Report, SectionText
from commonspace.reports.services import recall, report_of, write_report
from commonspace.synthesis.models import Service
from commonspace.synthesis.services.writing import write

pytestmark = pytest.mark.django_db

PAYLOAD = '"><script>alert(1)</script>'
READ = ("staff-report", "report-texts", "report-preview", "report-release")


@pytest.fixture
def call():
    return make.consultation(questions=2)


@pytest.fixture
def editor(client, call):
    account = make.member(call, Role.SECRETARIAT)
    client.force_login(account)
    return account


def typed(call, **texts) -> dict[str, str]:
    report = report_of(call)
    values = {
        "title": report.title, "language": "en", "licence": report.licence,
        "seen": Report.objects.get().changed_at.isoformat(),
    }  # fmt: skip
    return values | texts


@pytest.mark.parametrize("role", [None, *Role])
@pytest.mark.parametrize("name", READ)
def test_analysts_write_and_only_the_secretariat_releases(client, call, name, role):
    if role:
        client.force_login(make.member(call, role))
    allowed = {Role.SECRETARIAT} if name == "report-release" else {Role.SECRETARIAT, Role.ANALYST}

    status = client.get(reverse(name, args=[call.code])).status_code

    assert status == (302 if role is None else 200 if role in allowed else 404)


@pytest.mark.parametrize("name", READ)
def test_members_of_another_consultation_find_nothing(client, call, name):
    client.force_login(make.member(make.consultation(), Role.SECRETARIAT))

    assert client.get(reverse(name, args=[call.code])).status_code == 404


def test_an_analyst_cannot_take_an_edition_back(client, call):
    edition_of(call)
    client.force_login(make.member(call, Role.ANALYST))

    response = client.post(reverse("report-recall", args=[call.code, 1]))

    assert response.status_code == 404
    assert not call.report.editions.exclude(recalled_at=None).exists()


def test_the_outline_shows_what_each_thing_rests_on(client, call, editor):
    voices = [make.contribution(call, "One."), make.contribution(call, "Deux.", language="fr")]
    finding_on(call, *voices, text="Done.")
    finding_on(call, make.contribution(call, "Three."), text="Thin.")
    write(Service, consultation=call, question=None, by=None, text="Meals", audience="direct")

    outline = client.get(reverse("staff-report", args=[call.code])).context["outline"]

    assert [(line.words, line.standing) for line in outline.lines] == [
        ("Done.", "done"), ("Thin.", "thin"), ("Meals", "none"),
    ]  # fmt: skip
    assert outline.counts == {"done": 1, "thin": 1, "none": 1}


def test_what_stands_open_leads_to_where_it_is_mended(client, call, editor):
    finding = finding_on(call, text="Everybody agrees.")
    make.contribution(call, "New.")

    text = client.get(reverse("staff-report", args=[call.code])).content.decode()

    assert reverse("synthesis-thing", args=[call.code, "finding", finding.pk]) in text
    assert reverse("staff-ledger", args=[call.code]) in text
    assert reverse("synthesis-board", args=[call.code, 2]) in text
    assert f"{reverse('report-texts', args=[call.code])}#id_introduction" in text


def test_texts_are_kept_and_seen_in_the_preview(client, call, editor):
    question = call.questions.get(number=1)
    finding_on(call, make.contribution(call))
    address = reverse("report-texts", args=[call.code])

    response = client.post(
        address,
        typed(call, message="Begin early.", **{f"question-{question.pk}": "On school."}),
        follow=True,
    )

    preview = client.get(reverse("report-preview", args=[call.code])).content.decode()
    assert "Kept." in response.content.decode()
    assert "Begin early." in preview
    assert "On school." in preview
    assert "Draft" in preview


def test_an_empty_title_is_asked_for_and_the_rest_stays_in_the_form(client, call, editor):
    response = client.post(
        reverse("report-texts", args=[call.code]), typed(call, title="", message="Begin early.")
    )

    assert response.status_code == 422
    assert "Begin early." in response.content.decode()
    assert Report.objects.get().message == ""


def test_nobody_overwrites_what_they_have_not_seen(client, call, editor):
    address = reverse("report-texts", args=[call.code])
    mine = typed(call, message="Mine.")
    write_report(report=report_of(call), by=None, message="Theirs.")

    refused = client.post(address, mine)

    assert refused.status_code == 422
    assert "Somebody else has changed these texts meanwhile" in refused.content.decode()
    assert Report.objects.get().message == "Theirs."
    again = refused.context["form"].data
    assert client.post(address, dict(again.items())).status_code == 302
    assert Report.objects.get().message == "Mine."


def test_the_language_is_one_the_site_speaks(client, call, editor):
    response = client.post(reverse("report-texts", args=[call.code]), typed(call, language="xx"))

    assert response.status_code == 422
    assert Report.objects.get().language == "en"


def test_a_text_that_is_far_too_long_is_refused(client, call, editor):
    response = client.post(
        reverse("report-texts", args=[call.code]), typed(call, message="x" * 50_001)
    )

    assert response.status_code == 422


def test_the_draft_can_be_taken_along_as_pdf(client, call, editor):
    response = client.get(reverse("report-preview-pdf", args=[call.code]))

    assert b"".join(response.streaming_content).startswith(b"%PDF")
    assert (
        response.headers["Content-Disposition"] == f'attachment; filename="{call.code}-draft.pdf"'
    )
    assert response.headers["Cache-Control"] == "no-store"


def test_an_edition_is_taken_back_after_a_question(client, call, editor):
    edition_of(call)
    address = reverse("report-recall", args=[call.code, 1])

    assert "Take back edition 1?" in client.get(address).content.decode()
    client.post(address)

    assert call.report.editions.get().recalled_at is not None
    assert client.get(address).status_code == 404


def test_editions_are_listed_with_who_released_them(client, call, editor):
    edition_of(call, by=editor)
    recall(edition=edition_of(call, by=editor), by=editor)

    text = client.get(reverse("staff-report", args=[call.code])).content.decode()

    assert reverse("report-edition", args=[call.code, 1]) in text
    assert reverse("report-edition", args=[call.code, 2]) not in text
    assert "taken back" in text


def test_script_in_the_texts_stays_words_on_staff_pages(client, call, editor):
    write_report(
        report=report_of(call),
        by=None,
        **dict.fromkeys(("title", "message", "introduction", "closing"), PAYLOAD),
    )
    SectionText.objects.create(
        report=report_of(call), question=call.questions.first(), text=PAYLOAD
    )
    finding_on(call, make.contribution(call, PAYLOAD, organisation=PAYLOAD), text=PAYLOAD)
    write(
        Service, consultation=call, question=None, by=None, text=PAYLOAD, audience="direct",
        unsourced_reason=PAYLOAD,
    )  # fmt: skip
    edition_of(call)
    call.report.editions.update(overrides=[{"sentence": PAYLOAD, "reason": PAYLOAD, "by": PAYLOAD}])

    for name in READ:
        assert PAYLOAD not in client.get(reverse(name, args=[call.code])).content.decode()


def test_the_outline_costs_the_same_queries_for_one_finding_and_for_three(
    client, call, editor, django_assert_num_queries, django_assert_max_num_queries
):
    address = reverse("staff-report", args=[call.code])
    finding_on(call, make.contribution(call, organisation="A"))
    client.get(address)
    with django_assert_max_num_queries(100) as one:
        client.get(address)

    for name in "BC":
        finding_on(call, make.contribution(call, name, organisation=name))

    with django_assert_num_queries(len(one)):
        client.get(address)
