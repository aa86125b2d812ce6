from dataclasses import replace

import pytest
from django.urls import reverse
from tests import make

from commonspace.consultations.choices import Role
from commonspace.evidence.records import cuts_of
from commonspace.intake.envelopes import AnswerPart
from commonspace.intake.services import receive

pytestmark = pytest.mark.django_db


@pytest.fixture
def made(client):
    call = make.consultation()
    client.force_login(make.member(call, Role.ANALYST))
    return receive(make.envelope(call, "Las clases ayudan.", language="en")).contribution


def put_right(client, made, text, language):
    address = reverse("desk-language", args=[made.consultation.code, made.reference, text.pk])
    return client.post(address, {"language": language}, follow=True)


def test_a_wrong_language_is_put_right_and_the_analysis_goes_by_it(client, made):
    page = put_right(client, made, made.texts.get(), "es").content.decode()

    made.refresh_from_db()
    assert "Kept: Spanish" in page
    assert (made.language, made.texts.get().language_is_stated) == ("es", True)
    assert [cut.record.language for cut in cuts_of(made.consultation)] == ["es"]


def test_a_contribution_in_two_languages_keeps_its_own(client):
    call = make.consultation()
    client.force_login(make.member(call, Role.ANALYST))
    sent = make.envelope(call, "The classes help.", language="en")
    parts = (*sent.answers, AnswerPart(question=None, text="Las clases ayudan."))
    made = receive(replace(sent, answers=parts)).contribution
    put_right(client, made, made.texts.get(text="Las clases ayudan."), "es")

    made.refresh_from_db()
    assert made.language == "en"
    assert set(made.texts.values_list("language", flat=True)) == {"en", "es"}


@pytest.mark.parametrize("typed", ["", "not a language", "EN"])
def test_what_is_no_language_changes_nothing(client, made, typed):
    put_right(client, made, made.texts.get(), typed)

    made.refresh_from_db()
    assert made.language == "en"
