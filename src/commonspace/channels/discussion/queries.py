"""What the pages of the discussion show, each in a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _

from commonspace.channels.discussion.choices import HINTS, Rule, State
from commonspace.channels.discussion.models import Alert, Comment, Discussion
from commonspace.consultations.models import Consultation, Question
from commonspace.contributions.models import Answer
from commonspace.people.access import speaker_labels

FIRST_REPLIES = 5
"""Replies that stand under a comment on the page of its question; its own page has all."""
PARENT_SHOWN = 400

ORDERS = {"newest": "-number", "oldest": "number"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A comment as a reader sees it. ``stub`` says why its words are not here."""

    number: int
    words: str
    language: str
    who: str
    at: datetime
    stub: str = ""
    parent: int | None = None
    replies: tuple["Said", ...] = ()
    replies_in_all: int = 0

    @property
    def has_more(self) -> bool:
        return self.replies_in_all > len(self.replies)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a comment; ``hint`` says what personal data it may be."""

    words: str
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToRead:
    """A comment as a moderator reads it."""

    comment: Comment
    pieces: tuple[Piece, ...]
    hints: tuple[str, ...]
    who: str
    parent_words: str
    alerts: tuple[Alert, ...]
    may_appear: bool

    @property
    def value(self) -> str:
        """Return what names this comment with these words in a form."""
        return f"{self.comment.pk}:{self.comment.contribution.current_revision}"


def discussion_of(consultation: Consultation) -> Discussion:
    """Return the discussion of a consultation; an unsaved one that is closed if it has none."""
    found = Discussion.objects.filter(consultation=consultation).first()
    if found is None:
        return Discussion(consultation=consultation)
    found.consultation = consultation
    return found


def shown() -> Q:
    """Return the condition under which the words of a comment stand in public.

    A moderator published it, its author agreed to be published and neither withdrew it nor took
    it off, and nobody put its contribution under protection.
    """
    return Q(
        state=State.SHOWN,
        taken_off_at=None,
        contribution__may_publish=True,
        contribution__is_protected=False,
        contribution__withdrawn_at=None,
    ) & Q(Exists(_answers_in_force().exclude(text__text="")))


def _answers_in_force() -> QuerySet[Answer]:
    return Answer.objects.filter(
        contribution=OuterRef("contribution"),
        question=OuterRef("question"),
        revision__number=OuterRef("contribution__current_revision"),
    )


def is_shown(comment: Comment) -> bool:
    """Tell whether the words of a comment stand in public."""
    return Comment.objects.filter(shown(), pk=comment.pk).exists()


def counts_shown(discussion: Discussion) -> dict[int, int]:
    """Return how many comments stand under each question, by its key."""
    found = _comments(discussion).filter(shown()).order_by().values_list("question")
    return dict(found.annotate(n=Count("pk")))


def threads(discussion: Discussion, question: Question, *, order: str) -> QuerySet[Comment]:
    """Return what was said to a question itself: what is shown, or has replies that are."""
    replies = Comment.objects.filter(shown(), parent=OuterRef("pk"))
    return (
        _comments(discussion)
        .filter(question=question, parent=None)
        .filter(shown() | Q(Exists(replies)))
        .order_by(ORDERS.get(order, ORDERS["newest"]))
    )


def with_replies(comments: Sequence[Comment]) -> list[Said]:
    """Return comments as a reader sees them, each with its first replies."""
    keys = [one.pk for one in comments]
    replies = Comment.objects.filter(shown(), parent__in=keys)
    first = list(
        replies.select_related("contribution__contributor__organisation", "parent")
        .annotate(rank=Window(RowNumber(), partition_by=F("parent"), order_by="number"))
        .filter(rank__lte=FIRST_REPLIES)
        .order_by("number")
    )
    counts = dict(replies.order_by().values_list("parent").annotate(n=Count("pk")))
    visible = set(Comment.objects.filter(shown(), pk__in=keys).values_list("pk", flat=True))
    said = said_by([*comments, *first], visible=visible | {one.pk for one in first})
    below = defaultdict(list)
    for one in first:
        below[one.parent_id].append(said[one.pk])
    return [
        replace(said[one.pk], replies=tuple(below[one.pk]), replies_in_all=counts.get(one.pk, 0))
        for one in comments
    ]


def replies_to(comment: Comment) -> QuerySet[Comment]:
    """Return the replies to a comment that are shown, the oldest first."""
    return _comments(comment.discussion).filter(shown(), parent=comment).order_by("number")


def said_by(comments: Iterable[Comment], *, visible: set[int]) -> dict[int, Said]:
    """Return comments as a reader sees them, by key; those not in ``visible`` without words."""
    several = list(comments)
    open_ones = [one for one in several if one.pk in visible]
    words = words_of(open_ones)
    labels = speaker_labels(
        (one.contribution.contributor, one.contribution.attribution) for one in open_ones
    )
    return {one.pk: _said(one, words, labels, is_visible=one.pk in visible) for one in several}


def _said(
    comment: Comment,
    words: Mapping[int, str],
    labels: Mapping[tuple[object, str], str],
    *,
    is_visible: bool,
) -> Said:
    contribution = comment.contribution
    who = labels.get((contribution.contributor_id, contribution.attribution), "")
    return Said(
        number=comment.number,
        words=words.get(comment.pk, "") if is_visible else "",
        language=contribution.language,
        who=(who or _("anonymous")) if is_visible else "",
        at=contribution.received_at,
        stub="" if is_visible else stub_of(comment),
        parent=comment.parent.number if comment.parent else None,
    )


def stub_of(comment: Comment) -> str:
    """Return why a comment that has replies is not shown; of protected ones nothing is told."""
    rule = Rule(comment.rule).label if comment.rule in Rule.values else ""
    reasons = (
        (comment.contribution.is_withdrawn, _("Withdrawn by its author.")),
        (comment.contribution.is_protected, ""),
        (comment.taken_off_at, _("Taken off this page by its author.")),
        (rule, _("This comment is not shown: %(rule)s.") % {"rule": rule}),
        (
            comment.state == State.WAITING,
            _("Its author has changed this comment; it is read before it is shown again."),
        ),
    )
    reason = next((sentence for applies, sentence in reasons if applies), "")
    return reason or _("This comment is not shown.")


def words_of(comments: Iterable[Comment]) -> dict[int, str]:
    """Return the words of each comment as they now stand, by key."""
    asked = {one.contribution_id: one for one in comments}
    found = (
        Answer.objects.filter(
            contribution__in=list(asked),
            revision__number=F("contribution__current_revision"),
            question__in={one.question_id for one in asked.values()},
        )
        .select_related("text")
        .order_by("position", "pk")
    )
    words: dict[int, list[str]] = defaultdict(list)
    for answer in found:
        comment = asked[answer.contribution_id]
        if answer.question_id == comment.question_id:
            words[comment.pk].append(answer.text.text)
    return {key: "\n\n".join(texts) for key, texts in words.items()}


def hidden_counts(discussion: Discussion, question: Question) -> list[tuple[str, int]]:
    """Return how many comments under a question are not shown, by rule, in the order of the rules.

    What its author took back is not counted, and of protected ones nothing is told.
    """
    found = dict(
        discussion.comments.filter(
            question=question,
            state=State.HIDDEN,
            contribution__withdrawn_at=None,
            contribution__is_protected=False,
        )
        .order_by()
        .values_list("rule")
        .annotate(n=Count("pk"))
    )
    return [(str(rule.label), found[rule.value]) for rule in Rule if rule.value in found]


def waiting_count(discussion: Discussion, question: Question) -> int:
    """Return how many comments under a question wait for somebody to read them."""
    waiting = _to_read(discussion).filter(question=question, state=State.WAITING)
    return waiting.filter(contribution__is_protected=False).count()


def queue(discussion: Discussion, show: str) -> QuerySet[Comment]:
    """Return the comments a moderator looks at: what waits, the oldest first, or what was decided."""
    found = _to_read(discussion)
    if show == "told":
        open_alerts = Alert.objects.filter(comment=OuterRef("pk"), settled_at=None)
        return found.filter(Exists(open_alerts)).order_by("number")
    if show in {State.SHOWN, State.HIDDEN}:
        return found.filter(state=show).order_by("-number")
    return found.filter(state=State.WAITING).order_by("number")


def queue_counts(discussion: Discussion) -> dict[str, int]:
    """Return how many comments each list of the queue holds."""
    if discussion.pk is None:
        return dict.fromkeys(("waiting", "told", "shown", "hidden"), 0)
    by_state = dict(_to_read(discussion).order_by().values_list("state").annotate(n=Count("pk")))
    return {
        "waiting": by_state.get(State.WAITING, 0),
        "told": queue(discussion, "told").count(),
        "shown": by_state.get(State.SHOWN, 0),
        "hidden": by_state.get(State.HIDDEN, 0),
    }


def waits_for_staff(consultation: Consultation) -> int:
    """Return how many comments ask for a look: unread ones, and those somebody told us about."""
    open_alerts = Alert.objects.filter(comment=OuterRef("pk"), settled_at=None)
    found = Comment.objects.filter(
        discussion__consultation=consultation, contribution__withdrawn_at=None
    )
    return found.filter(Q(state=State.WAITING) | Q(Exists(open_alerts))).count()


def as_read(comments: Sequence[Comment]) -> list[ToRead]:
    """Return comments as a moderator reads them, personal data marked."""
    parents = [one.parent for one in comments if one.parent]
    words = words_of([*comments, *parents])
    labels = speaker_labels(
        (one.contribution.contributor, one.contribution.attribution) for one in comments
    )
    alerts = defaultdict(list)
    for alert in Alert.objects.filter(comment__in=comments, settled_at=None):
        alerts[alert.comment_id].append(alert)
    found = []
    for one in comments:
        contribution = one.contribution
        pieces = pieces_of(words.get(one.pk, ""), one.hints)
        found.append(
            ToRead(
                comment=one,
                pieces=pieces,
                hints=tuple(dict.fromkeys(piece.hint for piece in pieces if piece.hint)),
                who=labels[contribution.contributor.pk, contribution.attribution] or _("anonymous"),
                parent_words=words.get(one.parent_id or 0, "")[:PARENT_SHOWN],
                alerts=tuple(alerts[one.pk]),
                may_appear=contribution.may_publish and not contribution.is_protected,
            )
        )
    return found


def pieces_of(words: str, hints: Iterable[Sequence[object]]) -> tuple[Piece, ...]:
    """Cut a text where hints begin and end. What no longer fits the text is left out."""
    pieces, at = [], 0
    for start, end, kind in hints:
        if not (
            isinstance(start, int) and isinstance(end, int) and at <= start < end <= len(words)
        ):
            continue
        pieces.append(Piece(words=words[at:start]))
        pieces.append(Piece(words=words[start:end], hint=str(HINTS.get(str(kind), kind))))
        at = end
    pieces.append(Piece(words=words[at:]))
    return tuple(piece for piece in pieces if piece.words)


def _comments(discussion: Discussion) -> QuerySet[Comment]:
    return Comment.objects.filter(discussion=discussion).select_related(
        "contribution__contributor__organisation", "question", "parent"
    )


def _to_read(discussion: Discussion) -> QuerySet[Comment]:
    return (
        _comments(discussion)
        .filter(contribution__withdrawn_at=None)
        .select_related(
            "contribution__contributor__organisation",
            "question",
            "parent__contribution",
            "decided_by",
        )
    )
