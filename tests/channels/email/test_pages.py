"""The secretariat's pages: what came, what waits for them, what they decide."""

from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse
from tests import make
from tests.channels.email.handing import handed_in
from tests.channels.email.letters import written

from commonspace.channels.email.choices import CameBy, Fate
from commonspace.channels.email.models import Mail, Mailbox
from commonspace.channels.email.services.reading import read_waiting
from commonspace.consultations.ways import ways_to_respond
from commonspace.contributions.models import Contribution
from commonspace.provenance.models import Event, StoredFile

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def staff(client, call):
    client.force_login(make.member(call))
    return client


@pytest.fixture
def aside(call):
    make.consultation("hills")
    (mail,) = handed_in(written("Evenings at the port.", to="answers@example.org"))
    assert mail.fate == Fate.SET_ASIDE
    return mail


def page(name, call, mail=None):
    return reverse(name, args=[call.code, mail.pk] if mail else [call.code])


def test_the_list_adds_up_and_says_why(staff, call, aside):
    handed_in(written(to="answers+harbour@example.org"), written(Precedence="bulk"))

    text = staff.get(page("mail", call)).content.decode()

    assert "<strong>3</strong> mails came" in text
    assert "Choose the call." in text
    assert "somebody" not in text
    assert "ana@casa.example" not in text


def test_who_wrote_is_shown_on_request_and_the_log_keeps_it(staff, call, aside):
    before = staff.get(page("mail-one", call, aside)).content.decode()
    after = staff.post(page("mail-one", call, aside)).content.decode()

    assert "ana@casa.example" not in before
    assert "ana@casa.example" in after
    assert "Evenings at the port." in after
    assert Event.objects.filter(verb="mail.opened", subject=f"mail:{aside.pk}").count() == 1


def test_a_person_routes_what_names_no_call(staff, call, aside, mailoutbox):
    staff.post(page("mail-take", call, aside), {"call": call.pk})

    aside.refresh_from_db()
    assert aside.fate == Fate.CONTRIBUTION
    assert aside.contribution.consultation == call
    assert Contribution.objects.count() == 1
    again = staff.post(page("mail-take", call, aside), {"call": call.pk})
    assert "decided on this mail already" in again.content.decode()
    assert Contribution.objects.count() == 1


def test_nobody_routes_into_a_call_that_is_not_theirs(staff, call, aside):
    other = make.consultation("valley")

    answer = staff.post(page("mail-take", call, aside), {"call": other.pk})

    assert answer.status_code == 422
    assert Contribution.objects.count() == 0


def test_discarding_needs_a_reason_and_forgets_the_words(staff, call, aside):
    refused = staff.post(page("mail-discard", call, aside), {"reason": " "})
    aside.refresh_from_db()
    assert refused.status_code == 422
    assert aside.fate == Fate.SET_ASIDE

    staff.post(page("mail-discard", call, aside), {"reason": "An advertisement."})

    aside.refresh_from_db()
    assert (aside.fate, aside.words, aside.file) == (Fate.DISCARDED, "An advertisement.", None)
    assert StoredFile.objects.count() == 0
    assert "An advertisement." in staff.get(page("mail-one", call, aside)).content.decode()
    assert staff.get(page("mail-original", call, aside)).status_code == 404


def test_what_died_can_be_brought_back(staff, call):
    (mail,) = handed_in(written("From our list.", List_Id="<members.casa.example>"))

    staff.post(page("mail-take", call, mail), {"call": call.pk})

    mail.refresh_from_db()
    assert mail.fate == Fate.CONTRIBUTION


def test_reading_again_starts_anew(staff, call, aside, by_mail):
    Mailbox.objects.create(consultation=call, address="answers-harbour@example.org")
    Mail.objects.filter(pk=aside.pk).update(consultation=call)

    staff.post(page("mail-again", call, aside))
    read_waiting()

    aside.refresh_from_db()
    assert aside.fate == Fate.CONTRIBUTION


def test_the_original_is_a_file_to_keep(staff, call, aside):
    answer = staff.get(page("mail-original", call, aside))

    content = b"".join(answer.streaming_content)
    assert b"Evenings at the port." in content
    assert "attachment" in answer["Content-Disposition"]


def test_mails_of_another_call_are_not_there(client, call):
    other = make.consultation("hills")
    (mail,) = handed_in(written(to="answers+harbour@example.org"))
    client.force_login(make.member(other))

    assert client.get(page("mail-one", other, mail)).status_code == 404
    assert "harbour" not in client.get(page("mail", other)).content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"address": "no address"}, "id_address"),
        ({"address": ""}, "Please write the address"),
        ({"address": "answers@example.org"}, "Another call uses this address"),
        ({"host": "https://imap.example.org:993"}, "no name of a server"),
        ({"host": "imap.example.org"}, "Please write the user"),
        ({"host": "imap.example.org", "user": "a"}, "Please write the password"),
    ],
)
def test_what_is_wrong_with_the_settings_is_said_at_the_field(staff, call, changes, words):
    filled = {"address": "harbour@example.org", "line": "tls", "folder": "INBOX", **changes}

    answer = staff.post(page("mail-settings", call), filled)

    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Mailbox.objects.filter(consultation=call).exists()


def test_an_alias_needs_no_server_of_its_own(staff, call):
    staff.post(
        page("mail-settings", call), {"address": "harbour@example.org", "line": "tls", "folder": ""}
    )
    make.consultation("hills")
    (mail,) = handed_in(written(to="harbour@example.org"))

    assert mail.consultation == call


def test_the_call_offers_mail_only_where_it_arrives(call, settings):
    assert any(way.url.startswith("mailto:") for way in ways_to_respond(call))

    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    assert not any(way.url.startswith("mailto:") for way in ways_to_respond(call))
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.COMMONSPACE_MAIL_SECRETS = ""
    assert not any(way.url.startswith("mailto:") for way in ways_to_respond(call))


def test_a_folder_of_mails_is_taken_once_and_moved_aside(call, tmp_path, monkeypatch):
    monkeypatch.setattr("commonspace.channels.email.services.fetching._SETTLED_AFTER_S", -5)
    one, two, three = (bytes(written(f"Remark {n}.")) for n in range(3))
    (tmp_path / "one.eml").write_bytes(one)
    (tmp_path / "many.mbox").write_bytes(
        b"".join(b"From x Mon May  4 12:00:00 2026\n" + mail + b"\n" for mail in (one, two, three))
    )
    (tmp_path / "notes.txt").write_text("not a mail")

    for _time in range(2):
        call_command("fetch_mail", folder=tmp_path, verbosity=0)

    assert Mail.objects.filter(came_by=CameBy.FOLDER).count() == 3
    assert sorted(path.name for path in Path(tmp_path / "taken").iterdir()) == [
        "many.mbox",
        "one.eml",
    ]
