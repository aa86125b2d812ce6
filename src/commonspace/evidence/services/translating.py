"""Keeping what a statement says in another language."""

from django.db import transaction

from commonspace.evidence.models import Statement, StatementTranslation
from commonspace.people.models import Account
from commonspace.provenance.models import Run


@transaction.atomic
def translate(
    *, statement: Statement, language: str, text: str, by: Account | None, run: Run | None = None
) -> StatementTranslation | None:
    """Keep a translation of a statement in place of an earlier one; blank text removes it.

    Made by a person (``by``) or by a machine step (``run``), never by nobody.
    """
    if not text.strip():
        statement.translations.filter(language=language).delete()
        return None
    kept, _is_new = StatementTranslation.objects.update_or_create(
        statement=statement,
        language=language,
        defaults={"text": text.strip(), "made_by": by, "run": run},
    )
    return kept
