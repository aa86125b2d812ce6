"""What people say in a discussion, as their browsers send it."""

import re
import uuid

from django.test import Client
from django.urls import reverse
from tests import make

from commonspace.channels.discussion.choices import Moderation, Openness
from commonspace.channels.discussion.models import Comment, Discussion
from commonspace.consultations.models import Consultation


def discussed(
    code: str = "harbour",
    *,
    openness: str = Openness.WRITING,
    moderation: str = Moderation.BEFORE,
    **more,
) -> Consultation:
    """Return an open call with a discussion."""
    call = make.consultation(code, **more)
    Discussion.objects.create(consultation=call, openness=openness, moderation=moderation)
    return call


def filled(text: str = "Buses at night.", **changes: str) -> dict[str, str]:
    return {
        "text": text,
        "attribution": "anonymous",
        "may_publish": "yes",
        "language": "en",
        "key": str(uuid.uuid4()),
        **changes,
    }


def say(
    call: Consultation, words: str = "Buses at night.", *, to: int = 0, number: int = 1, **changes
):
    """Send a comment to a question, or to the comment with the number ``to``; return the answer."""
    address = (
        reverse("discussion-comment", args=[call.code, to])
        if to
        else reverse("discussion-question", args=[call.code, number])
    )
    return Client().post(address, filled(words) | changes)


def said(call: Consultation, text: str = "Buses at night.", **more) -> Comment:
    """Send a comment and return it as it is kept."""
    answer = say(call, text, **more)
    assert answer.status_code == 200, answer.context["form"].errors
    return Comment.objects.select_related("contribution").latest("pk")


def published(call: Consultation, text: str = "Buses at night.", **more) -> Comment:
    comment = said(call, text, **more)
    Comment.objects.filter(pk=comment.pk).update(state="shown")
    comment.refresh_from_db()
    return comment


def code_in(answer) -> str:
    """Return the receipt code that a page shows."""
    return "".join(re.findall(r'class="group">(\w{4})<', answer.content.decode()))


def page(call: Consultation, number: int = 1, **asked: str) -> str:
    """Return what a stranger reads under a question."""
    answer = Client().get(reverse("discussion-question", args=[call.code, number]), asked)
    assert answer.status_code == 200
    return answer.content.decode()
