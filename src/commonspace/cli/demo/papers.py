"""The invented papers as real files, so that the demo's documents take the way of any document."""

import html
import json
import re
import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import pypandoc
import typst

from commonspace.cli.demo.shapes import Paper

PRESS = Path(__file__).parent / "data" / "paper.typ"
Block = dict[str, Any]


def paper_bytes(paper: Paper, *, language: str) -> bytes:
    """Return the file that ``paper.format`` names: pdf, docx, odt, html or txt."""
    match paper.format:
        case "pdf":
            return _pdf(paper, language)
        case "docx" | "odt":
            return _office(paper, language)
        case "html":
            return _html(paper, language).encode()
        case _:
            return f"{paper.text}\n".encode()


def blocks_of(paper: Paper) -> Iterator[Block]:
    """Yield headings, paragraphs and bullets below the title, in order."""
    for section in paper.sections:
        yield {"kind": "heading", "text": section.heading}
        lines = [line for line in section.text.splitlines() if line.strip()]
        for bulleted, group in groupby(lines, key=lambda line: line.startswith("- ")):
            if bulleted:
                yield {"kind": "bullets", "items": [line.removeprefix("- ") for line in group]}
            else:
                yield from ({"kind": "paragraph", "text": line} for line in group)


def span_of(quote: str, text: str) -> tuple[int, int] | None:
    """Return where ``text`` says ``quote``, in code points; lines may be broken otherwise."""
    found = re.search(r"\s+".join(re.escape(word) for word in quote.split()), text)
    return found.span() if found else None


def _pdf(paper: Paper, language: str) -> bytes:
    words = {"title": paper.title, "language": language, "blocks": list(blocks_of(paper))}
    made = typst.compile(PRESS.read_bytes(), format="pdf", sys_inputs={"paper": json.dumps(words)})
    return bytes(made)


def _office(paper: Paper, language: str) -> bytes:
    tree = {
        "pandoc-api-version": [1, 23],
        "meta": {
            "title": {"t": "MetaInlines", "c": _inlines(paper.title)},
            "lang": {"t": "MetaString", "c": language},
            "dir": {"t": "MetaString", "c": "rtl" if language == "ar" else "ltr"},
        },
        "blocks": [_node(block) for block in blocks_of(paper)],
    }
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"paper.{paper.format}"
        pypandoc.convert_text(json.dumps(tree), paper.format, format="json", outputfile=str(path))
        return path.read_bytes()


def _node(block: Block) -> Block:
    match block["kind"]:
        case "heading":
            return {"t": "Header", "c": [1, ["", [], []], _inlines(block["text"])]}
        case "paragraph":
            return {"t": "Para", "c": _inlines(block["text"])}
        case _:
            items = [[{"t": "Plain", "c": _inlines(item)}] for item in block["items"]]
            return {"t": "BulletList", "c": items}


def _inlines(text: str) -> list[Block]:
    return [{"t": "Str", "c": text}]


def _html(paper: Paper, language: str) -> str:
    direction = "rtl" if language == "ar" else "ltr"
    body = "\n".join(_element(block) for block in blocks_of(paper))
    title = html.escape(paper.title)
    return (
        f'<!doctype html>\n<html lang="{language}" dir="{direction}">\n'
        f'<head><meta charset="utf-8"><title>{title}</title></head>\n'
        f"<body>\n<h1>{title}</h1>\n{body}\n</body>\n</html>\n"
    )


def _element(block: Block) -> str:
    match block["kind"]:
        case "heading":
            return f"<h2>{html.escape(block['text'])}</h2>"
        case "paragraph":
            return f"<p>{html.escape(block['text'])}</p>"
        case _:
            items = "\n".join(f"<li>{html.escape(item)}</li>" for item in block["items"])
            return f"<ul>\n{items}\n</ul>"
