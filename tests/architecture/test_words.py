"""One word per idea: class and function names keep to the glossary."""

import ast
import re
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "commonspace"
RIVALS = {
    "submission": "contribution",
    "respondent": "contributor",
    "topic": "theme",
    "cluster": "theme",
    "utils": "a name for what it is",
    "helper": "a name for what it is",
    "manager": "a name for what it is",
}


def test_names_keep_to_the_glossary():
    found = []
    for path in SOURCE.rglob("*.py"):
        if "migrations" in path.parts or "analysis" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                words = re.findall(r"[a-z]+", re.sub(r"([A-Z])", r"_\1", node.name).lower())
                found += [f"{path.name}: {node.name}" for word in words if word in RIVALS]

    assert found == []
