"""Seven ways in, each from its sender's side: the code opens the words, the desk lists them, once."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests import make
from tests.channels.discussion.saying import say
from tests.channels.sheets import files
from tests.channels.sheets.conftest import bring_in, give, sheet_page  # noqa: F401  # fixtures
from tests.channels.social.test_posts import record
from tests.channels.story.test_story import sent
from tests.channels.telephone.test_telephone import ask, said

from commonspace.channels.discussion.models import Discussion
from commonspace.channels.story.services import start_form
from commonspace.channels.telephone.models import CallRequest, Line
from commonspace.desk.queries import sums
from commonspace.intake.services import receipt_code
from commonspace.synthesis.ledger import ledger_of

pytestmark = pytest.mark.django_db
WORDS = "The night bus should wait for the last ferry."
CHANNELS = {
    "web": "web",
    "document": "web",
    "telephone": "telephone",
    "sheet": "sheet",
    "story": "story",
    "post": "messaging",
    "discussion": "discussion",
}


@pytest.fixture
def call(client):
    made = make.consultation("harbour", questions=1)
    Line.objects.create(consultation=made, number="+63 2 555 0100", takes_requests=True)
    Discussion.objects.create(consultation=made, openness="writing", moderation="after")
    form = start_form(consultation=made)
    form.is_offered = True
    form.save()
    client.force_login(make.member(made))
    return made


@pytest.fixture
def send(call, client, give, bring_in, django_capture_on_commit_callbacks):  # noqa: F811  # fixtures
    """Return a way to say ``WORDS`` by a way in; what the worker does is done when it returns."""
    question = call.questions.get()

    def in_the_form(**said):
        terms = {"language": "en", "attribution": "anonymous", "may_publish": "yes"}
        told = {**terms, "key": str(uuid.uuid4()), **said}
        Client().post(reverse("answer", args=[call.code]), told)

    def by_telephone():
        ask(Client(), call)
        address = reverse("telephone-note", args=[call.code])
        wish = CallRequest.objects.get()
        told = said(call, **{f"answer_{question.pk}": WORDS}, language="en")
        client.post(f"{address}?call={wish.pk}", told)

    def by_sheet():
        rows = (("Response ID", "What works in case 1?"), ("9", WORDS))
        bring_in(give(files.csv_of(rows)), consent_by="not-yet")

    letter = SimpleUploadedFile("letter.txt", WORDS.encode())
    ways = {
        "web": lambda: in_the_form(**{f"answer_{question.pk}": WORDS}),
        "document": lambda: in_the_form(document_1=letter),
        "telephone": by_telephone,
        "sheet": by_sheet,
        "story": lambda: Client().post(
            reverse("story", args=[call.code]), sent(call) | _told(call)
        ),
        "post": lambda: record(client, call, text=WORDS),
        "discussion": lambda: say(call, WORDS),
    }

    def sending(way: str) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            ways[way]()

    return sending


def _told(call):
    field = call.story_form.fields.order_by("pk").first()
    return {field.key: WORDS}


@pytest.mark.parametrize("way", CHANNELS)
def test_from_the_sender_to_the_desk_with_a_code_that_opens_it(call, client, send, way):
    send(way)

    contribution = call.contributions.get()
    assert contribution.channel == CHANNELS[way]
    holder = Client()
    opened = holder.post(reverse("receipt"), {"code": receipt_code(contribution)}, follow=True)
    page = opened.content.decode()
    assert ("letter.txt" if way == "document" else WORDS) in page
    listed = client.get(reverse("staff-desk", args=[call.code])).content.decode()
    assert str(contribution) in listed
    address = reverse("desk-contribution", args=[call.code, contribution.reference])
    assert WORDS in client.get(address).content.decode()
    assert sums(call).total == len(ledger_of(call).lines) == 1
