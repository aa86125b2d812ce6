"""The codes that people brought, counted, and how far the suggestions can be trusted."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from commonspace.cli.synthesising.coding import Coding
from commonspace.cli.synthesising.composition.material import Material
from commonspace.cli.synthesising.composition.shares import share
from commonspace.reports import document as blocks


def codes_section(material: Material) -> blocks.Section | None:
    """Return a table of the codes; nothing without a codebook."""
    if not material.coding:
        return None
    paragraphs = [blocks.Paragraph(blocks.plain(each)) for each in coding_sentences(material)]
    table = blocks.Table(
        caption=_("Contributors by code"),
        header=(_("Code"), _("Contributors"), _("Share"), _("Statements"), _("How good")),
        rows=tuple(_rows(material, material.coding)),
    )
    heading = blocks.Heading(text=_("Your codes"), level=1, anchor="codes")
    return blocks.Section(heading, (*paragraphs, table))


def _rows(material: Material, coding: Coding) -> Iterator[tuple[str, ...]]:
    total = len({record.contributor for record in material.taken.records})
    for code in coding.codes:
        own = coding.statements(code.key)
        people = share(material.contributors(own), total)
        quality = quality_of(coding, code.key)
        yield code.title, str(people.count), people.words, str(len(own)), quality


def quality_of(coding: Coding, key: str) -> str:
    """Say how well a code is given, by the rows that people coded."""
    if not coding.learned.quality:
        return ""
    one = next((each for each in coding.learned.quality.codes if each.code == key), None)
    if not one or not one.coded:
        return _("no coded row to check it by")
    return _("of its suggestions %(precision)s right, of what belongs to it %(recall)s found") % {
        "precision": f"{round(100 * one.precision)} %",
        "recall": f"{round(100 * one.recall)} %",
    }


def coding_sentences(material: Material) -> Iterator[str]:
    """Say how far the codes can be trusted."""
    coding = material.coding
    if not coding:
        return
    unsure = sum(not one.is_sure for one in coding.learned.assignments)
    yield _(
        "%(codes)d codes were given, and %(rows)d rows coded by people. Codes of all other statements are suggestions; "
        "%(unsure)d of %(total)d statements fit several codes so evenly, or none, that a person should decide."
    ) % {
        "codes": len(coding.codes),
        "rows": coding.coded_rows,
        "unsure": unsure,
        "total": len(coding.learned.assignments),
    }
    quality = coding.learned.quality
    if quality:
        low, high = quality.samples_f1_interval
        yield _(
            "Checked on the %(coded)d coded rows, each judged without its own codes: agreement with people (F1) "
            "%(f1).2f, between %(low).2f and %(high).2f."
        ) % {"coded": quality.coded, "f1": quality.samples_f1, "low": low, "high": high}
    else:
        yield _("Fewer than ten rows are coded, so nothing says yet how good the suggestions are.")
