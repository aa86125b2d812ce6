"""Asking about names that may be one, and settling them."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from commonspace.analysis.reading.names import LikeNames, like_names, name_words
from commonspace.consultations.models import Consultation
from commonspace.people.models import Account
from commonspace.people.services import one_organisation
from commonspace.provenance.services import actor_of, record_event
from commonspace.synthesis.choices import NameAnswer
from commonspace.synthesis.errors import NamelessError
from commonspace.synthesis.models import NameQuery
from commonspace.synthesis.names import Names, names_in


@transaction.atomic
def ask_about_names(*, consultation: Consultation) -> int:
    """Look through all names and ask about those that may be one; what is settled stays settled.

    Questions nobody has answered and that the texts no longer raise are taken back.

    Returns:
        How many wait for an answer.
    """
    names = names_in(consultation)
    raised = {
        _pair(like): like for like in like_names(names.written.values(), names.shorts, names.alone)
    }
    waiting = consultation.name_queries.filter(answer="")
    waiting.exclude(pair__in=raised).delete()
    for pair, like in raised.items():
        _keep(consultation, pair, like, names)
    return waiting.count()


def _pair(like: LikeNames) -> str:
    return " | ".join(sorted(" ".join(name_words(name)) for name in (like.one, like.other)))[:620]


def _keep(consultation: Consultation, pair: str, like: LikeNames, names: Names) -> None:
    seen = {
        "seen_one": names.seen[name_words(like.one)].as_json(),
        "seen_other": names.seen[name_words(like.other)].as_json(),
    }
    query, is_new = NameQuery.objects.get_or_create(
        consultation=consultation,
        pair=pair,
        defaults={
            "one": like.one[:300], "other": like.other[:300], "reason": like.reason, **seen
        },
    )  # fmt: skip
    if not is_new and query.one == like.one:
        NameQuery.objects.filter(pk=query.pk).update(**seen)


@transaction.atomic
def settle_as_one(*, query: NameQuery, name: str, by: Account) -> NameQuery:
    """Say that two names are one organisation, called ``name``; the others become its aliases.

    Raises:
        NamelessError: If ``name`` is blank.
    """
    organisation = one_organisation(name=name, also=[query.one, query.other])
    if organisation is None:
        raise NamelessError(_("Say which name the report should use. Nothing was changed."))
    query.organisation = organisation
    return _answered(query, NameAnswer.ONE, by)


@transaction.atomic
def settle_as_two(*, query: NameQuery, by: Account) -> NameQuery:
    """Say that two names are two organisations."""
    return _answered(query, NameAnswer.TWO, by)


@transaction.atomic
def open_again(*, query: NameQuery, by: Account) -> NameQuery:
    """Ask about two names once more. An organisation they were made one in stays one."""
    query.organisation = None
    return _answered(query, "", by)


def _answered(query: NameQuery, answer: str, by: Account) -> NameQuery:
    query.answer, query.decided_by = answer, by
    query.decided_at = timezone.now()
    query.save(update_fields=["answer", "organisation", "decided_by", "decided_at"])
    record_event(
        actor=actor_of(by), verb=f"names.{answer or 'asked-again'}",
        subject=f"names:{query.pk}", scope=query.consultation.code,
    )  # fmt: skip
    return query
