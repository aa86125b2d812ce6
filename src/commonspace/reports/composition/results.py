"""Results, recommendations, services and resources by question, as blocks."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commonspace.consultations.models import Question
from commonspace.contributions.queries import second_of
from commonspace.desk.voices import voice_of
from commonspace.evidence.models import Statement
from commonspace.kernel.clock import clock
from commonspace.kernel.localised import in_language
from commonspace.kernel.names import country_name, language_name
from commonspace.people.choices import Attribution
from commonspace.reports import document as blocks
from commonspace.reports.composition.lines import unbroken
from commonspace.reports.composition.material import Material, alive, language_of, may_print
from commonspace.reports.composition.typed import typed_blocks, typed_runs
from commonspace.reports.composition.words import support_in_words, with_quantity
from commonspace.synthesis.choices import Addressee, Audience, Strength
from commonspace.synthesis.models import Example, Finding, Recommendation, Resource, Synthesised
from commonspace.synthesis.names import named_as_settled

MOST_EVIDENCE = 8
MOST_IN_LISTS = 3
BEGINNING = 12


def heading_of(material: Material, question: Question) -> str:
    """Return the one stored heading of a question: the same in every part of the report."""
    fallback = material.consultation.default_language
    return in_language(question.wording.heading, material.language, fallback=fallback)


def results_section(material: Material) -> blocks.Section:
    """Return the findings question by question, each example near what it illustrates."""
    found: list[blocks.Block] = []
    for question in material.questions:
        body = list(_results_of(material, question))
        if body:
            found.append(_question_heading(material, question, "results"))
            found += body
    return blocks.Section(
        blocks.Heading(text=_("Results of the consultation"), level=1, anchor="results"),
        tuple(found),
    )


def _question_heading(material: Material, question: Question, part: str) -> blocks.Heading:
    return blocks.Heading(
        text=heading_of(material, question),
        level=2,
        number=str(question.number),
        anchor=f"{part}-{question.number}",
    )


def _results_of(material: Material, question: Question) -> Iterator[blocks.Block]:
    yield from typed_blocks(material.introductions.get(question.pk, ""), material.notes)
    waiting: list[Synthesised] = list(material.examples.get(question.pk, ()))
    for number, finding in enumerate(material.findings.get(question.pk, ()), start=1):
        yield _finding(material, finding, f"{question.number}.{number}")  # type: ignore[arg-type]  # findings
        own = {statement.pk for statement in alive(finding)}
        near = [one for one in waiting if own & {s.pk for s in alive(one)}]
        for example in near:
            yield _example(material, example)  # type: ignore[arg-type]  # examples
            waiting.remove(example)
    for example in waiting:
        yield _example(material, example)  # type: ignore[arg-type]  # examples
    for quote in material.quotes.get(question.pk, ()):
        yield _quote(material, quote)


def evidence(
    material: Material, thing: Synthesised, *, most: int = MOST_EVIDENCE
) -> tuple[blocks.Evidence, ...]:
    """Return the words a thing rests on that may be printed, one a contributor first."""
    printable = [statement for statement in alive(thing) if may_print(statement)]
    seen: set[object] = set()
    first: list[Statement] = []
    further: list[Statement] = []
    for statement in printable:
        voice = voice_of(statement.contribution).pk
        group = further if voice in seen else first
        seen.add(voice)
        group.append(statement)
    said = _letters(" ".join(str(getattr(thing, name, "")) for name in ("title", "text")))
    return tuple(_shorter(_evidence(material, one), said) for one in (first + further)[:most])


def _shorter(shown: blocks.Evidence, said: str) -> blocks.Evidence:
    """Return the beginning of a quotation that only repeats what is printed just above it."""
    words = shown.quote.split()
    if len(words) <= BEGINNING or shown.translation or not said.endswith(_letters(shown.quote)):
        return shown
    return replace(shown, quote=f"{' '.join(words[:BEGINNING])} …")


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def _evidence(material: Material, statement: Statement) -> blocks.Evidence:
    contribution = statement.contribution
    language = language_of(statement)
    foreign = language if language != material.language else ""
    translations = {one.language: one.text for one in statement.translations.all()}
    source = (_source(statement), language_name(foreign, material.language) if foreign else "")
    return blocks.Evidence(
        quote=unbroken(statement.quote, statement.text.text),
        speaker=material.speaker(contribution) or _("a contributor"),
        source=" · ".join(part for part in source if part),
        ref=str(contribution),
        language=foreign,
        translation=translations.get(material.language, "") if foreign else "",
    )


def _source(statement: Statement) -> str:
    """Say in which document the words stand; its title only where it may give the sender away."""
    attachment = statement.text.attachment
    if attachment is None:
        return ""
    is_open = statement.contribution.attribution in {Attribution.NAMED, Attribution.ORGANISATION}
    second = second_of(statement.text, statement.start)
    if second is not None:
        return _("recording, at %(time)s") % {"time": clock(second)}
    title = (attachment.title if is_open else "") or _("document")
    pages = [row[2] for row in statement.text.pages if row[0] <= statement.start < row[1]]
    return _("%(title)s, p. %(page)d") % {"title": title, "page": pages[0]} if pages else title


def _finding(material: Material, finding: Finding, number: str) -> blocks.FindingBlock:
    support = material.support(finding)
    shown = evidence(material, finding)
    counted = support_in_words(support, same_letter=material.same_letter(finding))
    return blocks.FindingBlock(
        runs=typed_runs(" ".join(with_quantity(finding.text, support).split()), material.notes),
        evidence=shown,
        number=number,
        count=" · ".join(part for part in (counted, _unprinted(finding, len(shown))) if part),
        anchor=f"finding-{number.replace('.', '-')}",
    )


def _unprinted(finding: Finding, shown: int) -> str:
    """Say how many quotations the finding rests on beyond those printed under it."""
    beyond = len(alive(finding)) - shown
    if not beyond or not shown:
        return ""
    sentence = ngettext(
        "%(n)d more quotation not printed", "%(n)d more quotations not printed", beyond
    )
    return sentence % {"n": beyond}


def _example(material: Material, example: Example) -> blocks.ExampleBox:
    places = [
        *example.places,
        *(country_name(code, material.language) for code in example.countries),
    ]
    return blocks.ExampleBox(
        title=example.title,
        text=example.text,
        places=tuple(dict.fromkeys(places)),
        organisations=tuple(
            dict.fromkeys(named_as_settled(one, material.names) for one in example.organisations)
        ),
        links=tuple(blocks.Link(link, link) for link in example.links),
        evidence=evidence(material, example),
    )


def _quote(material: Material, quote: Synthesised) -> blocks.Quote:
    printable = [statement for statement in alive(quote) if may_print(statement)]
    if not printable:
        return blocks.Quote(text=quote.text)  # type: ignore[attr-defined]  # a quote has a text
    shown = _evidence(material, printable[0])
    return blocks.Quote(
        text=shown.quote,
        attribution=shown.speaker,
        language=shown.language,
        translation=shown.translation,
    )


def recommendations_section(material: Material) -> blocks.Section:
    """Return what is asked and what is offered, question by question; no empty lists."""
    found: list[blocks.Block] = [
        blocks.Notice(
            text=_(
                "These lists gather what contributors put forward. They are not exhaustive, and the "
                "views in them are those of the contributors."
            )
        )
    ]
    for question in (*material.questions, None):
        lists = list(_lists_of(material, question))
        if not lists:
            continue
        if question is not None:
            found.append(_question_heading(material, question, "recommendations"))
        else:
            found.append(
                blocks.Heading(text=_("General"), level=2, anchor="recommendations-general")
            )
        found += lists
    found += _by_addressee(material)
    return blocks.Section(
        blocks.Heading(
            text=_("Recommendations, and services civil society can provide"),
            level=1,
            anchor="recommendations",
        ),
        tuple(found),
    )


def _by_addressee(material: Material) -> Iterator[blocks.Block]:
    """Yield where each reader finds what is asked of them, as actor or as the one to be won over."""
    numbers: dict[str, list[str]] = {addressee: [] for addressee in Addressee.values}
    for question in (*material.questions, None):
        found = material.recommendations.get(question.pk if question else None, ())
        for number, one in _numbers(found, None, _prefix(question)):
            for addressee in dict.fromkeys((one.acting, one.influenced)):
                if addressee and addressee != Addressee.NOT_STATED:
                    numbers[addressee].append(number)
    rows = tuple(
        (str(Addressee(key).label).capitalize(), ", ".join(of)) for key, of in numbers.items() if of
    )
    if rows:
        yield blocks.Heading(
            text=_("Whom the recommendations speak to"), level=2, anchor="addressees"
        )
        yield blocks.Table(
            caption=_("Recommendations by those who shall act or be brought to act"),
            header=(_("Addressee"), _("Recommendations")),
            rows=rows,
        )


def _numbers(
    all_of_them: Sequence[Synthesised], parent: object, prefix: str
) -> Iterator[tuple[str, Recommendation]]:
    """Yield recommendations with the numbers they are printed under."""
    own = [
        one for one in all_of_them if isinstance(one, Recommendation) and one.parent_id == parent
    ]
    for place, one in enumerate(own, start=1):
        yield f"{prefix}{place}", one
        yield from _numbers(all_of_them, one.pk, f"{prefix}{place}.")


def _lists_of(material: Material, question: Question | None) -> Iterator[blocks.Block]:
    key = question.pk if question else None
    recommendations = material.recommendations.get(key, ())
    if recommendations:
        yield blocks.RecommendationList(
            items=tuple(_recommendations(material, recommendations, None, _prefix(question))),
            heading=_("Recommendations"),
        )
    headings = (
        {row.audience: row.text for row in question.audience_headings.all()} if question else {}
    )
    for audience in Audience:
        services = [one for one in material.services.get(key, ()) if one.audience == audience]  # type: ignore[attr-defined]  # services
        if services:
            yield blocks.ServiceList(
                items=tuple(
                    blocks.ServiceItem(one.text, evidence(material, one, most=MOST_IN_LISTS))  # type: ignore[attr-defined]  # services
                    for one in services
                ),
                heading=headings.get(audience, str(audience.label)),
                audience=str(audience.label) if audience in headings else "",
            )


def _prefix(question: Question | None) -> str:
    return f"{question.number}." if question else ""


def _recommendations(
    material: Material, all_of_them: object, parent: object, prefix: str
) -> Iterator[blocks.RecommendationItem]:
    own = [one for one in all_of_them if one.parent_id == parent]  # type: ignore[attr-defined]  # a sequence
    for number, one in enumerate(own, start=1):
        yield _recommendation(material, one, all_of_them, f"{prefix}{number}")


def _recommendation(
    material: Material, one: Recommendation, all_of_them: object, number: str
) -> blocks.RecommendationItem:
    return blocks.RecommendationItem(
        text=one.text,
        addressee=addressee_in_words(one),
        strength="" if one.strength == Strength.NOT_STATED else str(Strength(one.strength).label),
        number=number,
        children=tuple(_recommendations(material, all_of_them, one.pk, f"{number}.")),
        evidence=evidence(material, one, most=MOST_IN_LISTS),
    )


def addressee_in_words(one: Recommendation) -> str:
    """Say who shall act and, where it is somebody else, who shall be brought to act."""
    if one.acting == Addressee.NOT_STATED and not one.influenced:
        return ""
    acting = str(Addressee(one.acting).label)
    if not one.influenced or one.influenced == one.acting:
        return acting
    return _("%(acting)s, towards %(influenced)s") % {
        "acting": acting, "influenced": str(Addressee(one.influenced).label),
    }  # fmt: skip


def resources_section(material: Material) -> blocks.Section:
    """Return the annex: resources by question, then those tied to none."""
    found: list[blocks.Block] = []
    for question in (*material.questions, None):
        items = material.resources.get(question.pk if question else None, ())
        if not items:
            continue
        heading = _("General resources")
        if question:
            heading = heading_of(material, question)
        found.append(
            blocks.Heading(
                text=heading,
                level=2,
                number=str(question.number) if question else "",
                anchor=f"resources-{question.number if question else 'general'}",
            )
        )
        found.append(blocks.ResourceList(items=tuple(_resource(material, one) for one in items)))  # type: ignore[arg-type]  # resources
    return blocks.Section(
        blocks.Heading(text=_("Annex: resources from contributors"), level=1, anchor="resources"),
        tuple(found),
    )


def _resource_kind(material: Material, one: Resource) -> str:
    """Say what a resource is, and its language where it is another than the report's."""
    if not one.language or one.language == material.language:
        return one.kind
    language = language_name(one.language, material.language)
    if not one.kind:
        return _("in %(language)s") % {"language": language}
    return _("%(kind)s in %(language)s") % {"kind": one.kind, "language": language}


def _resource(material: Material, one: Resource) -> blocks.ResourceItem:
    return blocks.ResourceItem(
        title=one.title or named_as_settled(one.author, material.names),
        author=named_as_settled(one.author, material.names) if one.title else "",
        year=str(one.year or ""),
        place=one.place,
        kind=_resource_kind(material, one),
        links=tuple(one.links),
        description=one.description,
        language=one.language,
        description_language=one.description_language,
    )
