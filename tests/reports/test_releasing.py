"""From the release form to the edition, through the background task."""

import pytest
from django.urls import reverse
from tests import make
from tests.reports.rows import edition_of, finding_on

from commonspace.consultations.choices import Role
from commonspace.contributions.models import SourceText
from commonspace.provenance.models import Event, Outcome, Run
from commonspace.provenance.services import open_run
from commonspace.reports.models import Edition, Report
from commonspace.reports.rendering.errors import RenderingError
from commonspace.reports.services import KIND, report_of, write_report
from commonspace.reports.tasks import release_task, request_release

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    made = make.consultation(questions=1)
    finding_on(made, make.contribution(made))
    return made


@pytest.fixture
def editor(client, call):
    account = make.member(call, Role.SECRETARIAT)
    client.force_login(account)
    return account


def ready(call) -> None:
    write_report(report=report_of(call), by=None, introduction="Welcome.")


def test_the_form_asks_a_reason_for_each_thing_that_stands_open(client, call, editor):
    response = client.post(reverse("report-release", args=[call.code]), {})

    text = response.content.decode()
    assert response.status_code == 422
    assert "The introduction is empty." in text
    assert "Mend it, or say why it may stand." in text
    assert not Run.objects.filter(kind=KIND).exists()


def test_what_must_be_mended_leaves_no_button(client, call, editor):
    SourceText.objects.update(text="Nothing of the sort.")

    text = client.get(reverse("report-release", args=[call.code])).content.decode()

    assert "These have to be mended first" in text
    assert "<button>Release" not in text
    refused = client.post(
        reverse("report-release", args=[call.code]), {"introduction": "Never mind."}
    )
    assert refused.status_code == 422
    assert not Run.objects.filter(kind=KIND).exists()


@pytest.mark.slow
def test_releasing_makes_an_edition_and_goes_back_to_the_outline(
    client, call, editor, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        asked = client.post(
            reverse("report-release", args=[call.code]), {"introduction": "It comes in June."}
        )
    after = client.get(asked.url, follow=True)

    edition = Edition.objects.get()
    assert asked.url == reverse("report-run", args=[call.code, Run.objects.get(kind=KIND).pk])
    assert after.redirect_chain == [(reverse("staff-report", args=[call.code]), 302)]
    assert "The edition is public." in after.content.decode()
    assert (edition.number, edition.released_by) == (1, editor)
    assert edition.overrides == [
        {
            "key": "introduction",
            "sentence": "The introduction is empty.",
            "reason": "It comes in June.",
            "by": str(editor),
        }
    ]
    assert all(getattr(edition, form).size_bytes for form in ("pdf", "docx", "odt", "epub"))
    assert Event.objects.filter(verb="edition.released", scope=call.code).count() == 1


def test_the_form_shows_what_readers_of_the_last_edition_will_find_changed(client, call, editor):
    ready(call)
    address = reverse("report-release", args=[call.code])
    assert client.get(address).context["changes"] is None
    edition_of(call)
    assert "Nothing has changed." in client.get(address).content.decode()

    write_report(report=report_of(call), by=None, introduction="Good day.")

    lines = [(line.is_new, line.text) for line in client.get(address).context["changes"].lines]
    assert lines == [(False, "Welcome."), (True, "Good day.")]


def test_asked_twice_an_edition_is_made_once(call):
    ready(call)
    editor = make.member(call)

    first = request_release(consultation=call, reasons={}, by=editor)
    second = request_release(consultation=call, reasons={}, by=editor)

    assert first == second


def test_while_an_edition_is_made_the_form_leads_to_its_progress(client, call, editor):
    run = open_run(kind=KIND, consultation=call.code, overrides=[])

    response = client.get(reverse("report-release", args=[call.code]))

    assert response.url == reverse("report-run", args=[call.code, run.pk])


def test_progress_is_told_in_words_and_as_a_fragment(client, call, editor):
    run = open_run(kind=KIND, consultation=call.code, overrides=[])
    Run.objects.update(outcome=Outcome.RUNNING, stage="docx", done=2, total=5)
    address = reverse("report-run", args=[call.code, run.pk])

    page, fragment = client.get(address), client.get(address, headers={"HX-Request": "true"})

    assert "2 of 5" in page.content.decode()
    assert '<meta http-equiv="refresh"' in page.content.decode()
    assert fragment.content.decode().startswith('<div id="run"')


def test_a_release_that_stopped_says_what_is_kept(client, call, editor):
    run = open_run(kind=KIND, consultation=call.code, overrides=[])
    Run.objects.update(outcome=Outcome.FAILED, message="The disk is full.")

    text = client.get(reverse("report-run", args=[call.code, run.pk])).content.decode()

    assert "Nothing has been published" in text
    assert "Try once more" in text


def test_runs_of_others_are_not_there(client, call, editor):
    other = open_run(kind=KIND, consultation=make.consultation().code, overrides=[])
    strange = open_run(kind="analysis", consultation=call.code)

    for run in (other, strange):
        assert client.get(reverse("report-run", args=[call.code, run.pk])).status_code == 404


def test_nothing_is_public_when_a_file_cannot_be_made(call):
    report_of(call)
    Report.objects.update(title="")
    run = open_run(kind=KIND, consultation=call.code, overrides=[])

    with pytest.raises(RenderingError):
        release_task.func(str(run.pk), make.member(call).pk)

    run.refresh_from_db()
    assert run.outcome == Outcome.FAILED
    assert not Edition.objects.exists()
