"""What people say to a suggested theme: accepted with the statement, or refused and remembered."""

from django.db import transaction

from commonspace.contributions.models import SourceText
from commonspace.evidence.models import Theme, ThemeRefusal
from commonspace.evidence.services.confirming import refuse_if_coded_apart
from commonspace.people.models import Account
from commonspace.provenance.services import actor_of, record_event


@transaction.atomic
def refuse_theme(*, text: SourceText, start: int, end: int, theme: Theme, by: Account) -> None:
    """Remember that a stretch of text does not belong to a theme; it is not suggested again.

    Raises:
        HeldForTwoError: If two people are coding these words apart.
    """
    refuse_if_coded_apart(text=text, start=start, end=end)
    _refusal, is_new = ThemeRefusal.objects.get_or_create(
        text=text, start=start, end=end, theme=theme, defaults={"by": by}
    )
    if is_new:
        _log("suggestion.refused", theme, by)


def log_accepted(*, theme: Theme, by: Account) -> None:
    """Write down that a suggestion was followed; the coding itself is made as any other."""
    _log("suggestion.accepted", theme, by)


def _log(verb: str, theme: Theme, by: Account) -> None:
    record_event(
        actor=actor_of(by), verb=verb, subject=f"theme:{theme.pk}", scope=theme.consultation.code
    )
