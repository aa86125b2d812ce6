"""What the discussion keeps beside a contribution, and how it lets go of it."""

from commonspace.analysis.personal import personal_hints
from commonspace.channels.discussion.choices import State
from commonspace.channels.discussion.models import Comment
from commonspace.channels.discussion.queries import words_of
from commonspace.intake.choices import Removed
from commonspace.intake.keepers import Removal


def erase(removal: Removal) -> None:
    """Forget what was said about the words; where a name went, let words that hold it be read again.

    The place of a comment stays for the answers to it, without a word of its author.
    """
    comment = Comment.objects.filter(contribution=removal.contribution).first()
    if comment is None:
        return
    if removal.what == Removed.EVERYTHING:
        comment.hints, comment.remark = [], ""
        comment.steps.update(remark="", before={})
        comment.alerts.update(note="")
    elif removal.what == Removed.NAME:
        known = [removal.name] if removal.name else []
        comment.hints = [
            [one.start, one.end, one.kind]
            for one in personal_hints(words_of([comment]).get(comment.pk, ""), known=known)
        ]
        if comment.state == State.SHOWN and comment.hints:
            comment.state = State.WAITING
    comment.save(update_fields=["hints", "remark", "state"])
