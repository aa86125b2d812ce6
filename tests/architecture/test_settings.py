"""Every environment variable that the settings read stands in the handbook."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_handbook_knows_every_setting():
    source = (ROOT / "src/commonspace/site/settings.py").read_text()
    handbook = (ROOT / "docs/reference/settings.md").read_text()
    names = set(re.findall(r'"(COMMONSPACE_[A-Z_]+)"', source))

    assert names
    assert {name for name in names if f"`{name}`" not in handbook} == set()
