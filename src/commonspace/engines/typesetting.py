"""The typesetter, kept on a short lead: our templates, our fonts, no files, no network.

A document reaches its template as one JSON string, never as mark-up, so no words in it are ever
read as instructions.
"""

import datetime as dt
import json
import re
import tempfile
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar, Final

import typst
from django.utils.translation import gettext as _

from commonspace.kernel.errors import CommonspaceError

FONT_FOLDERS: Final = (
    "/usr/share/fonts/truetype/noto",
    "/usr/share/fonts/opentype/noto",
    "/usr/share/fonts/noto",
    "/usr/local/share/fonts",
    "/usr/share/fonts/truetype/liberation",
    "/usr/share/fonts/truetype/dejavu",
)

_NO_FONT: Final = re.compile(r'the text `"(.+?)"` could not be displayed')


class NotTypesetError(CommonspaceError):
    """The typesetter refused a page; what it said is the cause."""

    code: ClassVar[str] = "not-typeset"


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    """Return the fonts of this machine, read once a process."""
    folders = [folder for folder in FONT_FOLDERS if Path(folder).is_dir()]
    return typst.Fonts(
        include_system_fonts=not folders, include_embedded_fonts=True, font_paths=folders
    )


def press_pdf(source: bytes, document: str, *, day: dt.date) -> bytes:
    """Return a tagged PDF/UA-1 file; the same document and day give the same bytes.

    Raises:
        NotTypesetError: If the typesetter refuses, for instance for want of a title.
    """
    moment = dt.datetime.combine(day, dt.time(), tzinfo=dt.UTC)
    made = _press(
        source,
        document,
        lambda compiler: compiler.compile(format="pdf", pdf_standards="ua-1", timestamp=moment),
    )
    return bytes(made)


def press_pages(source: bytes, document: str, *, ppi: int) -> tuple[bytes, ...]:
    """Return every page as a PNG picture.

    Raises:
        NotTypesetError: If the typesetter refuses.
    """
    made = _press(source, document, lambda compiler: compiler.compile(format="png", ppi=ppi))
    return (made,) if isinstance(made, bytes) else tuple(made)


def press_query(source: bytes, document: str, selector: str) -> list[dict[str, Any]]:
    """Return what a template tells of itself, such as where a field stands: the values of metadata.

    Raises:
        NotTypesetError: If the typesetter refuses.
    """
    found = _press(source, document, lambda compiler: compiler.query(selector, field="value"))
    return list(json.loads(found))


def _press(source: bytes, document: str, make: Callable[[Any], Any]) -> Any:  # noqa: ANN401  # the library returns either
    with tempfile.TemporaryDirectory(prefix="press-") as empty:
        try:
            compiler = typst.Compiler(
                input=source,
                root=empty,
                font_paths=fonts(),
                ignore_system_fonts=True,
                sys_inputs={"document": document},
                package_path=empty,
                package_cache_path=empty,
            )
            return make(compiler)
        except typst.TypstError as refused:
            raise NotTypesetError(_why(str(refused))) from refused


def _why(refusal: str) -> str:
    """Say why the typesetter refused; letters without a font are what happens in practice."""
    missing = _NO_FONT.search(refusal)
    if not missing:
        return _("This page could not be typeset.")
    return _(
        "No font on this machine has the letter “%(letter)s”. Install fonts for its script, such as "
        "those of the Noto family, and try again."
    ) % {"letter": missing[1]}
