"""One section a question: themes by voices, campaigns, the minority tray, what is unsorted."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonspace.analysis.results import LETTER, Campaign, QuestionSummary, Theme
from commonspace.cli.synthesising.composition.campaigns import (
    counted_in_words,
    deciding_in_words,
    senders_in_words,
)
from commonspace.cli.synthesising.composition.material import (
    Material,
    amount,
    languages_in,
    named,
    question_words,
    shortened,
    steadiness,
)
from commonspace.cli.synthesising.composition.quoting import quoted_runs, quoted_words
from commonspace.cli.synthesising.composition.reading_list import (
    does,
    near_each_other,
    opening,
    texts_to_read,
)
from commonspace.cli.synthesising.composition.shares import (
    doubts_of,
    most_telling,
    share,
    sides_in_words,
)
from commonspace.cli.synthesising.fates import said
from commonspace.reports import document as blocks
from commonspace.reports import figures as charts

_BARS = 12
_UNSORTED_SHOWN = 12
_LONGEST_BAR = 60
_LONGEST_HEADING = 110
_NEAR_SHOWN = 6


def question_section(material: Material, summary: QuestionSummary, number: int) -> blocks.Section:
    """Return everything about one question."""
    heading = blocks.Heading(
        text=_heading(summary),
        level=1,
        number=f"{number}.",
        anchor=f"question-{number}",
    )
    return blocks.Section(heading, tuple(_blocks(material, summary, number)))


def _blocks(material: Material, summary: QuestionSummary, number: int) -> Iterator[blocks.Block]:
    whole = question_words(summary.question)
    if whole != _heading(summary):
        yield blocks.Paragraph(blocks.plain(whole))
    yield blocks.Paragraph(blocks.plain(_size(summary)), role="lead")
    if summary.is_for_reading:
        yield from _read_them(material, summary)
        return
    top = material.themes(summary.question)
    if top:
        yield _chart(material, top, explained=number == 1)
    for place, theme in enumerate(top, start=1):
        yield from _theme(material, summary, theme, f"{number}.{place}")
    yield from _campaigns(material, summary)
    yield from _minority(material, summary)
    yield from _unsorted(material, summary)


def _heading(summary: QuestionSummary) -> str:
    """Return the question, cut at a word where it is too long for a heading."""
    whole = question_words(summary.question)
    if len(whole) <= _LONGEST_HEADING:
        return whole
    return whole[:_LONGEST_HEADING].rsplit(maxsplit=1)[0] + " …"


def _size(summary: QuestionSummary) -> str:
    return ngettext(
        "%(answers)d answer of %(contributors)d contributors, cut into %(statements)d statements.",
        "%(answers)d answers of %(contributors)d contributors, cut into %(statements)d statements.",
        summary.n_answers,
    ) % {
        "answers": summary.n_answers,
        "contributors": summary.n_contributors,
        "statements": summary.n_statements,
    }


def _read_them(material: Material, summary: QuestionSummary) -> Iterator[blocks.Block]:
    """Give everything to read instead of themes; what lies near what comes last and uncounted."""
    texts = texts_to_read(material, summary)
    yield blocks.Notice(title=_("Read them all"), text=opening(material, summary, len(texts)))
    for text in texts:
        yield blocks.Heading(text=text.place, level=2)
        if text.who:
            yield blocks.Paragraph(blocks.plain(text.who), role="label")
        yield blocks.ItemList(tuple(_read(material, index) for index in text.statements))
    yield from _campaigns(material, summary)
    groups = material.themes(summary.question)
    if not groups:
        return
    yield blocks.Heading(text=_("Statements near each other"), level=2)
    yield blocks.Paragraph(blocks.plain(near_each_other()))
    for group in groups:
        shown = material.without_copies(group.statements)[:_NEAR_SHOWN]
        yield blocks.Heading(text=material.label(group), level=3)
        yield blocks.ItemList(tuple(blocks.Item(quoted_runs(material, index)) for index in shown))


def _read(material: Material, index: int) -> blocks.Item:
    words, told = quoted_words(material, index), does(material, index)
    return blocks.Item((words, blocks.Emphasis(f" ({told})")) if told else (words,))


def _chart(material: Material, themes: list[Theme], *, explained: bool) -> blocks.Figure:
    rows = tuple(
        charts.Bar(_bar_label(material.label(theme)), theme.n_voices) for theme in themes[:_BARS]
    )
    first = themes[0]
    alternative = _(
        "Bar chart of proposed themes by number of voices; the largest is “%(label)s” with %(count)d."
    ) % {"label": material.label(first), "count": first.n_voices}
    return blocks.Figure(
        chart=charts.BarChart(
            title=_("Proposed themes by voices"),
            category=_("Theme"),
            measure=_("Voices"),
            rows=rows,
        ),
        alternative=alternative,
        caption=_("Proposed themes, by voices") + (f" ({_voices()})" if explained else ""),
    )


def _voices() -> str:
    return _(
        "each contributor counts once in a theme, and each letter once, whatever its number of senders"
    )


def _bar_label(label: str) -> str:
    return label if len(label) <= _LONGEST_BAR else f"{label[:_LONGEST_BAR]}…"


def _theme(
    material: Material, summary: QuestionSummary, theme: Theme, number: str, level: int = 2
) -> Iterator[blocks.Block]:
    yield blocks.Heading(
        text=material.label(theme), level=level, number=number, anchor=f"theme-{theme.key}"
    )
    facts = " · ".join(_facts(material, summary, theme))
    children = material.themes(summary.question, theme.key)
    if children:
        yield blocks.Paragraph(blocks.plain(facts), role="label")
    else:
        first, *rest = most_telling(theme)
        yield blocks.FindingBlock(
            runs=quoted_runs(material, first),
            count=facts,
            evidence=tuple(material.evidence(index) for index in rest),
        )
    doubts = doubts_of(material, theme.key, material.labels)
    if doubts:
        yield blocks.ItemList(tuple(blocks.Item(blocks.plain(each)) for each in doubts))
    for place, child in enumerate(children, start=1):
        yield from _theme(material, summary, child, f"{number}.{place}", level + 1)


def _facts(material: Material, summary: QuestionSummary, theme: Theme) -> Iterator[str]:
    yield amount(theme.n_contributors, summary)
    yield share(theme.n_contributors, summary.n_contributors).words
    if theme.n_voices != theme.n_contributors:
        yield ngettext("%(count)d voice", "%(count)d voices", theme.n_voices) % {
            "count": theme.n_voices
        }
    yield ngettext("%(count)d statement", "%(count)d statements", len(theme.statements)) % {
        "count": len(theme.statements)
    }
    organisations = material.organisations(theme.statements)
    if organisations:
        yield ngettext(
            "%(count)d organisation: %(names)s",
            "%(count)d organisations: %(names)s",
            len(organisations),
        ) % {"count": len(organisations), "names": named(organisations)}
    sides = sides_in_words(theme)
    if sides:
        yield sides
    yield languages_in(theme.languages, material.choices.report_language)
    yield steadiness(theme.stability)


def _campaigns(material: Material, summary: QuestionSummary) -> Iterator[blocks.Block]:
    found = material.campaigns(summary.question)
    if not found:
        return
    yield blocks.Heading(text=_("Sent by many in the same words, or saying the same"), level=2)
    yield blocks.Paragraph(
        blocks.plain(
            _(
                "Each is shown once. A letter counts as one voice in a theme; where people make the "
                "same points in words of their own, each counts until a person decides. Likeness is "
                "no proof that anybody organised it."
            )
        )
    )
    texts = {record.id: record.text for record in material.taken.records}
    languages = {one.record_id: one.language for one in material.analysis.statements}
    for campaign in found:
        words = shortened(texts[campaign.representative])
        language = languages.get(campaign.representative, "")
        yield _campaign(campaign, blocks.Tagged(words, language))


def _campaign(campaign: Campaign, words: blocks.Run) -> blocks.Block:
    if campaign.kind != LETTER:
        told = (
            f"{senders_in_words(campaign)}.",
            counted_in_words(campaign),
            deciding_in_words(campaign),
        )
        return blocks.FindingBlock(runs=(words,), count=" ".join(told))
    return blocks.FindingBlock(
        runs=(words,),
        count=ngettext(
            "%(count)d contributor sent nearly this text; likeness %(likeness)s of 1",
            "%(count)d contributors sent nearly this text; likeness %(likeness)s of 1",
            len(campaign.contributors),
        )
        % {"count": len(campaign.contributors), "likeness": f"{campaign.similarity:.2f}"},
    )


def _minority(material: Material, summary: QuestionSummary) -> Iterator[blocks.Block]:
    found = [
        one
        for one in material.analysis.minority
        if material.statement(one.statement).question == summary.question
    ]
    if not found:
        return
    yield blocks.Heading(text=_("Views that counting would lose"), level=2)
    yield blocks.Paragraph(
        blocks.plain(
            _("A reading list: single and contrary voices, each with the reason it is here.")
        )
    )
    yield blocks.ItemList(
        tuple(
            blocks.Item(
                (*quoted_runs(material, one.statement), blocks.Plain(f" ({said(one.reason)})"))
            )
            for one in found
        )
    )


def _unsorted(material: Material, summary: QuestionSummary) -> Iterator[blocks.Block]:
    own = [
        i for i in material.analysis.unsorted if material.statement(i).question == summary.question
    ]
    if not own:
        return
    yield blocks.Heading(text=_("In no theme"), level=2)
    yield blocks.Paragraph(
        blocks.plain(
            ngettext(
                "%(count)d of %(total)d statements is in no theme. It is not lost: "
                "it stands in the table of statements, and somebody should read it.",
                "%(count)d of %(total)d statements are in no theme. They are not lost: "
                "they stand in the table of statements, and somebody should read them.",
                len(own),
            )
            % {"count": len(own), "total": summary.n_statements}
        )
    )
    first = material.without_copies(own)[:_UNSORTED_SHOWN]
    yield blocks.ItemList(tuple(blocks.Item(quoted_runs(material, index)) for index in first))
