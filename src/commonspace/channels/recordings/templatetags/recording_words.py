"""Times as people write them."""

from django import template

from commonspace.kernel import clock as times

register = template.Library()


@register.filter
def clock(seconds: float | None) -> str:
    """Return seconds as ``1:05``, empty for none."""
    return "" if seconds is None else times.clock(seconds)
