"""Addresses people give: mended where blanks crept in, refused where they would do harm."""

import re
from collections import defaultdict
from collections.abc import Iterable
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from commonspace.synthesis.models import Resource

SCHEMES = frozenset({"http", "https", "mailto"})
LONGEST = 2000
_BLANK = re.compile(r"[\s\u200b\u00ad\ufeff]+")
_DOI = re.compile(r"^(?:https?://)?(?:dx\.|www\.)?doi\.org/|^doi:\s*", re.IGNORECASE)
_DOI_INSIDE = re.compile(r"/(10\.\d{4,9}/[^\s?#]+)")
_TRACKING = re.compile(
    r"^(?:utm_.+|mc_[ce]id|fbclid|gclid|msclkid|gclsrc|dclid|yclid|igshid|_ga|_gl|_hs.+|ref_src|source_location)$"
)
_FIRST_PAGES = re.compile(r"/(?:index|default|home)\.(?:html?|php|aspx?|jsp)$", re.IGNORECASE)
_BARE = re.compile(r"(?:www\.|[\w-]+(?:\.[\w-]+)+(?:/|$))", re.IGNORECASE)


def mended_link(given: str) -> str:
    """Return an address without the blanks of line breaks, with the scheme it needs.

    Raises:
        ValidationError: If it is no address for the web or for mail.
    """
    link = _BLANK.sub("", given).strip("<>")
    if "@" in link and "/" not in link and ":" not in link:
        link = f"mailto:{link}"
    elif "://" not in link and _BARE.match(link):
        link = f"https://{link}"
    try:
        parts = urlsplit(link)
    except ValueError:
        parts = urlsplit("")
    whole = bool(parts.netloc) if parts.scheme in {"http", "https"} else "@" in parts.path
    if parts.scheme not in SCHEMES or not whole or len(link) > LONGEST:
        raise ValidationError(
            _(
                "“%(link)s” is no address we can link to. It should begin with https://, http:// or mailto:."
            ),
            params={"link": given[:80]},
        )
    return link


def may_be_linked(link: str) -> bool:
    """Tell whether an address leads to the web or to mail, whoever wrote it down."""
    try:
        return urlsplit(link).scheme in SCHEMES
    except ValueError:
        return False


def address_key(link: str) -> str:
    """Return what two spellings of one address have in common.

    Put aside are the scheme, ``www.`` and ``m.``, the usual ports, a slash or a first page at the
    end, the place on the page, what only tells how a reader came there, and the order of
    parameters. A DOI is one address whatever site resolves it. Capitals count in paths.
    """
    given = _BLANK.sub("", link).strip("<>")
    doi = _doi_in(given)
    if doi:
        return f"doi:{doi}"
    try:
        parts = urlsplit(given if "://" in given else f"//{given.removeprefix('mailto:')}")
        port = f":{parts.port}" if parts.port not in {None, 80, 443} else ""
    except ValueError:
        return given.casefold()
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    path = _FIRST_PAGES.sub("", unquote(parts.path)).rstrip("/")
    asked = sorted(
        pair
        for pair in parse_qsl(parts.query, keep_blank_values=True)
        if not _TRACKING.match(pair[0])
    )
    who = f"{parts.username}@" if parts.username else ""
    shown = f"#{parts.fragment}" if parts.fragment.startswith(("!", "/")) else ""
    return f"{who}{host}{port}{path}" + (f"?{urlencode(asked)}" if asked else "") + shown


def _doi_in(link: str) -> str:
    """Return the DOI an address leads to, caseless as DOIs are, or nothing."""
    if _DOI.match(link):
        return unquote(_DOI.sub("", link)).casefold().rstrip("/.")
    inside = _DOI_INSIDE.search(unquote(link))
    return inside[1].casefold().rstrip("/.") if inside and "/doi" in link.casefold() else ""


def same_addresses(resources: Iterable[Resource]) -> dict[object, list[Resource]]:
    """Return for each resource the others that give one of its addresses."""
    holders: dict[str, list[Resource]] = defaultdict(list)
    for resource in resources:
        for key in {address_key(link) for link in resource.links}:
            holders[key].append(resource)
    found: dict[object, list[Resource]] = defaultdict(list)
    for together in holders.values():
        for one in together:
            found[one.pk] += [
                other for other in together if other.pk != one.pk and other not in found[one.pk]
            ]
    return {key: others for key, others in found.items() if others}
