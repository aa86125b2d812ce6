"""Moderating: publishing, hiding with a rule, undoing. Nothing is ever deleted."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from commonspace.channels.discussion.choices import Did, Rule, State
from commonspace.channels.discussion.errors import NoRuleError, NothingTickedError
from commonspace.channels.discussion.models import Alert, Comment, Discussion, Step
from commonspace.channels.discussion.queries import discussion_of
from commonspace.consultations.models import Consultation
from commonspace.people.models import Account
from commonspace.provenance.services import actor_of, record_event

OPEN_ALERTS = 20
"""Alerts about one comment that are kept while nobody has looked; a moderator needs no more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What one press did. ``changed`` are those whose words are not those that were read."""

    batch: uuid.UUID
    done: int
    changed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is to become of comments. ``rule`` only for hiding; ``remark`` goes to the author."""

    did: str
    rule: str = ""
    remark: str = ""


@transaction.atomic
def start_discussion(*, consultation: Consultation) -> Discussion:
    """Return the discussion of a consultation; make it, closed, if there is none."""
    found = discussion_of(consultation)
    if found.pk is None:
        found, _new = Discussion.objects.get_or_create(consultation=consultation)
        found.consultation = consultation
    return found


@transaction.atomic
def set_up(*, discussion: Discussion, by: Account) -> None:
    """Keep how open a discussion is and how it is moderated."""
    discussion.save(update_fields=["openness", "moderation", "closes_at"])
    record_event(
        actor=actor_of(by), verb=f"discussion.{discussion.openness}",
        subject=f"consultation:{discussion.consultation_id}", scope=discussion.consultation.code,
    )  # fmt: skip


@transaction.atomic
def decide(
    *, discussion: Discussion, ticked: Iterable[tuple[int, int]], verdict: Verdict, by: Account
) -> Decided:
    """Publish or hide several comments in one press, and write down who did.

    Args:
        discussion: Whose comments; those of others are left alone.
        ticked: Key and revision of each: words that changed since they were read stay undecided.
        verdict: What to do.
        by: Who decides.

    Raises:
        NothingTickedError: If there is none.
        NoRuleError: If something is hidden without a rule.
    """
    read = dict(ticked)
    if not read:
        raise NothingTickedError
    if verdict.did == Did.HIDDEN and verdict.rule not in Rule.values:
        raise NoRuleError
    batch, done = uuid.uuid4(), 0
    comments = _locked(discussion, read)
    for comment in comments:
        if comment.contribution.current_revision == read[comment.pk]:
            _step(comment, verdict, batch, by)
            done += 1
    return Decided(batch=batch, done=done, changed=len(comments) - done)


@transaction.atomic
def undo(*, discussion: Discussion, batch: uuid.UUID, by: Account) -> Decided:
    """Put comments back where they stood before one press, unless something happened since."""
    steps = {
        step.comment_id: step
        for step in Step.objects.filter(comment__discussion=discussion, batch=batch).exclude(
            did=Did.UNDONE
        )
    }
    undoing, done = uuid.uuid4(), 0
    comments = _locked(discussion, steps)
    for comment in comments:
        step = steps[comment.pk]
        is_last = not comment.steps.filter(pk__gt=step.pk).exists()
        if is_last and comment.contribution.current_revision == step.revision:
            _put_back(comment, step, undoing, by)
            done += 1
    return Decided(batch=undoing, done=done, changed=len(comments) - done)


@transaction.atomic
def tell(*, comment: Comment, rule: str, note: str) -> None:
    """Keep that somebody thinks a comment should not stand there; nobody asks who.

    The same words twice, and more than a number of alerts that nobody has looked at, add nothing
    and are not kept.
    """
    still_open = comment.alerts.filter(settled_at=None)
    if still_open.count() >= OPEN_ALERTS or still_open.filter(rule=rule, note=note).exists():
        return
    Alert.objects.create(comment=comment, rule=rule, note=note)
    record_event(
        actor="visitor", verb="comment.alert",
        subject=f"comment:{comment.pk}", scope=comment.discussion.consultation.code,
    )  # fmt: skip


def _locked(discussion: Discussion, keys: Iterable[int]) -> list[Comment]:
    found = Comment.objects.select_for_update(of=("self",)).filter(
        discussion=discussion, pk__in=list(keys), contribution__withdrawn_at=None
    )
    return list(found.select_related("contribution", "discussion__consultation"))


def _step(comment: Comment, verdict: Verdict, batch: uuid.UUID, by: Account) -> None:
    is_hidden = verdict.did == Did.HIDDEN
    before = {"state": comment.state, "rule": comment.rule, "remark": comment.remark}
    comment.state = State.HIDDEN if is_hidden else State.SHOWN
    comment.rule = verdict.rule if is_hidden else ""
    comment.remark = verdict.remark.strip() if is_hidden else ""
    step = _keep(comment, verdict.did, before, batch, by)
    comment.alerts.filter(settled_at=None).update(settled_at=step.at)


def _put_back(comment: Comment, step: Step, batch: uuid.UUID, by: Account) -> None:
    before = {"state": comment.state, "rule": comment.rule, "remark": comment.remark}
    comment.state, comment.rule = step.before["state"], step.before["rule"]
    comment.remark = step.before["remark"]
    comment.alerts.filter(settled_at=step.at).update(settled_at=None)
    _keep(comment, Did.UNDONE, before, batch, by)


def _keep(
    comment: Comment, did: str, before: dict[str, str], batch: uuid.UUID, by: Account
) -> Step:
    comment.decided_by, comment.decided_at = by, timezone.now()
    comment.save(update_fields=["state", "rule", "remark", "decided_by", "decided_at"])
    record_event(
        actor=actor_of(by), verb=f"comment.{did}",
        subject=f"comment:{comment.pk}", scope=comment.discussion.consultation.code,
    )  # fmt: skip
    return Step.objects.create(
        comment=comment,
        did=did,
        rule=comment.rule,
        remark=comment.remark,
        revision=comment.contribution.current_revision,
        before=before,
        batch=batch,
        by=by,
        at=comment.decided_at,
    )
