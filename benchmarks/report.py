"""How long a full report takes in each format: 60 findings, 24 boxes, 60 recommendations."""

import os
import sys
from pathlib import Path
from time import perf_counter

import django

ROOT = Path(__file__).parent.parent
FORMATS = ("html", "pdf", "docx", "odt", "epub")


def seconds_by_format() -> dict[str, float]:
    """Return the seconds each format takes for an invented report of full size.

    The first figure of each tool includes starting it: fonts for PDF, the style
    sheet for Word.
    """
    _prepare()
    from tests.reports.rendering import invented  # noqa: PLC0415  # after setup

    from commonspace.reports.rendering import html, pandoc, typst  # noqa: PLC0415  # after setup

    document = invented.report(questions=6, findings=10, examples=4, asked=10)
    makers = {
        "html": html.render_html_page,
        "pdf": typst.render_pdf,
        "docx": pandoc.render_docx,
        "odt": pandoc.render_odt,
        "epub": pandoc.render_epub,
    }
    seconds = {}
    for name in FORMATS:
        started = perf_counter()
        made = makers[name](document)
        seconds[name] = round(perf_counter() - started, 3)
        print(f"{name:5} {seconds[name]:7.2f} s {len(made) / 1000:9.1f} kB")
    return seconds


def _prepare() -> None:
    for folder in (str(ROOT / "src"), str(ROOT)):
        if folder not in sys.path:
            sys.path.insert(0, folder)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonspace.site.settings")
    django.setup()


if __name__ == "__main__":
    seconds_by_format()
