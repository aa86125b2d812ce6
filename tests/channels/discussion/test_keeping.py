import pytest
from tests import make
from tests.channels.discussion.saying import discussed, page, published

from commonspace.channels.discussion.models import Alert, Step
from commonspace.intake.removing import ask_for_removal, carry_out_removal

pytestmark = pytest.mark.django_db


@pytest.fixture
def call():
    return discussed()


def removed(comment, what, call):
    by = make.member(call)
    asked = ask_for_removal(contribution=comment.contribution, what=what, by=by)
    carry_out_removal(request=asked, by=by)
    comment.refresh_from_db()


def test_what_was_said_about_removed_words_goes_with_them_and_their_place_stays(call):
    top = published(call, "Write to amal@example.org.")
    published(call, "I did.", to=top.number)
    Alert.objects.create(comment=top, rule="personal", note="That is Amal Kassem.")
    Step.objects.create(
        comment=top, did="hidden", rule="personal", remark="Amal, please.", revision=1,
        before={"remark": "Amal?"}, batch="00000000-0000-4000-8000-000000000000",
        at=call.opens_at,
    )  # fmt: skip

    removed(top, "everything", call)

    kept = [*top.hints, top.remark, *Alert.objects.values_list("note", flat=True)]
    kept += [str(one) for one in Step.objects.values_list("remark", "before")]
    assert not any("Amal" in str(one) for one in kept)
    assert "I did." in page(call)
    assert "Withdrawn by its author." in page(call)
    assert "amal@" not in page(call)


def test_a_name_that_goes_goes_from_the_page_and_words_that_hold_it_are_read_again(call):
    telling = published(call, "We at Kassem’s cook.", attribution="named", name="Amal Kassem")
    plain = published(call, "Soup helps.", attribution="named", name="Amal Kassem")
    assert "Amal Kassem" in page(call)

    for comment in (telling, plain):
        removed(comment, "name", call)

    text = page(call)
    assert "Kassem" not in text
    assert "Soup helps." in text
    assert (telling.state, plain.state) == ("waiting", "shown")


def test_who_wants_no_quotation_leaves_the_page(call):
    comment = published(call, "Soup helps.")

    removed(comment, "quotation", call)

    assert "Soup helps." not in page(call)
