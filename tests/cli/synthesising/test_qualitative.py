import io
import re
import xml.etree.ElementTree as ET
import zipfile
from dataclasses import replace

from commonspace.cli.synthesising.qualitative import project_qdpx

SPACE = "{urn:QDA-XML:project:1.0}"
ROWS = [
    (
        "Ann",
        "🏠 Cities should open shelters. We offer legal aid.",
        "More beds for families, please.",
    ),
    ("Bob", "Work permits\nfrom the first day would help.", ""),
]


def opened(material):
    made = project_qdpx(replace(material, title="Shelters \x0b & <beds>"))
    package = zipfile.ZipFile(io.BytesIO(made))
    return package, ET.fromstring(package.read("project.qde"))  # noqa: S314  # our own


def test_selections_point_at_the_words_of_the_statements(table, studied):
    material = studied(
        table(ROWS, ("name", "What should cities do now?", "What else do you need?"))
    )
    package, root = opened(material)

    found = []
    for source in root.iter(f"{SPACE}TextSource"):
        path = source.get("plainTextPath").replace("internal://", "sources/")
        text = package.read(path).decode()
        found += [
            text[int(part.get("startPosition")) : int(part.get("endPosition"))]
            for part in source.iter(f"{SPACE}PlainTextSelection")
        ]

    coded = [s.quote for s in material.analysis.statements if s.theme or s.kind != "position"]
    assert sorted(found) == sorted(coded)
    assert coded


def test_every_reference_has_its_code_and_every_identity_is_its_own(table, studied):
    _package, root = opened(
        studied(table(ROWS, ("name", "What should cities do now?", "What else do you need?")))
    )

    codes = {code.get("guid") for code in root.iter(f"{SPACE}Code")}
    references = {each.get("targetGUID") for each in root.iter(f"{SPACE}CodeRef")}
    identities = [each.get("guid") for each in root.iter() if each.get("guid")]

    assert references
    assert references <= codes
    assert len(identities) == len(set(identities))
    assert all(
        re.fullmatch(r"[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}", each) for each in identities
    )


def test_a_folder_gives_one_source_a_document(tmp_path, studied):
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "a.txt").write_text("Cities should open their doors to all.")
    (folder / "b.txt").write_text("We run three kitchens near the harbour.")
    _package, root = opened(studied(folder))

    assert [each.get("name") for each in root.iter(f"{SPACE}TextSource")] == ["a.txt", "b.txt"]
