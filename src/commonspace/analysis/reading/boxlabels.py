"""How a box of an example announces itself."""

import re

from commonspace.analysis.reading.hyphens import mostly_capitals
from commonspace.analysis.reading.plain import plain

_NAMES = (
    r"(?:good |best |promising )?(?:practice|example|case)s?(?: (?:study|example|in point))?"
    r"|box|story|spotlight|in focus|(?:bonne )?pratique|exemple|encadré|étude de cas|zoom"
    r"|(?:buena )?práctica|ejemplo|recuadro|cuadro|estudio de caso|caso|beispiel|kasten"
)
_LABEL = re.compile(
    rf"(?P<name>{_NAMES})(?P<number>\s+(?:n[o°º]\.?\s*)?(?:\d{{1,3}}(?:\.\d{{1,3}})?|[A-Z](?=\s*[:.–—-])))?(?P<sign>\s*[:.–—-]+)?",
    re.IGNORECASE,
)
_CAPITAL_TITLE = re.compile(r"[^a-zß-öø-ÿ:]{12,400}?:|[^a-zß-öø-ÿ:]{12,400}$")
_LOOK = 420
_PLAIN_BOXES = ("box", "encadré", "recuadro", "cuadro", "kasten")


def label(text: str) -> re.Match[str] | None:
    """Return the label that a box begins with, or ``None``.

    A label is a word such as "example" or "box" that is numbered, or stands
    before a colon or dash, or begins a title all in capitals.
    """
    head = plain(text[:_LOOK])
    found = _LABEL.match(head)
    if not found or head[found.end() : found.end() + 1].isalnum():
        return None
    sign = (found["sign"] or "").strip()
    if found["number"]:
        return found if sign or head[found.end() :].strip()[:1].isupper() else None
    if sign.startswith((":", "–", "—")):
        return found if found["name"][0].isupper() else None
    if found["name"].isupper() and len(found["name"]) > 1:
        return found if mostly_capitals(head[: found.end() + 24]) else None
    return None


def is_box_start(text: str) -> bool:
    """Whether a line begins a box."""
    found = label(text)
    return bool(found) and not re.match(r"\s*\d+\s*$", text)
