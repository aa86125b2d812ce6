"""The form as words: what the press is given, before it knows where anything will stand."""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from commonspace.channels.paper import geometry
from commonspace.channels.paper.models import PaperOffer
from commonspace.consultations.deadline import deadline_of
from commonspace.consultations.queries import asked_questions
from commonspace.kernel.localised import in_language
from commonspace.sharing.leaflets import Block, Sort, direction_of, field, small
from commonspace.sharing.words import about_you, first_words, terms

GENERAL = "answer:general"
_TWO_COLUMNS_FROM = 4
_GENERAL_LINES = 5
_LONGEST_FOOT = 80


def document_for(
    offer: PaperOffer, language: str, *, lines: int = 0, terms_apart: bool = False
) -> dict[str, Any]:
    """Return the form of a consultation in one language, without any sheet.

    Args:
        offer: How the consultation takes paper.
        language: A language of the call.
        lines: Room for each answer, where it is not what the offer says.
        terms_apart: Begin a page with how somebody may be named.
    """
    with override(language):
        return _document(offer, language, lines=lines or offer.lines, terms_apart=terms_apart)


def digest_of(document: dict[str, Any]) -> str:
    """Return what tells one form from another."""
    return sha256(json.dumps(document, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def answer_key(question: int) -> str:
    """Return the key of the field in which a question is answered."""
    return f"answer:{question}"


def _document(offer: PaperOffer, language: str, *, lines: int, terms_apart: bool) -> dict[str, Any]:
    consultation = offer.consultation
    title = " ".join(consultation.title_in(language).split())
    blocks = [
        *(small(line) for line in _opening(offer, language)),
        *_questions(offer, language, lines),
        Block(sort=Sort.BREAK),
        small(
            _(
                "This page stays with the secretariat. Your name and how to reach you are locked "
                "away; they are never kept with your answers."
            )
        ),
        *about_you(),
        *([Block(sort=Sort.BREAK)] if terms_apart else []),
        *_terms(offer, language),
    ]
    return {
        "title": _("Answer on paper: %(title)s") % {"title": title},
        "kicker": _("%(organisation)s asks") % {"organisation": consultation.owner.name},
        "language": language,
        "direction": direction_of(language),
        "foot": first_words(title, _LONGEST_FOOT),
        "sheet-words": _("Sheet"),
        "page-words": _("page %(n)s of %(m)s") % {"n": "{n}", "m": "{m}"},
        "keep-free": _(
            "Please write in dark ink inside the boxes, and leave the black squares and the square "
            "codes free: a machine finds the page by them."
        ),
        "blocks": _grouped(blocks),
        "marks": {
            "anchors": geometry.anchor_centres(),
            "anchor": geometry.ANCHOR,
            "hole": geometry.HOLE,
            "code": geometry.CODE,
            "codes": geometry.CODES,
        },
    }


def _opening(offer: PaperOffer, language: str) -> list[str]:
    consultation = offer.consultation
    closes = deadline_of(consultation)
    bring_to = offer.bring_to_in(language) or consultation.contact_content
    subject = in_language(consultation.subject, language, fallback=consultation.default_language)
    return [
        line
        for line in (
            " ".join(subject.split()),
            _("Answer what you like, in your language; leave the rest empty."),
            _("Bring or send it to: %(place)s") % {"place": bring_to},
            _("It should be there by %(deadline)s.") % {"deadline": closes.whole} if closes else "",
            _(
                "You will be given a code with which you can read, change or withdraw your answer. "
                "Ask for it when you hand the sheet in, or leave us a way to reach you."
            ),
        )
        if line
    ]


def _terms(offer: PaperOffer, language: str) -> list[Block]:
    """Return the terms as every form prints them, what is only to be read in small letters."""
    consultation = offer.consultation
    said = in_language(consultation.naming_terms, language, fallback=consultation.default_language)
    return [
        replace(block, sort=Sort.SMALL) if block.sort is Sort.TEXT else block
        for block in terms(said)
    ]


def _questions(offer: PaperOffer, language: str, lines: int) -> list[Block]:
    consultation = offer.consultation
    blocks = []
    for question in asked_questions(consultation):
        wording = question.wording
        lead_in = in_language(wording.lead_in, language, fallback=consultation.default_language)
        hints = [" ".join(lead_in.split()), *wording.sub_questions_in(language)]
        blocks.append(
            field(
                f"{question.number}. {question.heading_in(language)}",
                key=answer_key(question.pk),
                rows=lines,
                help_text=" ".join(filter(None, hints)),
            )
        )
    blocks.append(field(_("Anything else"), key=GENERAL, rows=_GENERAL_LINES))
    return blocks


def _grouped(blocks: Sequence[Block]) -> list[dict[str, Any]]:
    """Return the blocks with boxes that belong together as one, in two columns if there are many."""
    shown: list[dict[str, Any]] = []
    for block in blocks:
        one = asdict(block)
        if block.sort is not Sort.TICK:
            shown.append(one)
        elif shown and shown[-1]["sort"] == "ticks":
            shown[-1]["parts"].append(one)
        else:
            shown.append({"sort": "ticks", "parts": [one], "columns": 1})
    for one in shown:
        if one["sort"] == "ticks" and len(one["parts"]) >= _TWO_COLUMNS_FROM:
            one["columns"] = 2
    return shown
