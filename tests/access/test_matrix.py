"""Every address, every role, every method: nobody gets more than the table says.

``audiences.txt`` is the table. A new address, or one that is for others now, fails here until
the table says so too.
"""

import re
from pathlib import Path

import pytest
from django.urls import reverse
from tests import make
from tests.architecture.test_audiences import addresses

from commonspace.consultations.choices import Role
from commonspace.kernel.audience import audience_of

pytestmark = pytest.mark.django_db

TABLE = Path(__file__).parent / "audiences.txt"
RARE = ("head", "options", "put", "patch", "delete")
METHODS = ("get", "post", *(pytest.param(method, marks=pytest.mark.slow) for method in RARE))
STAFF = [(path, entry) for path, entry in addresses() if "staff/<slug:code>" in path]


def table() -> dict[str, frozenset[str]]:
    rows = (line.split("\t") for line in TABLE.read_text().splitlines() if line)
    return {path: frozenset(names.split(" ")) for path, names in rows}


def arguments(entry, path: str, code: str) -> dict[str, object]:
    """Return values of the right type that name nothing that exists, but for the code."""
    found: dict[str, object] = {}
    for kind, name in re.findall(r"<(?:(\w+):)?(\w+)>", path):
        if name == "code":
            found[name] = code
        elif kind == "int":
            found[name] = 987654
        elif kind == "uuid":
            found[name] = "00000000-0000-4000-8000-000000000000"
        else:
            found[name] = "nothing"
    return found


def body(response, *addresses_: str) -> str:
    """Return a page without what differs by address or by visit."""
    text = response.content.decode()
    for address in addresses_:
        text = text.replace(address.partition("/staff/")[2], "")
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"|"X-CSRFToken": "\w+"', "", text)


def test_the_table_names_every_address_and_its_audience():
    actual = {path: audience_of(entry.callback) for path, entry in addresses()}

    assert actual == table()


@pytest.mark.parametrize("method", METHODS)
def test_strangers_are_asked_to_sign_in_whether_a_page_exists_or_not(client, method):
    call = make.consultation()
    for path, entry in STAFF:
        for code in (call.code, "no-such-call"):
            address = reverse(entry.name, kwargs=arguments(entry, path, code))
            response = getattr(client, method)(address)
            assert (response.status_code, "/sign-in/" in response.get("Location", "")) == (
                302,
                True,
            ), address


@pytest.mark.parametrize("role", Role.values)
@pytest.mark.parametrize("method", METHODS)
def test_a_page_of_another_role_looks_as_if_it_were_not_there(client, role, method):
    call, other = make.consultation(), make.consultation()
    member = make.member(call, role)
    client.force_login(member)
    for path, entry in STAFF:
        allowed = role in audience_of(entry.callback)
        own = reverse(entry.name, kwargs=arguments(entry, path, call.code))
        foreign = reverse(entry.name, kwargs=arguments(entry, path, other.code))
        missing = reverse(entry.name, kwargs=arguments(entry, path, "no-such-call"))
        refused, absent = getattr(client, method)(foreign), getattr(client, method)(missing)
        assert (refused.status_code, absent.status_code) == (404, 404), foreign
        assert body(refused, foreign, other.code) == body(absent, missing, "no-such-call"), foreign
        if not allowed:
            assert getattr(client, method)(own).status_code == 404, own


def test_former_staff_see_nothing_any_more(client):
    call = make.consultation()
    member = make.member(call)
    client.force_login(member)
    member.memberships.all().delete()

    for path, entry in STAFF:
        address = reverse(entry.name, kwargs=arguments(entry, path, call.code))
        assert client.get(address).status_code == 404, address


def test_roles_open_what_is_theirs(client):
    call = make.consultation()
    for role in Role.values:
        client.force_login(make.member(call, role))
        for path, entry in STAFF:
            if role in audience_of(entry.callback) and path.count("<") == 1:
                address = reverse(entry.name, kwargs={"code": call.code})
                assert client.get(address).status_code in {200, 302, 405}, address
