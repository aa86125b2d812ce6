"""The only way from a browser to the contribution whose code was typed in it."""

from datetime import timedelta

from django.http import HttpRequest
from django.utils import timezone

from commonspace.channels.web.errors import ReceiptClosedError
from commonspace.contributions.models import Contribution
from commonspace.intake.services import contribution_for_code

OPEN_FOR = timedelta(minutes=30)
KEY = "receipt"


def open_with_code(request: HttpRequest, typed: str) -> Contribution:
    """Open the contribution a code belongs to, in this browser, for half an hour of use.

    Raises:
        MistypedCodeError: If the code has a slip in it.
        UnknownCodeError: If it was never given.
    """
    contribution = contribution_for_code(typed)
    request.session.cycle_key()
    _remember(request, contribution)
    return contribution


def contribution_for_receipt(request: HttpRequest) -> Contribution:
    """Return the contribution whose code was typed in this browser within the last half hour.

    Raises:
        ReceiptClosedError: If there is none.
    """
    held = request.session.get(KEY)
    if not held or held["until"] <= timezone.now().timestamp():
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
    _remember(request, contribution)
    return contribution


def close_receipt(request: HttpRequest) -> None:
    """Forget which contribution was open in this browser."""
    if request.session.pop(KEY, None) is None:
        return
    if request.session.is_empty() or not list(request.session.keys()):
        request.session.flush()
    else:
        request.session.cycle_key()


def _remember(request: HttpRequest, contribution: Contribution) -> None:
    request.session[KEY] = {
        "contribution": str(contribution.pk),
        "until": (timezone.now() + OPEN_FOR).timestamp(),
    }
