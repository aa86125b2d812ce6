"""The run as a REFI-QDA project, which programs for qualitative analysis open.

A table gives one source a question, with a line above each answer that says whose it is; a
folder gives one source a document. Themes and kinds become codes, statements coded selections.
Positions count Unicode code points of the plain text, as the standard has it.
"""

import io
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from uuid import NAMESPACE_URL, UUID, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from commonspace.analysis.records import Record
from commonspace.analysis.results import Statement, Theme
from commonspace.cli.synthesising.composition.kinds import HEADINGS
from commonspace.cli.synthesising.composition.material import VERSION, Material, question_words
from commonspace.reports.rendering.flow import clean

_SPACE = "urn:QDA-XML:project:1.0"
_LONGEST_NAME = 120


@dataclass(slots=True)
class Source:
    """One text of the project, and where the records stand in it."""

    name: str
    text: str
    starts: dict[str, int]


def project_qdpx(material: Material) -> bytes:
    """Return the project: one XML file and its texts in a ZIP; equal runs are equal bytes."""
    identities = Identities(material)
    sources = list(_sources(material))
    tree = _project(material, sources, identities)
    target = io.BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as archive:
        _put(archive, "project.qde", tree)
        for source in sources:
            _put(
                archive, f"sources/{identities.of('source', source.name)}.txt", source.text.encode()
            )
    return target.getvalue()


class Identities:
    """Identities that stay the same for the same input and options."""

    def __init__(self, material: Material) -> None:
        """Derive them from the bytes of the input and the seed."""
        whole = f"{material.digest}:{material.settings.seed}:{material.analysis.embedder}"
        self._space: UUID = uuid5(NAMESPACE_URL, f"urn:commonspace:synthesis:{whole}")

    def of(self, sort: str, name: str | int) -> str:
        """Return the identity of one thing of a sort."""
        return str(uuid5(self._space, f"{sort}:{name}")).upper()


def _put(archive: ZipFile, name: str, content: bytes) -> None:
    archive.writestr(ZipInfo(name), content, ZIP_DEFLATED)


def _sources(material: Material) -> Iterator[Source]:
    gathered: dict[str, list[Record]] = defaultdict(list)
    for record in material.taken.records:
        place = material.taken.place(record.id)
        gathered[place if material.is_folder else question_words(record.question)].append(record)
    for name, records in gathered.items():
        yield _source(material, name, records)


def _source(material: Material, name: str, records: Iterable[Record]) -> Source:
    parts: list[str] = []
    starts: dict[str, int] = {}
    length = 0
    for record in records:
        begun = material.taken.shift.get(record.id, 0)
        if begun:
            length -= len(parts.pop())
        elif not material.is_folder:
            who = f"{material.taken.place(record.id)} · {material.taken.speaker(record.id).words}\n"
            parts.append(who)
            length += len(who)
        starts[record.id] = length
        parts += [record.text, "\n\n"]
        length += len(record.text) + 2
    return Source(name, "".join(parts), starts)


def _project(material: Material, sources: list[Source], identities: Identities) -> bytes:
    made = {
        "creatingUser": identities.of("user", "software"),
        "creationDateTime": f"{material.day.isoformat()}T00:00:00Z",
    }
    root = Element(
        "Project",
        {
            "xmlns": _SPACE,
            "name": _name(material.title),
            "origin": f"Commonspace {VERSION}",
            "creatingUserGUID": made["creatingUser"],
            "creationDateTime": made["creationDateTime"],
        },
    )
    user = {"guid": made["creatingUser"], "name": f"Commonspace {VERSION}"}
    SubElement(SubElement(root, "Users"), "User", user)
    _codebook(root, material, identities)
    holder = SubElement(root, "Sources")
    placed = {record: source for source in sources for record in source.starts}
    nodes = {source.name: _text_source(holder, source, identities, made) for source in sources}
    for number, statement in enumerate(material.analysis.statements, start=1):
        source = placed[statement.record_id]
        coded = statement if material.theme_of(statement) else replace(statement, theme=None)
        _selection(nodes[source.name], source, coded, number, identities, made)
    SubElement(root, "Description").text = _("Suggested by software, confirmed by nobody.")
    indent(root, " ")
    return (
        f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(root, encoding="unicode")}\n'.encode()
    )


def _codebook(root: Element, material: Material, identities: Identities) -> None:
    codes = SubElement(SubElement(root, "CodeBook"), "Codes")
    for summary in material.questions:
        name = question_words(summary.question)
        parent = _code(codes, identities.of("question", name), name, is_codable=False)
        if summary.is_for_reading:
            continue
        for theme in material.themes(summary.question):
            _theme(parent, material, theme, identities)
    kinds = _code(codes, identities.of("kinds", ""), _("What statements do"), is_codable=False)
    for kind, heading in HEADINGS.items():
        _code(kinds, identities.of("kind", kind), _(heading))


def _theme(parent: Element, material: Material, theme: Theme, identities: Identities) -> None:
    code = _code(parent, identities.of("theme", theme.key), material.label(theme))
    SubElement(code, "Description").text = clean(", ".join(theme.keywords))
    for child in material.themes(theme.question, theme.key):
        _theme(code, material, child, identities)


def _code(parent: Element, guid: str, name: str, *, is_codable: bool = True) -> Element:
    codable = str(is_codable).lower()
    return SubElement(parent, "Code", {"guid": guid, "name": _name(name), "isCodable": codable})


def _text_source(
    holder: Element, source: Source, identities: Identities, made: dict[str, str]
) -> Element:
    guid = identities.of("source", source.name)
    where = f"internal://{guid}.txt"
    return SubElement(
        holder,
        "TextSource",
        {"guid": guid, "name": _name(source.name), "plainTextPath": where, **made},
    )


def _selection(
    node: Element,
    source: Source,
    statement: Statement,
    number: int,
    identities: Identities,
    made: dict[str, str],
) -> None:
    start = source.starts[statement.record_id]
    coded = {
        "theme": identities.of("theme", statement.theme) if statement.theme else "",
        "kind": identities.of("kind", statement.kind) if statement.kind in HEADINGS else "",
    }
    if not any(coded.values()):
        return
    selection = SubElement(
        node,
        "PlainTextSelection",
        {
            "guid": identities.of("statement", number),
            "name": _name(statement.quote),
            "startPosition": str(start + statement.start),
            "endPosition": str(start + statement.end),
            **made,
        },
    )
    for sort, code in coded.items():
        if code:
            coding = SubElement(
                selection, "Coding", {"guid": identities.of(f"coding by {sort}", number), **made}
            )
            SubElement(coding, "CodeRef", {"targetGUID": code})


def _name(words: str) -> str:
    return clean(words)[:_LONGEST_NAME] or "–"
