"""What every page of this channel says of its call."""

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from commonspace.consultations.deadline import deadline_of, time_left
from commonspace.consultations.models import Consultation, KeyDate
from commonspace.consultations.queries import published_consultations
from commonspace.contributions.errors import TooLongError
from commonspace.kernel.localised import in_language, language_shown

DATES_SHOWN = 2
CALLS_SHOWN = 5


def about(consultation: Consultation) -> dict[str, object]:
    """Return the call, its terms and its languages for a template."""
    fallback = consultation.default_language
    spoken = {code for code, _name in settings.LANGUAGES}
    return {
        "consultation": consultation,
        "call_title": consultation.title_in(),
        "consultation_languages": [code for code in consultation.languages if code in spoken],
        "terms": in_language(consultation.naming_terms, fallback=fallback),
        "terms_language": language_shown(consultation.naming_terms, fallback=fallback),
        "closes": deadline_of(consultation),
        "time_left": time_left(consultation),
        "home_url": reverse("call", args=[consultation.code]),
        "max_megabytes": settings.COMMONSPACE_MAX_UPLOAD_MB,
        "what_happens": in_language(consultation.what_happens, fallback=fallback),
    }


def dates_to_come(consultation: Consultation) -> list[tuple[KeyDate, str]]:
    """Return the next dates of a consultation with their names."""
    today = timezone.now().astimezone(consultation.zone).date()
    coming = consultation.key_dates.filter(on__gte=today)[:DATES_SHOWN]
    fallback = consultation.default_language
    return [(date, in_language(date.title, fallback=fallback)) for date in coming]


def calls_to_ask_about() -> QuerySet[Consultation]:
    """Return the calls whose contacts stand where it is not known yet which one it is about."""
    return published_consultations()[:CALLS_SHOWN]


def too_long() -> TooLongError:
    """Return the refusal of a form with more text in it than a server reads at once."""
    return TooLongError(
        _(
            "That is more text than one form can carry, so nothing was sent. Go back: your "
            "words are still in the page. Please send the longest of them as documents."
        )
    )
