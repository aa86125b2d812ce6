"""The whole report, in order."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonspace.cli.synthesising.composition.closing import (
    ledger_section,
    method_section,
    reading_section,
)
from commonspace.cli.synthesising.composition.codes import codes_section
from commonspace.cli.synthesising.composition.kinds import kinds_section
from commonspace.cli.synthesising.composition.material import VERSION, Material
from commonspace.cli.synthesising.composition.questions import question_section
from commonspace.reports import document as blocks


def compose(material: Material) -> blocks.Document:
    """Return the report of a run in the language that is active."""
    questions = [
        question_section(material, summary, number)
        for number, summary in enumerate(material.questions, start=1)
    ]
    codes, kinds = codes_section(material), kinds_section(material)
    return blocks.Document(
        title=material.title,
        subtitle=_("What people said, sorted by software and confirmed by nobody"),
        language=material.choices.report_language,
        date=material.day,
        front=(_notice(), *_in_short(material)),
        sections=(
            *([codes] if codes else []),
            *questions,
            *([kinds] if kinds else []),
            reading_section(material),
            ledger_section(material),
            method_section(material),
        ),
        authors=_("Commonspace %(version)s, a program") % {"version": VERSION},
    )


def _notice() -> blocks.Notice:
    return blocks.Notice(
        title=_("Suggested by software, confirmed by nobody"),
        text=_(
            "Themes, their names and the kinds of statements are proposals to start reading from. "
            "Quotations are exact words of the input. Before anything here is called a finding, "
            "somebody must read the statements it rests on."
        ),
    )


def _in_short(material: Material) -> tuple[blocks.Block, ...]:
    counts = material.analysis.counts
    contributors = len({record.contributor for record in material.taken.records})
    sentence = _(
        "%(read)s: %(contributors)d contributors, %(statements)d statements, %(themes)d proposed "
        "themes; %(unsorted)d statements in no theme."
    ) % {
        "read": _how_much(material),
        "contributors": contributors,
        "statements": counts.statements,
        "themes": len(material.offered),
        "unsorted": counts.unsorted_statements,
    }
    return (blocks.Paragraph(blocks.plain(sentence), role="lead"),)


def _how_much(material: Material) -> str:
    count = len(material.taken.rows)
    if material.is_folder:
        return ngettext("%(count)d document", "%(count)d documents", count) % {"count": count}
    return ngettext("%(count)d row", "%(count)d rows", count) % {"count": count}
