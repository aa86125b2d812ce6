"""The whole report, in the order readers know: introduction, questions, results, lists, annex."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonspace.consultations.choices import Level, PartnerRole, RoundKind
from commonspace.consultations.models import Consultation, Round
from commonspace.evidence.queries import latest_run
from commonspace.kernel.localised import in_language
from commonspace.reports import document as blocks
from commonspace.reports.composition.figures import (
    Figures,
    charts_of,
    countries_in_words,
    figures_of,
    ledger_figure,
)
from commonspace.reports.composition.letters import letters_of
from commonspace.reports.composition.limits import limits
from commonspace.reports.composition.material import Material, material_of
from commonspace.reports.composition.results import (
    heading_of,
    recommendations_section,
    resources_section,
    results_section,
)
from commonspace.reports.composition.typed import typed_blocks
from commonspace.reports.composition.words import approximately
from commonspace.synthesis.choices import LedgerState

Overrides = Sequence[dict[str, str]]


def compose(
    consultation: Consultation, *, edition: int | None = None, overrides: Overrides = ()
) -> tuple[blocks.Document, Figures]:
    """Return the report of a consultation as it would be printed now, and its figures.

    Args:
        consultation: Whose report; its language is the report's.
        edition: The number it gets; ``None`` for a draft.
        overrides: What was open at release, who answers for it and why; printed with the ledger.
    """
    material = material_of(consultation)
    with translation.override(material.language):
        figures = figures_of(material)
        return _document(material, figures, edition, overrides), figures


def _document(
    material: Material, figures: Figures, edition: int | None, overrides: Overrides
) -> blocks.Document:
    report, today = material.report, timezone.localdate()
    owner = material.consultation.owner.name
    name = _("Edition %(number)d") % {"number": edition} if edition else _("Draft")
    sections = (
        _introduction(material),
        _background(material),
        _questions(material),
        results_section(material),
        recommendations_section(material),
        _method(material, figures),
        _ledger(material, overrides),
        resources_section(material),
        _closing(material),
    )
    return blocks.Document(
        title=report.title,
        subtitle=report.subtitle,
        language=material.language,
        date=today,
        publisher=owner,
        edition=name,
        funders=_partners(material, PartnerRole.FUNDER),
        licence=report.licence,
        citation=_citation(owner, report.title, today),
        front=tuple(_front(material)),
        sections=tuple(section for section in sections if section.blocks),
        notes=tuple(material.notes),
    )


def _citation(owner: str, title: str, on: date) -> str:
    return f"{owner} ({on.year}). {title}."


def _front(material: Material) -> Iterator[blocks.Block]:
    if material.report.message.strip():
        yield blocks.Heading(text=_("The message"), level=2, anchor="message")
        yield from typed_blocks(material.report.message, material.notes, lead=True)


def _paragraph(text: str) -> blocks.Paragraph:
    return blocks.Paragraph(blocks.plain(text))


def _section(title: str, anchor: str, found: Iterator[blocks.Block]) -> blocks.Section:
    return blocks.Section(blocks.Heading(text=title, level=1, anchor=anchor), tuple(found))


def _introduction(material: Material) -> blocks.Section:
    return _section(
        _("Introduction"),
        "introduction",
        typed_blocks(material.report.introduction, material.notes),
    )


def _background(material: Material) -> blocks.Section:
    typed = material.report.background or _said(material, material.consultation.background)
    return _section(_("Background"), "background", typed_blocks(typed, material.notes))


def _said(material: Material, texts: dict[str, str]) -> str:
    return in_language(texts, material.language, fallback=material.consultation.default_language)


def _questions(material: Material) -> blocks.Section:
    return _section(_("The questions"), "questions", _question_blocks(material))


def _question_blocks(material: Material) -> Iterator[blocks.Block]:
    for question in material.questions:
        wording = question.wording
        yield blocks.Heading(
            text=heading_of(material, question), level=2, number=str(question.number),
            anchor=f"question-{question.number}",
        )  # fmt: skip
        areas = [_said(material, area.title) for area in question.areas.all()]
        if areas:
            yield blocks.Paragraph(blocks.plain(" · ".join(areas)), role="label")
        lead = _said(material, wording.lead_in)
        if lead:
            yield blocks.Paragraph(blocks.plain(lead))
        subs = wording.sub_questions_in(material.language)
        if subs:
            yield blocks.ItemList(tuple(blocks.Item(blocks.plain(sub)) for sub in subs))
        prompt = _said(material, wording.examples_prompt)
        if wording.asks_for_examples and prompt:
            yield _paragraph(prompt)


def _method(material: Material, figures: Figures) -> blocks.Section:
    return _section(_("Method and figures"), "method", _method_blocks(material, figures))


def _method_blocks(material: Material, figures: Figures) -> Iterator[blocks.Block]:
    consultation = material.consultation
    yield from typed_blocks(material.report.method_note, material.notes)
    if consultation.level:
        level = Level(consultation.level).label
        yield _paragraph(_("Participation offered. %(level)s.") % {"level": level})
    rounds = list(consultation.rounds.all())
    if rounds:
        yield _rounds(rounds, material)
    yield _figures_table(material, figures)
    yield from charts_of(material, figures)
    yield from limits(material)
    yield blocks.Heading(text=_("How the counts are made"), level=2, anchor="counts")
    yield _paragraph(
        _(
            "Counts are of contributors: each person or organisation counts once, however much they "
            "sent. “One” stands for exactly one contributor; “most” for more than half of those who "
            "spoke to the question, and at least three; “many” for a quarter or more, and at least "
            "five; “some” for any other number. Contributors chose to take part; the figures say "
            "nothing about people who did not."
        )
    )
    campaigns = _campaigns(material)
    if campaigns:
        yield _paragraph(campaigns)
        yield from letters_of(material)
    if latest_run(consultation):
        yield _paragraph(
            _(
                "Texts were cut into statements, compared and sorted into proposed themes by software; "
                "people confirmed, changed or refused each proposal and wrote every finding."
            )
        )
        yield _paragraph(
            _(
                "Texts that many sent alike were shown together and never removed: nearly the same words "
                "as one letter with its number of senders, the same points in other words or languages as "
                "a possible campaign for people to judge. In the order of themes a letter weighs as one "
                "voice, and a possible campaign too where somebody called it one; in the counts above "
                "every sender is a contributor."
            )
        )


def _campaigns(material: Material) -> str:
    """Say how many texts came from many senders, largest first."""
    sizes = [len(senders) for senders in material.campaigns.values()]
    if not sizes:
        return ""
    sentence = ngettext(
        "One letter came from many senders, in nearly the same words: %(senders)s of them. Each sender "
        "counts as a contributor; a finding that rests on the letter says how many sent it.",
        "%(n)d letters came from many senders each, in nearly the same words: %(senders)s of them. Each "
        "sender counts as a contributor; a finding that rests on such a letter says how many sent it.",
        len(sizes),
    )
    return sentence % {"n": len(sizes), "senders": ", ".join(map(str, sizes))}


def _rounds(rounds: Sequence[Round], material: Material) -> blocks.Table:
    rows = []
    for one in rounds:
        last = one.ends_on or one.starts_on
        days = date_format(one.starts_on)
        if last != one.starts_on:
            days = f"{days} – {date_format(last)}"
        led = "; ".join(part for part in (one.led_by, one.partners, one.funded_by) if part)
        persons, organisations = _attendance(one.persons, one), _attendance(one.organisations, one)
        kind = str(RoundKind(one.kind).label)
        rows.append((_said(material, one.title) or kind, one.place or kind, days, led, persons, organisations))  # fmt: skip
    return blocks.Table(
        caption=_("Rounds of the consultation"),
        header=(_("Round"), _("Place"), _("When"), _("By whom"), _("Persons"), _("Organisations")),
        rows=tuple(rows),
    )


def _attendance(number: int | None, one: Round) -> str:
    """Say how many took part; who came online is counted from what they sent."""
    if number is None and one.kind == RoundKind.ONLINE:
        return _("counted below")
    return approximately(number, is_approximate=one.is_approximate)


def _figures_table(material: Material, figures: Figures) -> blocks.Table:
    rows = [
        (_("Contributions received"), str(figures.received)),
        (_("by the deadline"), str(figures.on_time)),
        (_("late"), str(figures.late)),
        (_("withdrawn by their contributors"), str(figures.withdrawn)),
        *_removed(figures),
        (_("came twice, counted once"), str(figures.merged)),
        (_("Contributors"), str(figures.contributors)),
        (_("Organisations"), str(figures.organisations)),
        *_supporters(figures),
        (_("Persons without an organisation"), str(figures.persons)),
        (_("Countries"), countries_in_words(material, figures.countries)),
    ]  # fmt: skip
    return blocks.Table(
        caption=_("Who took part, counted on the day of publication"),
        header=(_("What"), _("Number")),
        rows=tuple(rows),
    )


def _removed(figures: Figures) -> list[tuple[str, str]]:
    """Return how many were removed on request; a report without any says nothing of it."""
    label = _("removed on request after the deadline")
    return [(label, str(figures.removed))] if figures.removed else []


def _supporters(figures: Figures) -> list[tuple[str, str]]:
    """Return what stands behind texts beside their senders; it adds to no count of voices."""
    found = [
        (_("Further organisations that signed what others wrote"), figures.supporters),
        (_("Further identical letters, declared in bundles"), figures.letters),
    ]
    return [(label, str(number)) for label, number in found if number]


def _ledger(material: Material, overrides: Overrides) -> blocks.Section:
    return _section(
        _("What became of every contribution"), "ledger", _ledger_blocks(material, overrides)
    )


def _ledger_blocks(material: Material, overrides: Overrides) -> Iterator[blocks.Block]:
    ledger = material.ledger
    total = len(ledger.lines)
    sentence = ngettext(
        "%(n)d contribution was received; %(accounted)d is accounted for.",
        "%(n)d contributions were received; %(accounted)d are accounted for.",
        total,
    ) % {"n": total, "accounted": ledger.accounted}
    yield blocks.Paragraph(blocks.plain(sentence))
    yield ledger_figure(material)
    rows = tuple(
        (str(state.label), str(n), MEANINGS[state]()) for state, n in ledger.counts.items() if n
    )
    yield blocks.Table(
        caption=_("The ledger"), header=(_("State"), _("Contributions"), _("Meaning")), rows=rows
    )
    for override in overrides:
        yield blocks.Notice(
            title=_("Open at release"),
            text=_("%(problem)s %(name)s: %(reason)s")
            % {
                "problem": override["sentence"],
                "name": override["by"],
                "reason": override["reason"],
            },
        )


MEANINGS = {
    LedgerState.UNREAD: lambda: _("nobody has read it yet"),
    LedgerState.READ: lambda: _("read; nothing of the report rests on it"),
    LedgerState.CITED: lambda: _("something of this report rests on its words"),
    LedgerState.COVERED: lambda: _("its points belong to a theme that a finding speaks of"),
    LedgerState.MERGED: lambda: _("the same contribution came twice and counts once"),
    LedgerState.SET_ASIDE: lambda: _("set aside by the secretariat, with a reason"),
    LedgerState.PROTECTED: lambda: _("kept unpublished to protect somebody"),
    LedgerState.WITHDRAWN: lambda: _("taken back by its contributor"),
    LedgerState.REMOVED: lambda: _(
        "its words were removed after the deadline, at its contributor’s wish"
    ),
}


def _closing(material: Material) -> blocks.Section:
    return _section(_("Closing"), "closing", _closing_blocks(material))


def _closing_blocks(material: Material) -> Iterator[blocks.Block]:
    yield from typed_blocks(material.report.closing, material.notes)
    partners = _partners(material, PartnerRole.ORGANISER, PartnerRole.PARTNER)
    if partners:
        yield blocks.Paragraph(blocks.plain(_("Organised with: %(names)s.") % {"names": partners}))
    yield blocks.Notice(
        text=_(
            "The views in this report are those of its contributors. They bind none of the organisers."
        )
    )


def _partners(material: Material, *roles: str) -> str:
    partners = material.consultation.partners.filter(role__in=roles).select_related("organisation")
    return ", ".join(partner.organisation.name for partner in partners)
