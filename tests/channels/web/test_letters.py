import pytest
from django.urls import reverse
from tests import make

from commonspace.channels.web.letters import receipt_letter
from commonspace.contributions.models import Contribution
from commonspace.intake.services import receipt_code
from commonspace.kernel.codes import spelled

pytestmark = pytest.mark.django_db


def send(client, call, **changes):
    return client.post(
        reverse("answer", args=[call.code]),
        {
            "key": "0b2cbd7e-9f0f-4f0e-8c0a-4b7a3d1c2e5f",
            "general": "Words of mine.",
            "name": "Ada Lovelace",
            "organisation": "Engine Club",
            "email": "ada@example.org",
            "attribution": "anonymous",
            "may_publish": "yes",
            "language": "en",
            **changes,
        },
    )


def test_the_receipt_goes_once_to_the_address_given_and_holds_no_content(
    client, mailoutbox, django_capture_on_commit_callbacks
):
    call = make.consultation()

    with django_capture_on_commit_callbacks(execute=True):
        send(client, call)
        send(client, call)

    (letter,) = mailoutbox
    code = spelled(receipt_code(Contribution.objects.get()))
    assert letter.to == ["ada@example.org"]
    assert letter.subject == "Your receipt: Cities and newcomers"
    for words in (code, "C-0001", "Manila", "content@example.org", "help@example.org"):
        assert words in letter.body
    for words in ("Words of mine", "Ada", "Engine"):
        assert words not in letter.message().as_string()


def test_without_an_address_no_mail_leaves(client, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        send(client, make.consultation(), email="")

    assert mailoutbox == []


def test_a_mail_server_that_is_down_changes_nothing(
    client, settings, django_capture_on_commit_callbacks
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1

    with django_capture_on_commit_callbacks(execute=True):
        answer = send(client, make.consultation())

    assert answer.status_code == 200
    assert Contribution.objects.count() == 1


@pytest.mark.parametrize("separator", ["\n", "\r\n", "\u2028", "\x0b", "\x85"])
def test_a_title_with_line_breaks_adds_no_header(separator):
    call = make.consultation()
    call.title = {"en": f"Cities{separator}Bcc: all@example.org"}
    call.save(update_fields=["title"])
    contribution = make.contribution(call)

    letter = receipt_letter(
        contribution=contribution, to="ada@example.org", language="en"
    ).message()

    assert letter["Subject"] == "Your receipt: Cities Bcc: all@example.org"
    assert letter["Bcc"] is None


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_the_letter_speaks_the_language_of_the_page(language):
    call = make.consultation()
    call.title = {code: f"Title {code}" for code in ("en", "fr", "es", "ar")}
    call.save(update_fields=["title"])

    letter = receipt_letter(
        contribution=make.contribution(call), to="ada@example.org", language=language
    )

    assert f"Title {language}" in letter.subject
    assert f"Title {language}" in letter.body
