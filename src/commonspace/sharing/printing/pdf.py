"""Leaflets and posters as tagged PDF."""

import datetime as dt
import io
import json
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from django.core.cache import cache
from pypdf import PdfReader

from commonspace.engines.typesetting import press_pdf
from commonspace.sharing.leaflets import Leaflet
from commonspace.sharing.printing.codes import qr_svg

HERE: Final = Path(__file__).parent
KEPT_SECONDS: Final = 3600
SIZES: Final = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5)


def leaflet_pdf(leaflet: Leaflet, *, day: dt.date) -> bytes:
    """Return a leaflet as PDF/UA-1; the same leaflet gives the same bytes."""
    whole = {
        **asdict(leaflet),
        "direction": leaflet.direction,
        "qr": qr_svg(leaflet.link).decode() if leaflet.link else "",
    }
    return pressed("leaflet.typ", whole, day=day)


def poster_pdf(poster: dict[str, Any], *, day: dt.date) -> bytes:
    """Return a poster on one page, set as large as its words allow."""
    made = b""
    for size in SIZES:
        made = pressed("poster.typ", {**poster, "scale": size}, day=day)
        if len(PdfReader(io.BytesIO(made)).pages) == 1:
            break
    return made


def pressed(template: str, document: dict[str, Any], *, day: dt.date) -> bytes:
    """Press a document with one of our templates, once an hour: many people fetch the same."""
    source = (HERE / template).read_bytes()
    words = json.dumps(document, ensure_ascii=False, sort_keys=True)
    key = sha256(source + f"{day}{words}".encode()).hexdigest()
    kept = cache.get(f"pressed:{key}")
    if isinstance(kept, bytes):
        return kept
    made = press_pdf(source, words, day=day)
    cache.set(f"pressed:{key}", made, KEPT_SECONDS)
    return made
