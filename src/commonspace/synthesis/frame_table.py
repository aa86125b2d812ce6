"""Evidence by the entries of a frame as a table for spreadsheets."""

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from commonspace.evidence.showing import language_of, speakers_of
from commonspace.kernel.cells import inert
from commonspace.synthesis.frames import FrameEvidence, ItemEvidence


def table_of(evidence: FrameEvidence) -> str:
    """Return one line for each tag; no cell can start a formula, people are named as they allow."""
    kept = io.StringIO()
    writer = csv.writer(kept, quoting=csv.QUOTE_ALL)
    writer.writerow([inert(heading) for heading in _headings()])
    speakers = speakers_of(
        one.statement.contribution for item in evidence.tops for one in item.taggings
    )
    for item in evidence.items:
        for row in _rows(item, speakers):
            writer.writerow([inert(cell) for cell in row])
    return "\ufeff" + kept.getvalue()


def _headings() -> list[str]:
    return [
        _("Code"), _("Entry"), _("What"), _("Words"), _("Question"), _("Themes"), _("Reference"),
        _("Who"), _("Language"), _("Tagged by"), _("Tagged on"),
    ]  # fmt: skip


def _rows(found: ItemEvidence, speakers: dict[object, str]) -> Iterator[list[object]]:
    item = found.item
    for one in found.taggings:
        if one.item_id != item.pk:
            continue
        statement = one.statement
        yield [
            item.code, item, pgettext("what an entry of a frame was put on", "statement"), statement.quote,
            statement.question.number if statement.question else "",
            "; ".join(coding.theme.label for coding in statement.codings.all()),
            statement.contribution, speakers[statement.contribution_id], language_of(statement),
            one.by or "", one.at.date().isoformat(),
        ]  # fmt: skip
    for told in found.examples:
        if told.item_id == item.pk:
            yield [
                item.code, item, _("example"), f"{told.example.title}. {told.example.text}",
                "", "", "", "; ".join(told.example.organisations), "", told.by or "",
                told.at.date().isoformat(),
            ]  # fmt: skip
