"""The page itself: one file, nothing fetched, no word of the input run as anything but words.

The policy in its head forbids every address and every script and style but the two inside, by
their hashes; it holds when the file is opened from a disk too.
"""

from base64 import b64encode
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from django.template import Context, Engine
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from commonspace.analysis.results import QuestionSummary
from commonspace.cli.synthesising.composition.closing import (
    chat_sentences,
    limits_of,
    numbers_of,
    settings_rows,
)
from commonspace.cli.synthesising.composition.codes import coding_sentences
from commonspace.cli.synthesising.composition.material import (
    VERSION,
    Material,
    day_words,
    question_words,
)
from commonspace.cli.synthesising.composition.shares import voices_of
from commonspace.cli.synthesising.page.listed import Shelves, theme_options
from commonspace.cli.synthesising.page.listing import listing_of
from commonspace.cli.synthesising.page.order import Order
from commonspace.cli.synthesising.page.plot import plots_of
from commonspace.cli.synthesising.page.reading import Reading, reading_of
from commonspace.cli.synthesising.page.sections import (
    CodeLine,
    Kind,
    codes_of,
    kinds_of,
    ledger_rows,
    letters_of,
    lone_voices,
    states_of,
    unsorted_sentence,
)
from commonspace.cli.synthesising.page.shown import Said
from commonspace.cli.synthesising.page.themes import Card, cards_of
from commonspace.cli.synthesising.words import ROLE_WORDS
from commonspace.reports.document import direction_of

_HERE: Final = Path(__file__).parent
_REMARKS_SHOWN = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One question of the page with everything said under it."""

    number: int
    words: str
    summary: QuestionSummary
    voices: int
    cards: tuple[Card, ...]
    lone: tuple[Said, ...]
    loose: str
    reading: Reading | None

    @property
    def top(self) -> tuple[Card, ...]:
        """The topmost themes."""
        return tuple(card for card in self.cards if not card.depth)


def render_page(material: Material) -> str:
    """Return the whole report as one HTML page in the language that is active."""
    order = Order(material)
    asked = _asked(material, order)
    kinds, codes = kinds_of(material), codes_of(material)
    listing = listing_of(material, order, _quoted(asked, kinds, codes))
    shelves = Shelves(material, order, listing)
    rows, is_every_row = ledger_rows(material, order)
    styles, script = _asset("page.css"), _asset("page.js")
    language = material.choices.report_language
    context = {
        "title": material.title,
        "day": day_words(material.day),
        "language": language,
        "direction": direction_of(language),
        "version": VERSION,
        "styles": mark_safe(styles),  # noqa: S308  # our own file
        "script": mark_safe(script),  # noqa: S308  # our own file
        "policy": _policy(styles, script),
        "numbers": numbers_of(material),
        "asked": asked,
        "plots": plots_of(material, order, listing),
        "offers_themes": bool(material.offered),
        "kinds": kinds,
        "codes": codes,
        "coding": tuple(coding_sentences(material)),
        "letters": letters_of(material),
        "filters": shelves.filters(),
        "theme_options": theme_options(order),
        "shelves": shelves.shelves(),
        "listing": listing,
        "listed": len(listing.listed),
        "statements": len(material.analysis.statements),
        "states": states_of(material),
        "all_rows": len(material.fates),
        "rows": rows,
        "is_every_row": is_every_row,
        "columns": [(g.name, _(ROLE_WORDS[g.role]), g.reason) for g in material.guesses],
        "is_folder": material.is_folder,
        "remarks": material.remarks[:_REMARKS_SHOWN],
        "settings": tuple(settings_rows(material)),
        "chat": tuple(chat_sentences(material)),
        "limits": tuple(limits_of(material)),
        "files": material.is_folder,
    }
    return _engine().get_template("page/page.html").render(Context(context))


def _asked(material: Material, order: Order) -> tuple[Asked, ...]:
    voices = voices_of(material)
    return tuple(
        Asked(
            number=number,
            words=question_words(summary.question),
            summary=summary,
            voices=voices.get(summary.question, 0),
            cards=cards_of(material, order, summary, voices.get(summary.question, 0)),
            lone=lone_voices(material, summary.question),
            loose=unsorted_sentence(material, summary.question, summary.n_statements),
            reading=reading_of(material, summary) if summary.is_for_reading else None,
        )
        for number, summary in order.questions
    )


def _quoted(
    asked: tuple[Asked, ...], kinds: tuple[Kind, ...], codes: tuple[CodeLine, ...]
) -> list[int]:
    """Return the statements that the page quotes, so that each can be found in its list."""
    cards = [card for one in asked for card in one.cards]
    found = [card.first for card in cards if card.first]
    found += [each for card in cards for each in card.telling]
    found += [each for one in asked for each in one.lone]
    found += [each for one in asked if one.reading for each in one.reading.quoted]
    found += [each for code in codes for each in code.shown]
    found += [each for kind in kinds for heap in kind.heaps for each in heap.shown]
    return list(dict.fromkeys(each.index for each in found))


@lru_cache(maxsize=1)
def _engine() -> Engine:
    return Engine(dirs=[str(_HERE / "templates")], libraries={"i18n": "django.templatetags.i18n"})


@lru_cache(maxsize=4)
def _asset(name: str) -> str:
    return (_HERE / "static" / name).read_text("utf-8")


def _policy(styles: str, script: str) -> str:
    return (
        f"default-src 'none'; style-src {_hash(styles)}; script-src {_hash(script)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _hash(inside: str) -> str:
    digest = b64encode(sha256(inside.encode()).digest()).decode()
    return f"'sha256-{digest}'"
