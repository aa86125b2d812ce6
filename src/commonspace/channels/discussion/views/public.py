"""Reading a discussion and saying something in it: plain pages, no account, no scripts needed."""

import logging
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Paginator
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from commonspace.channels.discussion.choices import RULES, Moderation, Rule, State
from commonspace.channels.discussion.forms import AlertForm, CommentForm
from commonspace.channels.discussion.models import Comment, Discussion
from commonspace.channels.discussion.queries import (
    ORDERS,
    counts_shown,
    discussion_of,
    hidden_counts,
    is_shown,
    replies_to,
    said_by,
    shown,
    threads,
    waiting_count,
    with_replies,
)
from commonspace.channels.discussion.services.moderating import tell
from commonspace.channels.discussion.services.saying import say
from commonspace.consultations.access import published_consultation
from commonspace.consultations.deadline import told
from commonspace.consultations.models import Question
from commonspace.consultations.queries import asked_questions, languages_of
from commonspace.intake.services import Received
from commonspace.kernel.audience import PUBLIC, audience
from commonspace.kernel.codes import spelled
from commonspace.kernel.errors import CommonspaceError
from commonspace.kernel.localised import in_language, language_shown

REFUSED = 422
FORBIDDEN = 403
UNAVAILABLE = 503
A_PAGE = 50

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where something is said: under a question, or to a comment there."""

    discussion: Discussion
    question: Question
    parent: Comment | None = None


@require_safe
@audience(PUBLIC)
def discussion(request: HttpRequest, code: str) -> HttpResponse:
    """The questions of the call with how much was said under each, and the rules."""
    found = _open_discussion(code)
    counts = counts_shown(found)
    rows = [
        {"question": one, **_worded(found, one), "n": counts.get(one.pk, 0)}
        for one in asked_questions(found.consultation)
    ]
    context = {**_about(found), "rows": rows, "rules": _rules()}
    return _unlisted(render(request, "discussion/discussion.html", context))


@audience(PUBLIC)
@csrf_exempt  # the form is sealed below, so that its words survive where the seal was lost
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """What was said under one question; a POST says something."""
    found = _open_discussion(code)
    asked = get_object_or_404(asked_questions(found.consultation), number=number)
    asked.consultation = found.consultation
    return _answered(request, Spot(discussion=found, question=asked))


@audience(PUBLIC)
@csrf_exempt  # as above
@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """One comment with all its replies, at an address that stays; a POST answers it."""
    found = _open_discussion(code)
    return _answered(request, _spot_of(found, number))


@audience(PUBLIC)
@require_http_methods(["GET", "HEAD", "POST"])
def tell_us(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Let a reader say that a comment should not stand here; nobody is asked who they are."""
    found = _open_discussion(code)
    here = _comment(found, number)
    if not is_shown(here):
        raise Http404
    form = AlertForm(request.POST or None, label_suffix="")
    is_told = request.method == "POST" and form.is_valid()
    if is_told:
        tell(comment=here, rule=form.cleaned_data["rule"], note=form.cleaned_data["note"])
    context = {
        **_about(found),
        **_worded(found, here.question),
        "said": said_by([here], visible={here.pk})[here.pk],
        "form": form,
        "is_told": is_told,
        "rules": _rules(),
    }
    status = REFUSED if form.is_bound and form.errors else 200
    return _unlisted(render(request, "discussion/tell_us.html", context, status=status))


def _answered(request: HttpRequest, spot: Spot) -> HttpResponse:
    if request.method != "POST":
        return _spot_page(request, spot, CommentForm(consultation=spot.discussion.consultation))
    arrived_at = timezone.now()
    response = _sealed(request, spot, arrived_at)
    if response.status_code == FORBIDDEN:
        form = _filled(request, spot)
        form.add_error(
            None,
            _(
                "The page stood open for long, or your browser keeps no cookies, so nothing was "
                "sent. What you wrote is still here: please send it once more."
            ),
        )
        response = _spot_page(request, spot, form, status=FORBIDDEN)
    add_never_cache_headers(response)
    return response


@csrf_protect
def _sealed(request: HttpRequest, spot: Spot, arrived_at: datetime) -> HttpResponse:
    form = _filled(request, spot)
    if not form.is_valid():
        return _spot_page(request, spot, form, status=REFUSED)
    try:
        received = say(
            discussion=spot.discussion,
            question=spot.question,
            parent=spot.parent,
            saying=form.saying(),
            received_at=arrived_at,
        )
    except CommonspaceError as refusal:
        form.add_error(None, str(refusal.message))
        return _spot_page(request, spot, form, status=REFUSED)
    except (OperationalError, OSError):
        logger.exception("A comment could not be kept.")
        return _not_kept(request, spot, form)
    return _receipt(request, spot, received)


def _not_kept(request: HttpRequest, spot: Spot, form: CommentForm) -> HttpResponse:
    form.add_error(
        None,
        _(
            "We could not keep it just now, so nothing was saved. What you wrote is still here: "
            "please send it once more in a minute."
        ),
    )
    response = _spot_page(request, spot, form, status=UNAVAILABLE)
    response["Retry-After"] = "60"
    return response


def _filled(request: HttpRequest, spot: Spot) -> CommentForm:
    return CommentForm(request.POST, consultation=spot.discussion.consultation)


def _spot_page(
    request: HttpRequest, spot: Spot, form: CommentForm, *, status: int = 200
) -> HttpResponse:
    """Show what was said at a spot, with the form below it."""
    found, parent = spot.discussion, spot.parent
    context = {
        **_about(found),
        **_worded(found, spot.question),
        "form": form,
        "may_write": found.takes_comments(),
        "rules": _rules(),
    }
    if parent is None:
        order = request.GET.get("order", "")
        pages = Paginator(threads(found, spot.question, order=order), A_PAGE)
        shown_page = pages.get_page(request.GET.get("page"))
        context |= {
            "order": order if order in ORDERS else "newest",
            "said": with_replies(list(shown_page.object_list)),
            "page_obj": shown_page,
            "hidden": hidden_counts(found, spot.question),
            "waiting": waiting_count(found, spot.question),
        }
        context["hidden_in_all"] = sum(n for _rule, n in hidden_counts(found, spot.question))
        return _unlisted(render(request, "discussion/question.html", context, status=status))
    context |= _thread(request, parent)
    context["may_write"] = context["may_write"] and is_shown(parent.parent or parent)
    return _unlisted(render(request, "discussion/comment.html", context, status=status))


def _thread(request: HttpRequest, here: Comment) -> dict[str, object]:
    """Return a comment and a page of its replies; of a reply, the comment it answers besides."""
    pages = Paginator(replies_to(here), A_PAGE)
    shown_page = pages.get_page(request.GET.get("page"))
    replies = list(shown_page.object_list)
    above = [here.parent] if here.parent else []
    visible = _visible([here, *above])
    said = said_by([here, *above, *replies], visible=visible | {one.pk for one in replies})
    return {
        "top": said[here.pk],
        "above": said[here.parent.pk] if here.parent else None,
        "replies": [said[one.pk] for one in replies],
        "page_obj": shown_page,
    }


def _spot_of(found: Discussion, number: int) -> Spot:
    """Return the spot of a comment that readers may know of: shown, or with replies that are."""
    here = _comment(found, number)
    if not is_shown(here) and not replies_to(here).exists():
        raise Http404
    return Spot(discussion=found, question=here.question, parent=here)


def _comment(found: Discussion, number: int) -> Comment:
    several = found.comments.select_related(
        "contribution__contributor__organisation",
        "question__consultation",
        "parent__parent",
        "parent__contribution__contributor__organisation",
    )
    here = get_object_or_404(several, number=number)
    here.discussion = found
    return here


def _visible(comments: list[Comment]) -> set[int]:
    keys = [one.pk for one in comments]
    return set(Comment.objects.filter(shown(), pk__in=keys).values_list("pk", flat=True))


def _open_discussion(code: str) -> Discussion:
    """Return the discussion of a public call; a closed one looks as if there were none."""
    found = discussion_of(published_consultation(code))
    if not found.is_public:
        raise Http404
    return found


def _about(found: Discussion) -> dict[str, object]:
    consultation = found.consultation
    fallback = consultation.default_language
    return {
        "consultation": consultation,
        "code": consultation.code,
        "discussion": found,
        "is_read_first": found.moderation == Moderation.BEFORE,
        "ends": told(found.ends_at, consultation) if found.ends_at else None,
        "has_ended": found.ends_at is not None and found.ends_at <= timezone.now(),
        "takes_comments": found.takes_comments(),
        "terms": in_language(consultation.naming_terms, fallback=fallback),
        "terms_language": language_shown(consultation.naming_terms, fallback=fallback),
        "home_url": reverse("call", args=[consultation.code]),
        "consultation_languages": list(languages_of(consultation)),
    }


def _worded(found: Discussion, asked: Question) -> dict[str, object]:
    wording = asked.wording
    fallback = found.consultation.default_language
    return {
        "number": asked.number,
        "heading": in_language(wording.heading, fallback=fallback),
        "lead_in": in_language(wording.lead_in, fallback=fallback),
        "asked": [line for line in wording.sub_questions_in() if line.strip()],
        "heading_language": language_shown(wording.heading, fallback=fallback),
    }


def _rules() -> list[tuple[str, object]]:
    return [(str(rule.label), RULES[rule]) for rule in Rule]


def _receipt(request: HttpRequest, spot: Spot, received: Received) -> HttpResponse:
    said = Comment.objects.select_related("discussion").get(contribution=received.contribution)
    context = {
        **_about(spot.discussion),
        **_worded(spot.discussion, spot.question),
        "contribution": received.contribution,
        "receipt": spelled(received.code),
        "is_new": received.is_new,
        "comment": said,
        "stands": is_shown(said),
        "waits": said.state == State.WAITING and received.contribution.may_publish,
    }
    return render(request, "discussion/receipt.html", context)


def _unlisted(response: HttpResponse) -> HttpResponse:
    """Keep search engines from holding on to words that people may take back."""
    response["X-Robots-Tag"] = "noindex, noarchive"
    return response
