"""What was read, what became of every row, and how all this was made."""

from collections import Counter
from collections.abc import Iterator
from textwrap import wrap

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonspace.analysis.counting import wilson_interval
from commonspace.cli.synthesising.composition.material import VERSION, Material, languages_in
from commonspace.cli.synthesising.fates import SENTENCES, Fate, said, totals
from commonspace.cli.synthesising.words import ROLE_WORDS
from commonspace.engines.tables.roles import Role
from commonspace.kernel.names import language_name
from commonspace.reports import document as blocks
from commonspace.reports import figures as charts

_ROWS_SHOWN = 40
_REMARKS_SHOWN = 20
_BARS = 12


def reading_section(material: Material) -> blocks.Section:
    """Return what was read: counts, columns, remarks, languages."""
    heading = blocks.Heading(text=_("What was read"), level=1, anchor="read")
    return blocks.Section(heading, tuple(_reading(material)))


def _reading(material: Material) -> Iterator[blocks.Block]:
    yield blocks.Table(
        caption=_("The input in numbers"),
        header=(_("What"), _("How many")),
        rows=numbers_of(material),
    )
    if not material.is_folder:
        yield blocks.Table(
            caption=_("What each column was taken for"),
            header=(_("Column"), _("Taken for"), _("Because")),
            rows=tuple((g.name, _(ROLE_WORDS[g.role]), g.reason) for g in material.guesses),
        )
    if material.remarks:
        shown = material.remarks[:_REMARKS_SHOWN]
        yield blocks.ItemList(tuple(blocks.Item(blocks.plain(each)) for each in shown))
    yield from _languages(material)


def numbers_of(material: Material) -> tuple[tuple[str, ...], ...]:
    """Return what was read and proposed, counted."""
    counts, records = material.analysis.counts, material.taken.records
    always = [
        (_("Files") if material.is_folder else _("Rows"), len(material.taken.rows)),
        (_("Texts in them"), counts.records_in),
        (_("Contributors"), len({record.contributor for record in records})),
        (_("Questions"), len(material.analysis.questions)),
        (_("Statements"), counts.statements),
        (_("Themes proposed"), len(material.offered)),
        (_("Campaigns"), len(material.analysis.campaigns)),
    ]
    if_told = [
        (_("Organisations"), len({r.organisation for r in records if r.organisation})),
        (_("Countries"), len({r.country for r in records if r.country})),
    ]
    rows = [*always, *(each for each in if_told if each[1])]
    return tuple((label, str(value)) for label, value in rows)


def _languages(material: Material) -> Iterator[blocks.Block]:
    counted = Counter(one.language for one in material.analysis.statements)
    if len(counted) < 2:  # noqa: PLR2004  # one language needs no chart
        return
    inside = material.choices.report_language
    ranked = sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))[:_BARS]
    named = [(languages_in((code,), inside), count) for code, count in ranked]
    yield blocks.Figure(
        chart=charts.BarChart(
            title=_("Statements by language"),
            category=_("Language"),
            measure=_("Statements"),
            rows=tuple(charts.Bar(name, count) for name, count in named),
        ),
        alternative=_("Bar chart of statements by language; most are in %(language)s: %(count)d.")
        % {"language": named[0][0], "count": named[0][1]},
    )


def ledger_section(material: Material) -> blocks.Section:
    """Return what became of every row, with sums that agree."""
    return blocks.Section(
        blocks.Heading(
            text=_("What became of every file")
            if material.is_folder
            else _("What became of every row"),
            level=1,
            anchor="ledger",
        ),
        tuple(_ledger(material)),
    )


def _ledger(material: Material) -> Iterator[blocks.Block]:
    sums = totals(material.fates)
    yield blocks.Paragraph(
        blocks.plain(
            _("Each is in exactly one state. The file ledger.csv has a line for each of them.")
        ),
        role="lead",
    )
    rows = [(_(SENTENCES[fate]), str(count)) for fate, count in sums.items()]
    yield blocks.Table(
        caption=_("States"),
        header=(_("State"), _("How many")),
        rows=(*rows, (_("All"), str(sum(sums.values())))),
    )
    unread = [each for each in material.fates if each.fate is Fate.UNPROCESSED]
    if unread:
        yield blocks.Table(
            caption=_("Not processed, the first of them")
            if len(unread) > _ROWS_SHOWN
            else _("Not processed"),
            header=(_("Place"), _("Reason")),
            rows=tuple((each.row.place, each.reason) for each in unread[:_ROWS_SHOWN]),
        )


def method_section(material: Material) -> blocks.Section:
    """Return how the report was made, with everything needed to make it again, and its limits."""
    return blocks.Section(
        blocks.Heading(text=_("How this was made"), level=1, anchor="method"),
        tuple(_method(material)),
    )


def _method(material: Material) -> Iterator[blocks.Block]:
    for paragraph in (
        _(
            "Texts were cut into statements of one idea each; near duplicates were folded; "
            "statements were compared by meaning and wording and grouped; groups were named by "
            "words of their own statements. Every quotation is a stretch of the input."
        ),
        *chat_sentences(material),
        _(
            "Counts are of contributors, never of statements. One is exactly one; most is more "
            "than half, and at least three; many is a quarter or more, and at least five; some is "
            "any other number."
        ),
    ):
        yield blocks.Paragraph(blocks.plain(paragraph))
    yield blocks.Table(
        caption=_("Settings"),
        header=(_("Setting"), _("Value")),
        rows=tuple(settings_rows(material)),
    )
    yield blocks.Heading(text=_("Limits"), level=2)
    yield blocks.ItemList(tuple(blocks.Item(blocks.plain(each)) for each in limits_of(material)))


def chat_sentences(material: Material) -> Iterator[str]:
    """Say what a chat model had to do with the report, or that none had."""
    use = material.chat
    if not use:
        yield _("No text was sent to a chat model, and no sentence here was written by one.")
        return
    yield _(
        "Texts were sent to the chat model %(model)s at %(host)s. It gave no number and no "
        "quotation. Its titles are used where every word of content stands in statements of at "
        "least two contributors: %(titles)d of them; %(refused)d did not pass and the words of the "
        "statements stand instead."
    ) % {
        "model": use.model,
        "host": use.host,
        "titles": len(use.titles),
        "refused": use.refused,
    }
    if use.cut:
        yield ngettext(
            "%(count)d long text without punctuation was cut where the model proposed; its words are unchanged.",
            "%(count)d long texts without punctuation were cut where the model proposed; their words are unchanged.",
            use.cut,
        ) % {"count": use.cut}
    if use.opinions:
        yield _second_coder(material)
    if use.failures:
        yield _("The model did not finish, and what it lacks was made without it: %(reason)s.") % {
            "reason": "; ".join(use.failures)
        }


def _second_coder(material: Material) -> str:
    opinions = material.chat.opinions if material.chat else {}
    same = sum(material.statement(index).theme == key for index, key in opinions.items())
    low, high = wilson_interval(same, len(opinions))
    return _(
        "As one more coder the model was shown %(count)d statements drawn by chance; in %(same)d it "
        "chose the same theme as the grouping (%(low)d to %(high)d %% of all, by interval). Both may err."
    ) % {
        "count": len(opinions),
        "same": same,
        "low": round(100 * low),
        "high": round(100 * high),
    }


def settings_rows(material: Material) -> Iterator[tuple[str, str]]:
    """Return everything that decides the outcome, by name."""
    settings, inside = material.settings, material.choices.report_language
    yield _("Software"), f"Commonspace {VERSION}"
    yield _("Input"), f"{material.name} ({material.form})"
    yield _("SHA-256 of the input"), " ".join(wrap(material.digest, 16))
    yield _("Vectors"), material.analysis.embedder
    yield _("Seed"), str(settings.seed)
    yield (
        _("Languages expected"),
        ", ".join(f"{language_name(code, inside)} ({code})" for code in settings.languages),
    )
    yield _("Neighbours of a statement"), str(settings.neighbours)
    yield _("Least contributors of a theme"), str(settings.min_contributors)
    yield _("Least stability of a theme"), f"{settings.min_stability:g}"
    yield _("Least senders of a campaign"), str(settings.min_senders)
    named = any(guess.role is Role.CONTRIBUTOR for guess in material.guesses)
    told = (
        _("by the column of contributors")
        if named
        else _("each row without an organisation is one contributor")
    )
    yield _("Contributors told apart"), told


def limits_of(material: Material) -> Iterator[str]:
    """Return what a reader must keep in mind, a sentence each."""
    yield _(
        "Themes, kinds and languages are proposals of a program; it errs, and nobody has checked."
    )
    yield _("People chose themselves to answer: no share here speaks of anybody else.")
    yield _("Two opposed views of one subject can share a theme.")
    yield _(
        "Campaigns in words of their own or in several languages are pointed out as possible. Each sender "
        "counts until a person calls it a campaign: people who agree can look like one."
    )
    yield _("No measure finds minority views reliably: the lists of them are for reading.")
    if material.is_folder:
        yield _(
            "Words cut in two by a line end are printed whole; the tables hold them as they were read."
        )
    for note in material.analysis.notes:
        if note.question is None:
            yield said(note.remark)
