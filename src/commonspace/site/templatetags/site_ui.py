"""Small tags that every page may use: marks, states, dates, ways through the site."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel.core import Locale
from babel.dates import get_timezone_location
from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template.context import Context
from django.templatetags.static import static
from django.urls import NoReverseMatch, resolve, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import (
    get_language,
    get_language_from_path,
    get_language_info,
    to_locale,
)
from django.utils.translation import gettext as _

from commonspace.consultations.access import roles_in
from commonspace.kernel.audience import audience_of
from commonspace.site.navigation import ROOMS

register = template.Library()

STATES = ("received", "work", "settled", "protected")


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw a sign from our sprite; with a label it speaks, without one it is decoration."""
    address = f"{static('site/icons.svg')}#{name}"
    if not label:
        return format_html(
            '<svg class="icon" aria-hidden="true"><use href="{}"></use></svg>', address
        )
    return format_html(
        '<svg class="icon" role="img" aria-label="{}"><use href="{}"></use></svg>', label, address
    )


@register.simple_tag
def directed_icon(name: str) -> SafeString:
    """Draw a sign that points along the line of reading, so it turns with the script."""
    address = f"{static('site/icons.svg')}#{name}"
    return format_html(
        '<svg class="icon directed" aria-hidden="true"><use href="{}"></use></svg>', address
    )


@register.simple_tag
def brand_mark() -> SafeString:
    """Draw the mark of Commonspace; the name stands beside it, so it stays silent."""
    return format_html(
        '<svg class="mark" aria-hidden="true"><use href="{}#mark"></use></svg>',
        static("site/icons.svg"),
    )


@register.simple_tag
def state_badge(state: str, label: str) -> SafeString:
    """Say a state by word, shape and colour.

    Raises:
        ValueError: If ``state`` is not one of the four states of the design.
    """
    if state not in STATES:
        raise ValueError(state)
    return format_html('<span class="badge {}">{} {}</span>', state, icon(state), label)


@register.simple_tag
def count_link(count: int, url: str, label: str) -> SafeString:
    """Show a number as a way to the things it counts."""
    return format_html('<a class="count" href="{}"><b>{}</b> {}</a>', url, count, label)


@register.simple_tag
def receipt_code(code: str) -> SafeString:
    """Show a receipt code in its groups, and spell it out for those who listen."""
    groups = code.split("-")
    shown = format_html_join(
        SafeString('<span class="join">-</span>'),
        '<span class="group">{}</span>',
        ((group,) for group in groups),
    )
    spoken = ", ".join(" ".join(group) for group in groups)
    return format_html(
        '<span class="receipt-code" aria-hidden="true">{}</span>'
        '<span class="visually-hidden">{}</span>',
        shown,
        spoken,
    )


@register.simple_tag
def stability_dots(held: int, tries: int = 5) -> SafeString:
    """Show in how many of the repeated runs a theme came back."""
    words = _("stable in %(held)s of %(tries)s runs") % {"held": held, "tries": tries}
    return format_html(
        '<span class="stability"><span class="dots" aria-hidden="true">{}</span> {}</span>',
        "●" * held + "○" * (tries - held),
        words,
    )


@register.simple_tag
def day(value: date | datetime | None) -> SafeString | str:
    """Write a date in the reader's language."""
    if value is None:
        return ""
    local = timezone.localtime(value) if isinstance(value, datetime) else value
    words = date_format(local, "DATE_FORMAT")
    return format_html('<time datetime="{}">{}</time>', f"{local:%Y-%m-%d}", words)


@register.simple_tag
def moment(value: datetime | None, zone: str = "") -> SafeString | str:
    """Write a date and time in the reader's language, and say whose clock it is.

    Args:
        value: Timezone-aware instant.
        zone: IANA name of the clock to use, as in ``Asia/Manila``; the site's own if empty.
    """
    if value is None:
        return ""
    name = zone or timezone.get_current_timezone_name()
    local = value.astimezone(ZoneInfo(name))
    written = _("%(date)s, %(time)s (%(place)s time)") % {
        "date": date_format(local, "DATE_FORMAT"),
        "time": date_format(local, "H:i"),
        "place": clock_place(name),
    }
    return format_html('<time datetime="{}">{}</time>', local.isoformat(), written)


@register.filter
def clock_place(zone: str) -> str:
    """Name the place whose clock a time zone is, in the reader's language."""
    if zone in {"UTC", "Etc/UTC"}:
        return "UTC"
    locale = Locale.parse(to_locale(get_language() or settings.LANGUAGE_CODE))
    return str(get_timezone_location(zone, locale=locale, return_city=True))


@register.inclusion_tag("_languages.html", takes_context=True)
def language_links(context: Context, codes: Iterable[str] | None = None) -> dict[str, Any]:
    """List this page in the other languages, each named in itself.

    Args:
        context: The page's context; without a request nothing is listed.
        codes: Languages to offer; all the site speaks if not given.
    """
    request = context.get("request")
    if request is None:
        return {"languages": []}
    here = request.get_full_path()
    spoken = [code for code, _name in settings.LANGUAGES]
    offered = [code for code in spoken if not codes or code in codes]
    links = [_language_link(request, code) for code in offered]
    return {"languages": [link for link in links if link["current"] or link["url"] != here]}


def _language_link(request: HttpRequest, code: str) -> dict[str, Any]:
    about = get_language_info(code)
    return {
        "code": code,
        "name": about["name_local"],
        "direction": "rtl" if about["bidi"] else "ltr",
        "url": _address_in(request, code),
        "current": code == get_language(),
    }


def _address_in(request: HttpRequest, code: str) -> str:
    """Return the page's address in another language: only its first part tells the language."""
    here = request.get_full_path()
    spoken = get_language_from_path(request.path_info)
    if spoken is None or request.resolver_match is None:
        return here
    return here.replace(f"/{spoken}/", f"/{code}/", 1)


@register.inclusion_tag("_consultation_tabs.html", takes_context=True)
def consultation_tabs(context: Context, current: str = "") -> dict[str, Any]:
    """List the rooms of the page's consultation and mark the one the reader is in.

    Args:
        context: The page's context; the consultation is ``consultation`` or stands on the request.
        current: Key of the room in ``site.navigation.ROOMS``.
    """
    consultation = context.get("consultation") or getattr(
        context.get("request"), "consultation", None
    )
    if consultation is None:
        return {"tabs": []}
    request = context.get("request")
    roles = roles_in(request.user, consultation) if request is not None else frozenset()
    tabs = []
    for room in ROOMS:
        try:
            url = reverse(room.url_name, kwargs={"code": consultation.code})
        except NoReverseMatch:
            continue  # this room is not part of the installation
        if roles and not roles & audience_of(resolve(url).func):
            continue  # a room this reader cannot open
        tabs.append({"label": room.label, "url": url, "current": room.key == current})
    return {"tabs": tabs}
