"""A confirmed statement as it is kept for being brought back, with all that people gave it."""

from commonspace.evidence.models import (
    Coding,
    Recut,
    Statement,
    StatementTranslation,
    Tagging,
)


def as_kept(statement: Statement) -> dict[str, object]:
    """Return what bringing a statement back needs; its words stay in the text."""
    return {
        "id": str(statement.pk),
        "span": [statement.start, statement.end],
        "question": statement.question_id,
        "kind": statement.kind,
        "candidate": statement.candidate_id,
        "confirmed_by": statement.confirmed_by_id,
        "confirmed_at": statement.confirmed_at.isoformat(),
        "in_bulk": statement.confirmed_in_bulk,
        "themes": [[one.theme_id, one.by_id] for one in statement.codings.all()],
        "tags": [[one.item_id, one.by_id] for one in statement.taggings.all()],
        "translations": [
            [one.language, one.text, one.made_by_id, str(one.run_id) if one.run_id else None]
            for one in statement.translations.all()
        ],
    }


def brought_back(recut: Recut) -> None:
    """Make again the statements that a recut kept, under their old keys."""
    contribution = recut.text.contribution
    for kept in recut.kept:
        start, end = kept["span"]
        statement = Statement.objects.create(
            id=kept["id"],
            consultation_id=contribution.consultation_id,
            contribution=contribution,
            text=recut.text,
            start=start,
            end=end,
            quote=recut.text.text[start:end],
            question_id=kept["question"],
            kind=kept["kind"],
            candidate_id=kept["candidate"],
            confirmed_by_id=kept["confirmed_by"],
            confirmed_in_bulk=kept["in_bulk"],
        )
        Statement.objects.filter(pk=statement.pk).update(confirmed_at=kept["confirmed_at"])
        for theme, by in kept["themes"]:
            Coding.objects.create(statement=statement, theme_id=theme, by_id=by)
        for item, by in kept["tags"]:
            Tagging.objects.create(statement=statement, item_id=item, by_id=by)
        for language, text, by, run in kept["translations"]:
            StatementTranslation.objects.create(
                statement=statement, language=language, text=text, made_by_id=by, run_id=run
            )
