"""How many sheets are found, and how many boxes read right, over skew, rotation, resolution and noise.

    python -m benchmarks.paper [how many]

Sheets are printed by the software itself, filled in with a font and a pen, and spoilt. There is no
real handwriting and no real scanner among them.
"""

import datetime as dt
import io
import os
import random
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonspace.site.settings")
os.environ.setdefault("COMMONSPACE_DATA", tempfile.mkdtemp(prefix="paper-"))
django.setup()

from tests.channels.paper.inking import Scanner, filled, photographed, printed  # noqa: E402

from commonspace.channels.paper.choices import Ticked  # noqa: E402
from commonspace.channels.paper.codes import new_code  # noqa: E402
from commonspace.channels.paper.geometry import Spot  # noqa: E402
from commonspace.channels.paper.printing import document, press  # noqa: E402
from commonspace.channels.paper.queries import taken_for  # noqa: E402
from commonspace.channels.paper.scanning.confined import pages_of, read_page  # noqa: E402

DAY = dt.date(2026, 5, 4)
LANGUAGES = ("en", "ar")
WORDS = "Evening classes help us most of all.\nBuses should run at night."
BOXES = ("kind:", "naming:", "publish:")


@dataclass(slots=True)
class Tally:
    """What came of the pages so far."""

    pages: int = 0
    found: int = 0
    boxes: int = 0
    right: int = 0
    looked: int = 0
    wrong: int = 0
    inked: int = 0
    fields: int = 0
    seconds: float = 0.0


def form(language: str) -> dict[str, Any]:
    """Return a form of four questions without a database."""
    wording = SimpleNamespace(
        lead_in={"en": "People move."}, sub_questions_in=lambda _language: ["What works?"]
    )
    questions = [
        SimpleNamespace(number=n, pk=n, wording=wording, heading_in=lambda _language: "What helps?")
        for n in range(1, 5)
    ]
    consultation = SimpleNamespace(
        title_in=lambda _language: "Cities and newcomers", subject={"en": "What towns can do"},
        naming_terms={"en": "You choose."}, default_language="en", contact_content="port@example.org",
        owner=SimpleNamespace(name="Harbour Secretariat"),
    )  # fmt: skip
    offer = SimpleNamespace(
        consultation=consultation, lines=8, bring_to_in=lambda _language: "Harbour Library"
    )
    with (
        patch.object(document, "asked_questions", lambda _consultation: questions),
        patch.object(document, "deadline_of", lambda _consultation: None),
    ):
        return document.document_for(offer, language)  # type: ignore[arg-type]  # as much of it as is printed


def scanner(number: int, chance: random.Random) -> Scanner:
    return Scanner(
        skew=chance.uniform(-6, 6),
        turned=90 * (number % 4),
        noise=chance.choice([0, 6, 12, 20]),
        shade=chance.uniform(0, 0.3),
        blur=chance.choice([0, 0, 0.6, 1.0]),
        quality=chance.choice([50, 75, 90]),
    )


def ticked(places: list[dict[str, Any]], chance: random.Random) -> set[str]:
    """Tick one box of each group."""
    chosen = set()
    for group in BOXES:
        keys = [one["key"] for one in places if one["key"].startswith(group)]
        chosen |= {chance.choice(keys)} if keys else set()
    return chosen


def measure(
    picture: bytes,
    code: str,
    page: int,
    places: list[dict[str, Any]],
    ticks: set[str],
    tally: Tally,
) -> None:
    tally.pages += 1
    began = time.process_time() + sum(os.times()[2:4])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "scan"
        path.write_bytes(picture)
        with pages_of(path, name="scan.jpg") as pages:
            seen = [one for one in pages if (one.code, one.page) == (code, page)]
        if not seen:
            return
        tally.found += 1
        path.write_bytes(seen[0].picture)
        spots = [
            (one["key"], one["sort"], Spot(one["x"], one["y"], one["width"], one["height"]))
            for one in places
        ]
        read = read_page(path, spots=spots, languages=[])
    tally.seconds += time.process_time() + sum(os.times()[2:4]) - began
    for key, box in read.ticks.items():
        said = taken_for(box.dark, is_found=box.is_found)
        tally.boxes += 1
        tally.right += said == (Ticked.YES if key in ticks else Ticked.NO)
        tally.looked += said == Ticked.LOOK
        tally.wrong += said == (Ticked.NO if key in ticks else Ticked.YES)
    for key, one in read.fields.items():
        tally.fields += 1
        tally.inked += one.ink == key.startswith("answer:")


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 40
    chance = random.Random(7)  # noqa: S311  # the same sheets each time
    scans, photographs = Tally(), Tally()
    for number in range(count):
        language = LANGUAGES[number % len(LANGUAGES)]
        dpi = (150, 200, 250, 300)[(number // 4) % 4]
        words = form(language)
        places = press.places_of(words, day=DAY)
        code = new_code()
        sheets = printed(press.sheets_pdf(words, pages=len(places), codes=[code], day=DAY), dpi=dpi)
        page = len(places) if number % 3 else 1
        here = places[page - 1]
        ticks = ticked(here, chance)
        answers = {one["key"]: WORDS for one in here if one["key"].startswith("answer:")}
        sheet = filled(sheets[page - 1], here, words=answers, ticks=ticks, dpi=dpi)
        measure(scanner(number, chance).jpeg(sheet, number), code, page, here, ticks, scans)
        if number % 4 == 0:
            out = io.BytesIO()
            Scanner(noise=8, shade=0.35, turned=90 * (number % 3)).scan(
                photographed(sheet, number)
            ).save(out, "JPEG", quality=70)
            measure(out.getvalue(), code, page, here, ticks, photographs)
    for name, tally in (("scans", scans), ("photographs", photographs)):
        print(
            f"{name}: {tally.found} of {tally.pages} pages found; of {tally.boxes} boxes "
            f"{tally.right} right, {tally.looked} to look at, {tally.wrong} wrong; ink seen or not "
            f"in {tally.inked} of {tally.fields} fields rightly; "
            f"{tally.seconds / max(tally.found, 1):.1f} s of processor a page"
        )


if __name__ == "__main__":
    main()
