"""The secretariat sets up its consultation and publishes the call."""

import io
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from commonspace.cli.demo.papers import paper_bytes
from commonspace.cli.demo.shapes import Localised, Paper, PaperSection
from commonspace.cli.playing.scene import NEXT_CODE, PASSWORD, Scene
from commonspace.consultations.services import call, members, parts
from commonspace.consultations.services.questions import Wording, add_question
from commonspace.people.services import open_account, organisation_named

if TYPE_CHECKING:
    from commonspace.consultations.models import ThematicArea

LARGEST_FILE = 10 << 20
NEXT_TITLE = Localised(
    en="Cities and migration: the second call",
    fr="Villes et migrations : le deuxième appel",
    es="Ciudades y migración: la segunda convocatoria",
    ar="المدن والهجرة: الدعوة الثانية",
)


def open_accounts(scene: Scene) -> None:
    """Let the staff of the demo sign in."""
    for one in scene.content.staff:
        scene.staff[one.key] = open_account(
            email=one.email, name=one.name, password=PASSWORD, language=one.language
        )


def set_up_call(scene: Scene) -> None:
    """Begin the consultation, with everything its call says, and publish it."""
    wanted, by = scene.content.consultation, scene.role("secretariat")
    owner = organisation_named(name=wanted.host.name, kind="network")
    if owner is None:
        raise ValueError("The demo names no host.")
    scene.consultation = made = call.create_consultation(
        by=by,
        owner=owner,
        title=wanted.title.en,
        language="en",
        time_zone=wanted.time_zone,
        code=scene.code,
    )
    call.set_languages(consultation=made, by=by, languages=wanted.languages, main="en")
    _say_texts(scene)
    opens = scene.day(wanted.opens_in_days, 9)
    hours, minutes = wanted.closing_time.split(":")
    closes = scene.day(wanted.closes_in_days, int(hours) + int(minutes) / 60)
    call.set_dates(
        consultation=made, by=by, opens_at=opens, closes_at=closes, time_zone=wanted.time_zone
    )
    _ask_questions(scene)
    _name_partners(scene)
    _offer_documents(scene)
    _invite_members(scene)
    call.publish(consultation=made, by=by, at=opens - timedelta(hours=1))


def _say_texts(scene: Scene) -> None:
    wanted, made, by = scene.content.consultation, scene.consultation, scene.role("secretariat")
    texts = {
        "title": wanted.title, "subject": wanted.subject, "purpose": wanted.purpose,
        "background": wanted.background, "event_prepared": _event(scene),
    }  # fmt: skip
    call.change_texts(
        consultation=made, by=by, texts={name: text.as_dict() for name, text in texts.items()}
    )
    call.state_promise(
        consultation=made, by=by, level=wanted.participation_level,
        what_happens=wanted.use_of_input.as_dict(), naming_terms=wanted.consent.as_dict(),
    )  # fmt: skip
    call.set_contacts(
        consultation=made,
        by=by,
        content=f"{wanted.contact_content.name}, {wanted.contact_content.email}",
        technical=f"{wanted.contact_technical.name}, {wanted.contact_technical.email}",
        event_site=wanted.host.website,
    )


def _event(scene: Scene) -> Localised:
    event = scene.content.consultation.event
    joined = {
        language: f"{event.title.in_language(language)}, {event.place.in_language(language)}"
        for language in scene.content.consultation.languages
    }
    return Localised(**joined)


def _ask_questions(scene: Scene) -> None:
    wanted, made, by = scene.content.consultation, scene.consultation, scene.role("secretariat")
    areas: dict[int, list[ThematicArea]] = {}
    for area in wanted.areas:
        kept = parts.keep_area(
            consultation=made, by=by, title=area.title.as_dict(), description=area.description.as_dict()
        )  # fmt: skip
        for number in area.questions:
            areas.setdefault(number, []).append(kept)
    for question in wanted.questions:
        wording = Wording(
            heading=question.heading.as_dict(),
            lead_in=question.lead_in.as_dict(),
            sub_questions=question.sub_questions.as_dict(),
            asks_for_examples=question.asks_for_examples,
            examples_prompt=question.examples_prompt.as_dict(),
        )
        add_question(
            consultation=made, by=by, wording=wording, areas=areas.get(question.number, ())
        )


def _name_partners(scene: Scene) -> None:
    made, by = scene.consultation, scene.role("secretariat")
    for partner in scene.content.consultation.partners:
        organisation = organisation_named(name=partner.name)
        if organisation is not None:
            parts.keep_partner(
                consultation=made, by=by, organisation=organisation, role=partner.role,
                description=partner.description.as_dict(),
            )  # fmt: skip
    for key_date in scene.content.consultation.key_dates:
        parts.keep_key_date(
            consultation=made, by=by, on=scene.day(key_date.in_days).date(), title=key_date.label.as_dict()
        )  # fmt: skip


def _offer_documents(scene: Scene) -> None:
    for number, document in enumerate(scene.content.consultation.documents):
        language = scene.content.consultation.languages[number % 3]
        title = document.title.in_language(language)
        form = "docx" if document.key.endswith("template") else "pdf"
        paper = Paper(
            title=title,
            file_name=f"{document.key}-{language}.{form}",
            format=form,
            sections=(PaperSection(heading=title, text=document.text.in_language(language)),),
        )
        parts.add_document(
            consultation=scene.consultation,
            by=scene.role("secretariat"),
            title=title,
            language=language,
            stream=io.BytesIO(paper_bytes(paper, language=language)),
            name=paper.file_name,
            max_bytes=LARGEST_FILE,
        )


def _invite_members(scene: Scene) -> None:
    for one in scene.content.staff:
        members.add_member(
            consultation=scene.consultation, by=scene.role("secretariat"),
            email=one.email, name=one.name, role=one.role,
        )  # fmt: skip


def open_next_call(scene: Scene) -> None:
    """Publish a second call with the same questions, open now, for visitors to answer."""
    wanted = replace(
        scene.content.consultation,
        title=NEXT_TITLE,
        opens_in_days=-3,
        closes_in_days=25,
        key_dates=(),
    )
    set_up_call(
        Scene(
            content=replace(scene.content, consultation=wanted),
            code=NEXT_CODE,
            say=scene.say,
            staff=scene.staff,
        )
    )
