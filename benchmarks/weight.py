"""What public pages weigh on a first visit, and how long the report of the demo takes.

Bytes are of the page and every style sheet, script and picture it names, each as a browser
receives it: pages gzipped, static files with brotli. Builds the demo first if it is not there.
Writes ``benchmarks/results/weight.json``.
"""

import json
import os
import re
import time
from pathlib import Path

import brotli

ROOT = Path(__file__).parents[1]
os.environ.setdefault("COMMONSPACE_DATA", str(ROOT / "var" / "demo"))
os.environ["COMMONSPACE_PLAIN_STATIC"] = "yes"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "commonspace.site.settings")

import django  # noqa: E402  # after the environment is set

django.setup()

from django.contrib.staticfiles import finders  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.test import Client  # noqa: E402

from commonspace.cli.playing.scene import CODE  # noqa: E402
from commonspace.consultations.models import Consultation  # noqa: E402
from commonspace.reports.document_json import from_json  # noqa: E402
from commonspace.reports.models import Edition  # noqa: E402
from commonspace.reports.rendering.html import render_html  # noqa: E402
from commonspace.reports.services import RENDERERS  # noqa: E402

RESULTS = ROOT / "benchmarks" / "results" / "weight.json"
PAGES = {
    "call": f"/en/c/{CODE}/",
    "answer": f"/en/c/{CODE}/answer/",
    "answer in Arabic": f"/ar/c/{CODE}/answer/",
    "receipt": "/en/receipt/",
    "report": f"/en/c/{CODE}/report/",
}
CALL_AND_FORM = "call and form together, first visit"
ASSET = re.compile(r'(?:href|src)="(/static/[^"#?]+)')
LINKED = re.compile(r"<(?:link|script|img|use)\b[^>]*>")


def page_bytes(client: Client, address: str) -> tuple[int, set[str]]:
    """Return the gzipped size of a page and the static files it loads."""
    response = client.get(address, HTTP_HOST="localhost", HTTP_ACCEPT_ENCODING="gzip")
    plain = client.get(address, HTTP_HOST="localhost").content.decode()
    if response.status_code not in {200, 422}:
        raise SystemExit(f"{address} answered {response.status_code}")
    assets = {name for tag in LINKED.findall(plain) for name in ASSET.findall(tag)}
    return len(response.content), assets


def asset_bytes(name: str) -> int:
    """Return the brotli size of a static file."""
    path = finders.find(name.removeprefix("/static/"))
    return len(brotli.compress(Path(str(path)).read_bytes())) if path else 0


def weights() -> dict[str, int]:
    """Return bytes by page, and of call and form together."""
    client, found, together, seen = Client(), {}, 0, set()
    with _open_again():
        for name, address in PAGES.items():
            size, assets = page_bytes(client, address)
            found[name] = size + sum(asset_bytes(asset) for asset in assets)
            if name in {"call", "answer"}:
                together += size + sum(asset_bytes(asset) for asset in assets - seen)
                seen |= assets
    found[CALL_AND_FORM] = together
    return found


class _open_again:  # noqa: N801  # reads as a sentence
    """Let the call of the demo be open while its form is weighed."""

    def __enter__(self) -> None:
        self.closes = Consultation.objects.get(code=CODE).closes_at
        Consultation.objects.filter(code=CODE).update(closes_at="2999-01-01T00:00Z")

    def __exit__(self, *_rest: object) -> None:
        Consultation.objects.filter(code=CODE).update(closes_at=self.closes)


def report_seconds() -> dict[str, float]:
    """Return the seconds each format of the demo's report takes to make."""
    edition = Edition.objects.filter(report__consultation__code=CODE, recalled_at=None).first()
    document = from_json(edition.document)
    found = {}
    for name, render in {"html": render_html, **RENDERERS}.items():
        began = time.perf_counter()
        render(document)
        found[name] = round(time.perf_counter() - began, 2)
    return found


def main() -> None:
    """Measure, print, write."""
    if not (Path(os.environ["COMMONSPACE_DATA"]) / "commonspace.sqlite3").exists():
        call_command("demo")
    bytes_by_page, seconds = weights(), report_seconds()
    for name, size in bytes_by_page.items():
        print(f"{name:40} {size:8,} bytes")
    for name, taken in seconds.items():
        print(f"report as {name:30} {taken:8.2f} s")
    limit = bytes_by_page[CALL_AND_FORM] / 60_000
    print(f"call and form: {limit:.0%} of the limit of 60 kB")
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(
        json.dumps({"bytes": bytes_by_page, "report_seconds": seconds}, indent=1) + "\n"
    )


if __name__ == "__main__":
    main()
