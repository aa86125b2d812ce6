"""Forms of the share kit, filled in the way people fill them in."""

import io
from collections.abc import Mapping

from django.conf import settings
from docx import Document

from commonspace.sharing.answerform import leaflets_of
from commonspace.sharing.leaflets import Leaflet, Sort
from commonspace.sharing.links import Copy
from commonspace.sharing.printing.word import leaflet_docx
from commonspace.sharing.words import form_leaflet

TERMS = ("naming:organisation", "publish:yes")
WHO = {
    "about:name": "Grace Otieno",
    "about:organisation": "Net Menders",
    "about:place": "Kisumu, Kenya",
    "about:contact": "grace@example.org",
}


def answer_form(call, language: str = "en") -> Leaflet:
    """Return the form as the kit prints it, with a network's own link on it."""
    root = f"{settings.COMMONSPACE_URL}/"
    return form_leaflet(
        Copy(consultation=call, language=language, root=root, token="abcdefgh")  # noqa: S106  # of a link
    )


def keys(call) -> list[str]:
    """Return the names of the places for answers, the general one last."""
    fields = [one for one in leaflets_of(call)[0].blocks if one.sort is Sort.FIELD]
    return [one.key for one in fields if one.key.startswith("answer:")]


def filled_docx(leaflet: Leaflet, values: Mapping[str, str], ticks=TERMS) -> bytes:
    """Write over what stands in the fields, tick the boxes, save."""
    document = Document(io.BytesIO(leaflet_docx(leaflet)))
    for control in document.element.body.iter("{*}sdt"):
        tag = control.find("{*}sdtPr/{*}tag")
        key = tag.get(tag.nsmap["w"].join("{}") + "val")
        texts = list(control.iter("{*}t"))
        if key in values:
            _write(texts[0], values[key])
        elif key in ticks:
            texts[0].text = "☒"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_line_after(docx: bytes, words: str, line: str) -> bytes:
    """Type a line under the paragraph that holds ``words``, outside every field."""
    document = Document(io.BytesIO(docx))
    place = next(one for one in document.paragraphs if words in one.text)
    made = document.add_paragraph(line)
    place._p.addnext(made._p)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _write(text, words: str) -> None:
    first, *others = words.split("\n")
    text.text = first
    run = text.getparent()
    for line in others:
        for tag, said in (("br", None), ("t", line)):
            made = run.makeelement(text.tag.replace("}t", "}" + tag))
            made.text = said
            run.append(made)
