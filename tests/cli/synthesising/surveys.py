"""Invented answers to one question, in five subjects and eight ways of saying them."""

import datetime as dt
import os

from commonspace.cli.synthesising import Choices, synthesise

WISHES = ("night shelters", "language courses", "identity cards", "work permits", "legal advice")
VOICES = (
    "Our street has waited years for {}.",
    "{} matter most, said families at the harbour meeting.",
    "Please put money into {} before winter comes.",
    "Nobody in the old town was ever offered {}.",
    "I would gladly pay more taxes if they bought {}.",
    "Mayors must promise {} and keep their word.",
    "Without {} young newcomers lose heart and leave.",
    "Ask the trade unions, they all want {} too.",
)
DAY = dt.date(2026, 4, 30)
HEADS = ("author", "organisation", "comment")
FILES = [
    "report.html", "report.pdf", "report.docx", "report.qdpx", "statements.xlsx", "statements.json",
    "analysis.json", "ledger.csv",
]  # fmt: skip


def many(count=40):
    return [
        (f"p{i}", f"House {i % 7}", VOICES[i // 5 % 8].format(WISHES[i % 5])) for i in range(count)
    ]


def environment(**more):
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("COMMONSPACE", "DJANGO"))}
    return {**kept, **more}


def run(source, out=None, **choices):
    quick = {"embedder": "none", "languages": ("en",), "date": DAY}
    return synthesise(source, out, choices=Choices(**{**quick, **choices}))
