"""Every address declares who it is for, and the table of addresses is known."""

from django.urls import URLPattern, URLResolver, get_resolver

from commonspace.consultations.choices import Role
from commonspace.kernel.audience import PUBLIC, RECEIPT, SIGNED_IN, audience_of

KNOWN = {PUBLIC, RECEIPT, SIGNED_IN, *Role.values}


def addresses(resolver=None, prefix=""):
    """Return every pattern of the site with its view."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from addresses(entry, prefix + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield prefix + str(entry.pattern), entry


def test_every_view_declares_its_audience():
    silent = [path for path, entry in addresses() if not audience_of(entry.callback)]

    assert silent == []


def test_audiences_are_known_words():
    strange = {
        path: audience_of(entry.callback) - KNOWN
        for path, entry in addresses()
        if audience_of(entry.callback) - KNOWN
    }

    assert strange == {}


def test_staff_addresses_are_for_members_only():
    open_doors = [
        path
        for path, entry in addresses()
        if "staff/<slug:code>" in path and not audience_of(entry.callback) <= set(Role.values)
    ]

    assert open_doors == []


def test_other_addresses_never_need_a_role():
    closed = [
        path
        for path, entry in addresses()
        if "staff/<slug:code>" not in path and audience_of(entry.callback) & set(Role.values)
    ]

    assert closed == []
