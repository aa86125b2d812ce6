"""A script in every text that people can write: on every page it is words, never a program."""

import re
from html.parser import HTMLParser

import pypdf
import pytest
from django.apps import apps
from django.db import models
from tests.trust.world import Sent, World, crawled, everything, release_everything

from commonspace.people.vault import PersonalDetails
from commonspace.provenance.store import blob_store

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

PAYLOAD = '"><script>window.hit=1</script><img src=x onerror=window.hit=1>{{7*7}}#panic()'
SHORT = '"><svg onload=hit=1>'
LINK = "javascript:window.hit=1"
KEPT = {
    "Account": {"password", "username", "email", "language"},
    "Consultation": {"code", "time_zone", "languages", "default_language"},
    "Organisation": {"country"}, "Contributor": {"country"},
    "SourceText": {"text", "pages"}, "Statement": {"quote"}, "CandidateStatement": {"quote"},
    "Quote": {"text"}, "StoredFile": {"blob", "media_type"}, "Meeting": {"time_zone"},
    "Run": {"kind", "started_by", "parameters", "stage"}, "Attachment": {"refusal"},
    "Proposal": {"spans", "became"}, "BundleItem": {"reason"}, "CandidateTheme": {"key"},
    "Report": {"language"}, "Example": {"countries"}, "Sheet": {"code"}, "Edition": {"document", "figures", "overrides"},
}  # fmt: skip
"""Columns that hold no free text: codes, keys, or words that other tests tie to their source."""
NEVER = {"language", "description_language", "sha256", "folded_name", "digest", "code_digest", "channel_key",
         "duplicate_group", "campaign", "input_digest", "kind_remark", "minority_remark"}  # fmt: skip
UNTOUCHED = {"Event", "Session", "VaultKey", "Identity", "Revision", "Receipt"}


def poisoned(value, limit: int | None):
    """Return a value of the same shape in which every text is a payload."""
    if isinstance(value, dict):
        return {key: poisoned(one, limit) for key, one in value.items()}
    if isinstance(value, list):
        return [poisoned(one, limit) for one in value]
    if isinstance(value, str) and value.startswith("https://"):
        return LINK
    if isinstance(value, str):
        return PAYLOAD if limit is None or limit >= len(PAYLOAD) else SHORT[:limit]
    return value


def text_columns(model) -> list[models.Field]:
    kinds = {"CharField", "TextField", "JSONField", "URLField", "EmailField"}
    kept = KEPT.get(model.__name__, set()) | NEVER
    return [
        one
        for one in model._meta.concrete_fields
        if one.get_internal_type() in kinds and not one.choices and one.name not in kept
    ]


def poison() -> int:
    """Put the payload into every text column of every row; return into how many."""
    touched = 0
    for model in apps.get_models():
        if not model.__module__.startswith("commonspace.") or model.__name__ in UNTOUCHED:
            continue
        columns = text_columns(model)
        for row in model.objects.all() if columns else ():
            values = {one.name: _hostile(row, one) for one in columns}
            model.objects.filter(pk=row.pk).update(**values)
            touched += len(values)
    return touched


def _hostile(row, column: models.Field):
    value = getattr(row, column.attname)
    if column.get_internal_type() == "URLField":
        return LINK
    if isinstance(value, str) and not value and column.get_internal_type() != "JSONField":
        value = "filled"
    return poisoned(value, column.max_length)


class Found(HTMLParser):
    """What a browser would make of a page that it should not."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.danger: list[str] = []
        self.in_script = False

    def handle_starttag(self, tag, attrs) -> None:
        values = {name: value or "" for name, value in attrs}
        self.in_script = tag == "script"
        if tag == "img" and values.get("src") == "x":
            self.danger.append("img src=x")
        for name, value in values.items():
            if name.startswith("on") or name in {"style", "srcdoc"}:
                self.danger.append(f"{tag} {name}={value}")
            if re.match(r"\s*(javascript|data|vbscript):", value, re.IGNORECASE) and name in {
                "href",
                "src",
                "action",
            }:
                self.danger.append(f"{tag} {name}={value}")

    def handle_data(self, data) -> None:
        if self.in_script and data.strip():
            self.danger.append(f"script: {data[:40]}")

    def handle_endtag(self, tag) -> None:
        self.in_script = False


def dangers(text: str) -> list[str]:
    """Return what of a page would run, or was worked out by a template."""
    parser = Found()
    parser.feed(text)
    raw = [
        one
        for one in ("<script>window.hit", "<img src=x", "<svg onload", "window.hit=1>49")
        if one in text
    ]
    return [*parser.danger, *raw]


def hostile_world() -> World:
    """Make a consultation of hostile texts: those that are tied to their source first."""
    sent = Sent(
        text=PAYLOAD, details=PersonalDetails(name=PAYLOAD, email="a@example.org", phone=SHORT, address=PAYLOAD),
        organisation=PAYLOAD, attribution="named", file_name=f"{SHORT}.txt", title=PAYLOAD, place=PAYLOAD,
    )  # fmt: skip
    return everything([sent, Sent(text=f"Once more: {PAYLOAD}", attribution="kind")])


@pytest.fixture
def world():
    made = hostile_world()
    assert poison() > 100
    made.call.refresh_from_db()
    return made


def words_of(response) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode("utf-8", "replace")


@pytest.mark.parametrize(
    "page", ["<p onclick=hit>", "<script>window.hit=1</script>", '<a href="javascript:hit">']
)
def test_what_would_run_is_found(page):
    assert dangers(page) != []


def test_no_page_runs_what_people_wrote(world):
    edition = release_everything(world)

    unsafe, seen = [], {}
    for role in ("public", "receipt", "secretariat", "analyst", "rapporteur"):
        for language in ("en", "ar") if role in {"public", "secretariat"} else ("en",):
            for name, address, response in crawled(world, role, language):
                if not response.get("Content-Type", "").startswith("text/html"):
                    continue
                text = words_of(response)
                seen[role, language, name] = response.status_code
                unsafe += [(role, address, one) for one in dangers(text)]
                assert "unsafe" not in response["Content-Security-Policy"], address

    assert unsafe == []
    shown = {name for (_role, _language, name), status in seen.items() if status == 200}
    assert len(shown) > 45, sorted(shown)
    for language in ("en", "ar"):
        missing = [
            name for name in shown
            if seen.get(("secretariat", "en", name)) == 200 != seen.get(("secretariat", language, name))
        ]  # fmt: skip
        assert missing == [], language
    with blob_store().as_file(edition.pdf.blob) as file:
        words = "".join(page.extract_text() for page in pypdf.PdfReader(file).pages)
    assert "#panic()" in words
