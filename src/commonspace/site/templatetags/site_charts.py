"""Charts on staff pages: numbers and words in, a drawing out. Load ``reports/charts.css`` with it."""

from collections.abc import Sequence

from django import template
from django.utils.translation import get_language, get_language_info

from commonspace.reports.rendering.charts import Markup, matrix

register = template.Library()


@register.simple_tag
def matrix_chart(
    title: str, rows: Sequence[str], columns: Sequence[str], values: Sequence[Sequence[int]]
) -> Markup:
    """Draw a dot for each pair that occurs; ``values`` holds one row for each of ``rows``."""
    is_mirrored = get_language_info(get_language() or "en")["bidi"]
    return matrix(title, rows, columns, values, direction="rtl" if is_mirrored else "ltr")
