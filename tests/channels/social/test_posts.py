import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from tests import make

from commonspace.channels.social.models import Post
from commonspace.channels.social.services import link_key
from commonspace.contributions.choices import ConsentBy
from commonspace.contributions.models import Contribution
from commonspace.people.access import details_of

pytestmark = pytest.mark.django_db
LINK = "https://www.posts.example.org/harbour/42/"


@pytest.fixture
def call(client):
    made = make.consultation()
    client.force_login(make.member(made))
    return made


def found(call, **changes):
    return {
        "link": LINK,
        "posted_on": "2026-01-10",
        "name": "Harbour Reader",
        "text": "Nobody asks the night shift.  Two spaces stay.",
        "question": str(call.questions.first().pk),
        "language": "en",
        "attribution": "anonymous",
        "may_publish": "no",
        **changes,
    }


def record(client, call, **changes):
    return client.post(reverse("posts", args=[call.code]), found(call, **changes), follow=True)


def test_a_post_keeps_link_date_author_and_copy_and_nobody_was_asked(client, call):
    page = record(client, call).content.decode()

    made, post = Contribution.objects.get(), Post.objects.get()
    assert (post.link, str(post.posted_on)) == (LINK, "2026-01-10")
    assert made.answers.get().text.text == "Nobody asks the night shift.  Two spaces stay."
    assert made.consent_by == ConsentBy.NOT_ASKED
    assert details_of(made.contributor).name == "Harbour Reader"
    assert "already public, not asked" in page
    assert "Harbour Reader" not in page


def test_the_same_link_in_another_spelling_counts_once(client, call):
    record(client, call)
    page = record(client, call, link="http://posts.example.org/harbour/42").content.decode()

    assert Contribution.objects.count() == 1
    assert "here already" in page


def test_different_comments_under_one_page_stay_apart():
    assert link_key("https://a.example/p?c=1") != link_key("https://a.example/p?c=2")


def test_the_picture_is_kept_as_it_came(client, call):
    record(client, call, picture=SimpleUploadedFile("post.png", b"\x89PNG not a real one"))

    assert Contribution.objects.get().attachments.get().file.name == "post.png"


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"link": "javascript:alert(1)"}, "Enter a valid URL"),
        ({"posted_on": str(timezone.now().year + 1) + "-01-01"}, "still to come"),
        ({"text": ""}, "needed"),
    ],
)
def test_what_cannot_be_recorded_is_said_and_nothing_typed_is_lost(client, call, changes, sentence):
    answer = record(client, call, **changes)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page
    assert "Harbour Reader" in page
    assert not Contribution.objects.exists()


def test_terms_change_when_the_author_has_answered(client, call):
    record(client, call)
    address = reverse("post", args=[call.code, Post.objects.get().pk])
    client.post(address, {"attribution": "named", "may_publish": "yes"})

    made = Contribution.objects.get()
    assert (made.attribution, made.may_publish, made.consent_by) == ("named", True, "staff")
