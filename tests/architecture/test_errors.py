"""Every refusal has a code of its own, and the handbook knows it."""

from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import commonspace
from commonspace.kernel.errors import CommonspaceError

HANDBOOK = Path(__file__).parents[2] / "docs" / "reference" / "errors.md"


def _refusals() -> list[type[CommonspaceError]]:
    for module in walk_packages(commonspace.__path__, "commonspace."):
        if module.name.rpartition(".")[2] == "errors" or module.name.endswith("anchors"):
            import_module(module.name)
    found, waiting = [], [CommonspaceError]
    while waiting:
        children = waiting.pop().__subclasses__()
        found += children
        waiting += children
    return [refusal for refusal in found if refusal.__module__.startswith("commonspace.")]


def test_codes_are_unique():
    codes = [refusal.code for refusal in _refusals() if "code" in vars(refusal)]

    assert sorted(codes) == sorted(set(codes))


def test_handbook_lists_every_code():
    text = HANDBOOK.read_text()

    assert [refusal.code for refusal in _refusals() if f"`{refusal.code}`" not in text] == []
