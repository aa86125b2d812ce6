"""Addresses are mended or refused; one address given twice is found."""

import pytest
from django.core.exceptions import ValidationError

from commonspace.synthesis.countries import country_code
from commonspace.synthesis.likeness import near_equal
from commonspace.synthesis.links import address_key, mended_link, same_addresses
from commonspace.synthesis.models import Resource


@pytest.mark.parametrize(
    ("given", "mended"),
    [
        ("https://example.org/a", "https://example.org/a"),
        (" <http://example.org/a b> ", "http://example.org/ab"),
        ("https://example.org/long-\nname.pdf", "https://example.org/long-name.pdf"),
        ("www.example.org", "https://www.example.org"),
        ("example.org/paper", "https://example.org/paper"),
        ("ada@example.org", "mailto:ada@example.org"),
    ],
)
def test_mended_link_mends(given, mended):
    assert mended_link(given) == mended


@pytest.mark.parametrize(
    "given",
    [
        "javascript:alert(1)", "java\nscript:alert(1)", "data:text/html,x", "ftp://example.org/x",
        "file:///etc/passwd", "https://", "mailto:", "nothing", "http://[", "vbscript:x", "//example.org",
        "https://example.org/" + "a" * 3000,
    ],
)  # fmt: skip
def test_mended_link_refuses(given):
    with pytest.raises(ValidationError):
        mended_link(given)


def test_address_key_is_one_for_spellings_of_one_address():
    spellings = ["http://www.example.org/", "https://example.org", "HTTPS://Example.org/#"]

    assert {address_key(one) for one in spellings} == {"example.org"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://example.org/a/", "https://www.example.org/a?utm_source=mail&fbclid=1"),
        ("https://example.org/a?b=1&c=2", "https://m.example.org:443/a?c=2&b=1#part"),
        ("https://example.org/index.html", "example.org"),
        ("https://example.org/a%20b", "https://example.org/a b".replace(" ", "%20")),
        ("https://doi.org/10.1000/ABC.1", "http://dx.doi.org/10.1000/abc.1"),
        ("doi:10.1000/abc.1", "https://publisher.example.com/doi/full/10.1000/abc.1"),
        ("mailto:ada@example.org", "ada@example.org"),
    ],
)
def test_one_address_written_in_two_ways_has_one_key(one, other):
    assert address_key(one) == address_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/watch?v=aB", "https://example.org/watch?v=Ab"),
        ("https://example.org/A", "https://example.org/a"),
        ("https://example.org/#/a", "https://example.org/#/b"),
        ("https://a.example.org/", "https://b.example.org/"),
        ("https://doi.org/10.1000/abc.1", "https://doi.org/10.1000/abc.2"),
        ("http://[", "https://example.org"),
    ],
)
def test_two_addresses_keep_two_keys(one, other):
    assert address_key(one) != address_key(other)


def test_same_addresses_names_the_others():
    one = Resource(title="One", links=["http://example.org/"])
    two = Resource(title="Two", links=["https://www.example.org", "https://other.example"])
    three = Resource(title="Three", links=["https://third.example"])

    assert same_addresses([one, two, three]) == {one.pk: [two], two.pk: [one]}


def test_near_equal_finds_what_is_listed_twice():
    texts = [
        (1, "Data collection on migration;"), (2, "Provide language classes"),
        (3, "Data collection on migration."), (4, ""), (5, ""),
    ]  # fmt: skip

    assert near_equal(texts) == {1: [3], 3: [1]}


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("ph", "PH"),
        ("Philippines", "PH"),
        ("Maroc", "MA"),
        ("España", "ES"),
        ("مصر", "EG"),
        ("Atlantis", ""),
        ("zz9", ""),
    ],
)
def test_country_code_knows_names_in_four_languages(written, code):
    assert country_code(written) == code
