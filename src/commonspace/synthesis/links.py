"""Addresses people give: mended where blanks crept in, refused where they would do harm."""

import re
from collections import defaultdict
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from commonspace.synthesis.models import Resource

SCHEMES = frozenset({"http", "https", "mailto"})
LONGEST = 2000
_BLANK = re.compile(r"[\s\u200b\u00ad\ufeff]+")
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
    """Return what two spellings of one address have in common."""
    return link.casefold().split("://", 1)[-1].removeprefix("www.").rstrip("/#")


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
