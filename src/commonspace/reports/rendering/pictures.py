"""Charts as fixed pictures, for formats that cannot hold a drawing in text."""

import json
from collections.abc import Sequence

from commonspace.reports.rendering.charts import Markup
from commonspace.reports.rendering.press import press_pages

PIXELS_PER_INCH = 220


def chart_pictures(drawings: Sequence[Markup]) -> tuple[bytes, ...]:
    """Return one PNG picture a drawing, in order."""
    if not drawings:
        return ()
    return press_pages("charts.typ", json.dumps(list(drawings)), ppi=PIXELS_PER_INCH)
