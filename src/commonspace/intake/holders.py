"""The only way from a browser to the contribution whose code was typed in it.

Every channel that shows a holder something of theirs asks here.
"""

from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone

from commonspace.contributions.models import Contribution
from commonspace.intake.errors import ReceiptClosedError
from commonspace.intake.services import contribution_for_code

OPEN_FOR = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
KEY = "receipt"


def open_with_code(request: HttpRequest, typed: str) -> Contribution:
    """Open the contribution a code belongs to, in this browser, for half an hour of use.

    Raises:
        MistypedCodeError: If the code has a slip in it.
        UnknownCodeError: If it was never given.
    """
    contribution = contribution_for_code(typed)
    request.session.cycle_key()
    _remember(request, contribution, since=timezone.now().timestamp())
    return contribution


def contribution_for_receipt(request: HttpRequest) -> Contribution:
    """Return the contribution whose code was typed in this browser within the last half hour.

    Each use opens it for another half hour, up to twelve hours in all.

    Raises:
        ReceiptClosedError: If there is none.
    """
    held = request.session.get(KEY)
    now = timezone.now().timestamp()
    if not held or held["until"] <= now or held["since"] + LONGEST.total_seconds() <= now:
        close_receipt(request)
        raise ReceiptClosedError
    contribution = (
        Contribution.objects.filter(pk=held["contribution"])
        .select_related("consultation", "contributor__organisation")
        .first()
    )
    if contribution is None:
        close_receipt(request)
        raise ReceiptClosedError
    _remember(request, contribution, since=held["since"])
    return contribution


def close_receipt(request: HttpRequest) -> None:
    """Forget which contribution was open in this browser."""
    if request.session.pop(KEY, None) is None:
        return
    if not list(request.session.keys()):
        request.session.flush()
    else:
        request.session.cycle_key()


def _remember(request: HttpRequest, contribution: Contribution, *, since: float) -> None:
    request.session[KEY] = {
        "contribution": str(contribution.pk),
        "since": since,
        "until": (timezone.now() + OPEN_FOR).timestamp(),
    }
