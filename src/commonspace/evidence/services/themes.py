"""Ordering themes: make, rename, merge, move, split."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _

from commonspace.consultations.models import Consultation, Question
from commonspace.evidence.errors import ThemeLoopError
from commonspace.evidence.models import Coding, Statement, Theme
from commonspace.people.models import Account
from commonspace.provenance.services import actor_of, record_event


@transaction.atomic
def make_theme(
    *,
    consultation: Consultation,
    question: Question | None,
    label: str,
    by: Account | None,
    parent: Theme | None = None,
) -> Theme:
    """Make a theme by hand."""
    theme = Theme.objects.create(
        consultation=consultation, question=question, label=label[:200], parent=parent, made_by=by
    )
    _note(theme, "theme.made", by)
    return theme


@transaction.atomic
def rename_theme(*, theme: Theme, label: str, description: str = "", by: Account | None) -> Theme:
    """Give a theme another label."""
    theme.label, theme.description = label[:200], description
    theme.save(update_fields=["label", "description"])
    _note(theme, "theme.renamed", by)
    return theme


@transaction.atomic
def merge_themes(*, theme: Theme, into: Theme, by: Account | None) -> Theme:
    """Move everything of ``theme`` to ``into``; the empty theme remembers where it went.

    Raises:
        ThemeLoopError: If both are the same theme.
    """
    if theme.pk == into.pk:
        raise ThemeLoopError(_("A theme cannot be merged with itself. Choose another one."))
    for coding in theme.codings.all():
        Coding.objects.get_or_create(
            statement=coding.statement, theme=into, defaults={"by": coding.by}
        )
    theme.codings.all().delete()
    theme.findings.update(theme=into)
    theme.children.exclude(pk=into.pk).update(parent=into)
    theme.candidates.update(theme=into)
    if into.parent_id == theme.pk:
        into.parent = theme.parent
        into.save(update_fields=["parent"])
    theme.merged_into = into
    theme.save(update_fields=["merged_into"])
    _note(theme, "theme.merged", by)
    return into


@transaction.atomic
def move_theme(*, theme: Theme, parent: Theme | None, by: Account | None) -> Theme:
    """Put a theme under another, or at the top.

    Raises:
        ThemeLoopError: If ``parent`` lies inside ``theme``.
    """
    above = parent
    while above is not None:
        if above.pk == theme.pk:
            raise ThemeLoopError(
                _("A theme cannot lie inside itself. Choose another place for it.")
            )
        above = above.parent
    theme.parent = parent
    theme.save(update_fields=["parent"])
    _note(theme, "theme.moved", by)
    return theme


@transaction.atomic
def split_theme(
    *, theme: Theme, label: str, statements: Iterable[Statement], by: Account | None
) -> Theme:
    """Take some statements out of a theme into a new one beside it."""
    new = make_theme(
        consultation=theme.consultation,
        question=theme.question,
        label=label,
        by=by,
        parent=theme.parent,
    )
    move_statements(statements=statements, origin=theme, target=new, by=by)
    return new


@transaction.atomic
def move_statements(
    *, statements: Iterable[Statement], origin: Theme, target: Theme, by: Account | None
) -> None:
    """Code statements to another theme instead of this one."""
    for statement in statements:
        origin.codings.filter(statement=statement).delete()
        Coding.objects.get_or_create(statement=statement, theme=target, defaults={"by": by})


def _note(theme: Theme, verb: str, by: Account | None) -> None:
    record_event(
        actor=actor_of(by), verb=verb, subject=f"theme:{theme.pk}", scope=theme.consultation.code
    )
