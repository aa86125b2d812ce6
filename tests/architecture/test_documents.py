"""What the documents name exists."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [
    "ARCHITECTURE.md",
    "README.md",
    *(str(p.relative_to(ROOT)) for p in (ROOT / "docs").rglob("*.md")),
]


@pytest.mark.parametrize("document", PAGES)
def test_paths_that_a_page_names_exist(document):
    named = re.findall(
        r"`((?:src|docs|tests|benchmarks|scripts)/[\w./-]+)`", (ROOT / document).read_text()
    )

    assert [path for path in named if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("document", PAGES)
def test_links_between_pages_lead_somewhere(document):
    here = (ROOT / document).parent
    links = re.findall(r"\]\((?!https?:|mailto:|#)([^)#\s]+)", (ROOT / document).read_text())

    assert [link for link in links if not (here / link).exists()] == []
