"""The invented consultation: whole, varied enough to show every case, and honest in its quotations."""

import dataclasses
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.db.models import TextChoices

from commonspace.cli.demo.content import FOLDER, load_demo
from commonspace.cli.demo.reading import DemoContentError
from commonspace.cli.demo.shapes import DemoContent, Localised
from commonspace.consultations.choices import Level, PartnerRole, Role
from commonspace.contributions.choices import Channel
from commonspace.desk.choices import DecisionKind
from commonspace.evidence.choices import Kind
from commonspace.people.choices import Attribution, OrganisationKind
from commonspace.synthesis.choices import Addressee, Audience, Strength

SIX = range(1, 7)
# Names of organisations that exist: none may speak in an invented consultation.
REAL_NAMES = (
    "JMDI", "UNDP", "UNHCR", "UNICEF", "UNITAR", "UNFPA", "UN Women", "IOM", "ILO", "KNOMAD", "UCLG",
    "World Bank", "World Vision", "Banque mondiale", "Banco Mundial", "European Union", "GFMD",
    "Metropolis", "Caritas", "Cáritas", "Red Cross", "Croix-Rouge", "Cruz Roja", "Red Crescent",
    "الهلال الأحمر", "الصليب الأحمر", "Amnesty", "Oxfam", "Care International", "Médecins",
    "Save the Children", "Cimade", "Emmaüs", "Emmaus", "Scalabrini", "Jesuit", "Migrant Forum in Asia",
    "Global Coalition", "Mayors Migration Council", "Mayoral Forum", "Eurocities", "Western Union",
    "MoneyGram", "WhatsApp", "Facebook", "المفوضية السامية",
)  # fmt: skip


@cache
def demo() -> DemoContent:
    return load_demo()


def all_texts() -> Iterator[tuple[str, str]]:
    for path in sorted(FOLDER.rglob("*.toml")):
        yield str(path.relative_to(FOLDER)), path.read_text(encoding="utf-8")


def localised_in(thing: object) -> Iterator[Localised]:
    if isinstance(thing, Localised):
        yield thing
    elif isinstance(thing, tuple):
        for item in thing:
            yield from localised_in(item)
    elif dataclasses.is_dataclass(thing):
        for field in dataclasses.fields(thing):
            yield from localised_in(getattr(thing, field.name))


def test_contributions_are_as_many_as_the_story_needs() -> None:
    contributions = demo().contributions

    assert 57 <= len(contributions) <= 63
    assert sum(one.campaign == "city-card" for one in contributions) == 12
    assert sum(one.late for one in contributions) == 2
    assert sum(one.protected for one in contributions) == 1
    assert Counter(one.channel for one in contributions) == {
        "web": 46,
        "document": 12,
        "meeting": 3,
    }


def test_contributions_speak_four_languages_from_many_places() -> None:
    contributions = demo().contributions
    kinds = {one.contributor.organisation_kind for one in contributions}

    assert Counter(one.language for one in contributions) == {"en": 27, "fr": 13, "es": 12, "ar": 9}
    assert len({one.contributor.country for one in contributions}) >= 25
    assert len({one.contributor.organisation for one in contributions} - {""}) >= 40
    assert kinds >= {
        "migrants-association", "ngo", "trade-union", "faith-group", "academia", "network", "city",
    }  # fmt: skip
    assert {one.attribution for one in contributions} == {
        "named", "organisation", "kind", "anonymous",
    }  # fmt: skip


@pytest.mark.parametrize("number", SIX)
def test_every_question_is_answered_often_and_in_every_language(number: int) -> None:
    answering = [
        one for one in demo().contributions if number in one.questions and not one.campaign
    ]

    assert len(answering) >= 12
    assert {one.language for one in answering} == {"en", "fr", "es", "ar"}


def test_campaign_letters_differ_and_share_most_of_their_words() -> None:
    letters = [one.answers[0].text for one in demo().contributions if one.campaign]
    sentences = [set(re.split(r"(?<=[.?!])\s+", letter)) for letter in letters]

    assert len(set(letters)) >= 9
    assert len(set.intersection(*sentences)) >= 3


def test_the_protected_person_is_neither_named_nor_placed() -> None:
    (protected,) = [one for one in demo().contributions if one.protected]

    assert protected.attribution == "anonymous"
    assert not protected.may_publish
    assert not protected.contributor.name
    assert not protected.contributor.email
    assert not protected.contributor.place
    assert protected.key not in {one.contribution for one in demo().synthesis.statements}


@pytest.mark.parametrize("key", [one.key for one in demo().synthesis.statements])
def test_statement_is_an_exact_part_of_its_contribution(key: str) -> None:
    (statement,) = [one for one in demo().synthesis.statements if one.key == key]
    (contribution,) = [one for one in demo().contributions if one.key == statement.contribution]

    paper = contribution.paper.text if contribution.paper else ""
    answers = [one.text for one in contribution.answers if one.question == statement.question]

    assert any(statement.quote in text for text in [paper, *answers])
    assert "\n" not in statement.quote


def test_every_contribution_is_accounted_for() -> None:
    stated = {one.contribution for one in demo().synthesis.statements}
    decided = {one.contribution for one in demo().decisions if one.kind != "read"}

    assert {one.key for one in demo().contributions} - stated - decided == set()


def test_report_is_a_finished_one() -> None:
    synthesis = demo().synthesis
    findings = Counter(finding.question for finding in synthesis.findings)
    nested = [item for item in synthesis.recommendations if item.parent]

    assert [one.question for one in synthesis.narratives] == list(SIX)
    assert all(4 <= findings[number] <= 6 for number in SIX)
    assert len(synthesis.examples) == 15
    assert (len(synthesis.recommendations) - len(nested), len(nested)) == (33, 3)
    assert (len(synthesis.services), len(synthesis.resources), len(synthesis.quotes)) == (26, 14, 6)


def test_findings_rest_on_several_contributors_and_type_no_quantity() -> None:
    counting = re.compile(r"\b(most|many|some|several|few|majority) (contributors|cities|people)\b")
    for finding in demo().synthesis.findings:
        voices = {one.contribution for one in finding.evidence}
        assert len(voices) >= (1 if finding.theme == "Fear of speaking" else 2), finding.theme
        assert not counting.search(finding.text.lower()), finding.theme
        assert {one.question for one in finding.evidence} == {finding.question}


def test_examples_name_only_organisations_that_allowed_it() -> None:
    by_key = {one.key: one for one in demo().contributions}
    for example in demo().synthesis.examples:
        for statement in example.evidence:
            contribution = by_key[statement.contribution]
            assert contribution.attribution in {"named", "organisation"}, example.title
            assert contribution.contributor.organisation in example.organisations


@pytest.mark.parametrize(
    ("used", "known"),
    [
        ({one.channel for one in demo().contributions}, Channel),
        ({one.attribution for one in demo().contributions}, Attribution),
        ({one.contributor.organisation_kind for one in demo().contributions}, OrganisationKind),
        ({one.kind for one in demo().decisions}, DecisionKind),
        ({one.kind for one in demo().synthesis.statements}, Kind),
        ({one.acting for one in demo().synthesis.recommendations}, Addressee),
        ({one.influenced for one in demo().synthesis.recommendations}, Addressee),
        ({one.strength for one in demo().synthesis.recommendations}, Strength),
        ({one.audience for one in demo().synthesis.services}, Audience),
        ({one.role for one in demo().staff}, Role),
        ({one.role for one in demo().consultation.partners}, PartnerRole),
        ({demo().consultation.participation_level}, Level),
    ],
)
def test_codes_are_those_of_the_product(used: set[str], known: type[TextChoices]) -> None:
    assert used - {""} <= set(known.values)


def test_dates_of_the_story_agree() -> None:
    consultation = demo().consultation
    (meeting,) = demo().meetings
    days = [date.in_days for date in consultation.key_dates]

    assert days == sorted(days)
    assert meeting.in_days in days
    assert days[-1] == consultation.event.starts_in_days
    for one in demo().contributions:
        if one.channel == "meeting":
            assert consultation.opens_in_days + one.received.days > meeting.in_days


def test_programme_runs_through_the_day() -> None:
    (meeting,) = demo().meetings
    (report,) = demo().session_reports

    assert 6 <= len(meeting.items) <= 8
    assert all(item.starts < item.ends for item in meeting.items)
    assert all(
        before.ends == after.starts
        for before, after in zip(meeting.items, meeting.items[1:], strict=False)
    )
    assert report.item in {item.key for item in meeting.items}
    assert [len(section.questions) for section in report.sections] == [4, 3]
    assert all(
        3 <= len(question.answers) <= 5
        for section in report.sections
        for question in section.questions
    )


def test_every_localised_text_is_there_in_four_languages() -> None:
    texts = list(localised_in(demo()))

    assert len(texts) > 40
    for text in texts:
        assert all(text.as_dict().values())
        lines = {language: part.count("\n") for language, part in text.as_dict().items()}
        assert len(set(lines.values())) == 1, (text.en, lines)
        assert re.search(r"[\u0600-\u06ff]", text.ar)


@pytest.mark.parametrize("name", REAL_NAMES)
def test_no_organisation_that_exists_appears(name: str) -> None:
    pattern = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")

    assert [path for path, text in all_texts() if pattern.search(text)] == []


def test_every_address_is_one_that_cannot_exist() -> None:
    addresses = re.compile(r"https?://([^\s\"/]+)|@([\w.-]+)")
    for path, text in all_texts():
        for web, mail in addresses.findall(text):
            assert (web or mail).rstrip(".,;").endswith("example.org"), (path, web or mail)


def altered(tmp_path: Path, file: str, old: str, new: str) -> Path:
    folder = tmp_path / "data"
    shutil.copytree(FOLDER, folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("contributions/en.toml", "bring back the card", "bring the card back", "words"),
        ("contributions/en.toml", "protected = true", "protected = false", "protected, or not"),
        ("contributions/en.toml", "late = true", "late = false", "received and late disagree"),
        ("contributions/en.toml", 'channel = "web"', 'canal = "web"', "unknown canal"),
        ("contributions/fr.toml", "question = 1", "question = 7", "no question 7"),
        ("consultation.toml", 'ar = "مومباسا، كينيا"', "", "needs en, fr, es, ar"),
        ("consultation.toml", 'key = "cities-and-migration"', "", "missing key"),
        ("synthesis/findings.toml", '"harbour-separate"', '"harbour"', "no statement harbour"),
        ("synthesis/recommendations.toml", 'parent = "1.1"', 'parent = "9"', "recommendation 9"),
        ("desk.toml", 'by = "tomas"', 'by = "nobody"', "one is unknown"),
    ],
)
def test_contradictions_are_refused_with_the_place(
    tmp_path: Path, file: str, old: str, new: str, told: str
) -> None:
    folder = altered(tmp_path, file, old, new)

    with pytest.raises(DemoContentError, match=re.escape(told)):
        load_demo(folder)
