"""Taking a comment to the door, and following what its author does with it later."""

import hmac
import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from commonspace.analysis.personal import personal_hints
from commonspace.channels.discussion.choices import Did, Moderation, State
from commonspace.channels.discussion.errors import CommentGoneError, DiscussionClosedError
from commonspace.channels.discussion.models import Comment, Discussion
from commonspace.channels.discussion.queries import is_shown, words_of
from commonspace.consultations.models import Question
from commonspace.contributions.choices import Channel
from commonspace.contributions.models import Contribution, Revision
from commonspace.intake.envelopes import AnswerPart, Consent, Envelope, Sender
from commonspace.intake.services import Received, receipt_code, receive, withdraw
from commonspace.kernel.secrets import derived_key
from commonspace.people.access import details_of
from commonspace.people.choices import Attribution
from commonspace.provenance.services import record_event

LONGEST_COMMENT = 5_000
"""Characters. Whoever has more to say answers the question itself, or sends a document."""
UNREAD_AT_ONCE = 30
UNREAD_WITHIN = timedelta(minutes=10)
"""Where comments appear before they are read, so many at most appear unread in this time; those
after them wait. Nobody is refused, and nobody's address is needed for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """A comment as its form was filled. ``form_key`` is what the page was made with."""

    form_key: str
    text: str
    sender: Sender
    consent: Consent
    language: str

    def channel_key(self, question: Question, parent: Comment | None) -> str:
        """Return the key under which the door takes this comment once.

        The same page with the same content is one comment however often it is sent; with other
        content it is another one, perhaps of the next person at a shared device. The digest is
        keyed, so it confirms no guess at a name.
        """
        content = json.dumps(
            [
                self.text, question.pk, parent.pk if parent else None,
                asdict(self.sender.details), self.sender.organisation, self.sender.kind,
                self.sender.country, asdict(self.consent), self.language,
            ],
            sort_keys=True,
        )  # fmt: skip
        digest = hmac.new(derived_key("discussion form keys"), content.encode(), sha256).hexdigest()
        return f"comment:{self.form_key}:{digest[:32]}"


def say(
    *,
    discussion: Discussion,
    question: Question,
    parent: Comment | None,
    saying: Saying,
    received_at: datetime,
) -> Received:
    """Take a comment to the door as a contribution, once, and put it in its place.

    Args:
        discussion: Where it is said.
        question: What it speaks to.
        parent: The comment it answers; of a reply, what that one answers is taken.
        saying: The form.
        received_at: When the form came: it decides whether the discussion was open.

    Raises:
        DiscussionClosedError: If the discussion took no comments at that moment, unless this one
            was taken before.
        CommentGoneError: If what it answers is not shown.
        CommonspaceError: What the door refuses.
    """
    top = parent.parent if parent and parent.parent else parent
    key = saying.channel_key(question, top)
    sent_before = _delivered(key)
    if sent_before:
        return Received(contribution=sent_before, code=receipt_code(sent_before), is_new=False)
    if not discussion.takes_comments(received_at):
        raise DiscussionClosedError
    if top is not None and not is_shown(top):
        raise CommentGoneError
    with transaction.atomic():
        received = receive(
            Envelope(
                consultation=discussion.consultation,
                channel=Channel.DISCUSSION,
                key=key,
                received_at=received_at,
                sender=saying.sender,
                consent=saying.consent,
                answers=(AnswerPart(question=question.pk, text=saying.text),),
                language=saying.language,
            )
        )
        if received.is_new:
            _enter(discussion, question, top, received.contribution)
    return received


def _delivered(key: str) -> Contribution | None:
    revision = (
        Revision.objects.filter(channel=Channel.DISCUSSION, channel_key=key)
        .select_related("contribution__consultation")
        .first()
    )
    return revision.contribution if revision else None


def _enter(
    discussion: Discussion, question: Question, parent: Comment | None, contribution: Contribution
) -> Comment:
    """Give a contribution its place in the discussion; the door holds the consultation locked."""
    last = discussion.comments.aggregate(last=Max("number"))["last"] or 0
    comment = Comment.objects.create(
        discussion=discussion,
        contribution=contribution,
        question=question,
        parent=parent,
        number=last + 1,
    )
    _look_at(comment)
    return comment


@transaction.atomic
def follow_change(*, contribution: Contribution) -> None:
    """Look at a comment anew once its author has changed it.

    New words wait to be read again, where comments wait; new terms only change what hints say.
    """
    comment = (
        Comment.objects.select_for_update(of=("self",))
        .select_related("discussion__consultation")
        .filter(contribution=contribution)
        .first()
    )
    if comment is None or contribution.is_withdrawn:
        return
    comment.contribution = contribution
    if comment.revision == contribution.current_revision:
        comment.hints = _hints_in(comment)
        comment.save(update_fields=["hints"])
    else:
        _look_at(comment)


def _look_at(comment: Comment) -> None:
    """Mark what may be personal data in new words, and settle whether they appear unread."""
    comment.revision = comment.contribution.current_revision
    comment.hints = _hints_in(comment)
    comment.state = State.SHOWN if _may_appear_unread(comment) else State.WAITING
    comment.rule = comment.remark = ""
    comment.decided_by = comment.decided_at = None
    comment.save(
        update_fields=[
            "revision", "hints", "state", "rule", "remark", "decided_by", "decided_at"
        ]
    )  # fmt: skip


def _hints_in(comment: Comment) -> list[list[int | str]]:
    contribution = comment.contribution
    is_named = contribution.attribution == Attribution.NAMED
    known = () if is_named else (details_of(contribution.contributor).name,)
    words = words_of([comment]).get(comment.pk, "")
    return [[one.start, one.end, one.kind] for one in personal_hints(words, known=known)]


def _may_appear_unread(comment: Comment) -> bool:
    """Tell whether words appear before somebody has read them: never what was hidden once."""
    if comment.discussion.moderation == Moderation.BEFORE or comment.hints:
        return False
    if comment.steps.filter(did=Did.HIDDEN).exists():
        return False
    unread = comment.discussion.comments.filter(
        state=State.SHOWN,
        decided_at=None,
        contribution__received_at__gt=timezone.now() - UNREAD_WITHIN,
    ).exclude(pk=comment.pk)
    return unread.count() < UNREAD_AT_ONCE


@transaction.atomic
def take_off(*, comment: Comment, is_off: bool) -> None:
    """Take a comment off the page at its author's wish, or put it back. The contribution stands."""
    comment.taken_off_at = timezone.now() if is_off else None
    comment.save(update_fields=["taken_off_at"])
    record_event(
        actor="receipt", verb="comment.taken-off" if is_off else "comment.put-back",
        subject=f"comment:{comment.pk}", scope=comment.discussion.consultation.code,
    )  # fmt: skip


def take_back(*, comment: Comment) -> None:
    """Withdraw a comment while the discussion goes on, even if the call itself has closed.

    Raises:
        DiscussionClosedError: If the discussion takes no comments any more.
    """
    if not comment.discussion.takes_comments():
        raise DiscussionClosedError
    if not comment.contribution.is_withdrawn:
        withdraw(contribution=comment.contribution)
