"""What a clumsy or hostile request meets: a kind page, the same protection, no trace kept."""

import re

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse
from tests import make

from commonspace.site.views import server_trouble

pytestmark = pytest.mark.django_db

PROTECTION = (
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
    "Referrer-Policy",
    "Cross-Origin-Opener-Policy",
    "Permissions-Policy",
)


@pytest.mark.parametrize(
    ("address", "extra", "status"),
    [
        ("/en/", {}, 200),
        ("/en/privacy", {}, 301),
        ("/en/staff/", {}, 302),
        ("/en/nothing/", {}, 404),
        ("/xx/", {}, 404),
        ("/static/nothing.css", {}, 404),
        ("/en/receipt/close/", {}, 405),
        ("/en/", {"HTTP_HOST": "evil.example"}, 400),
        ("/health/", {}, 200),
    ],
)
def test_every_answer_carries_the_same_protection(client, address, extra, status):
    answer = client.get(address, **extra)

    assert answer.status_code == status
    assert [name for name in PROTECTION if name not in answer.headers] == []


def test_files_of_the_site_are_given_out_behind_the_same_protection():
    order = [name.rpartition(".")[2] for name in settings.MIDDLEWARE]
    outer = ["PrivacyMiddleware", "SecurityMiddleware", "XFrameOptionsMiddleware", "CSPMiddleware"]

    assert order[: len(outer)] == outer


@pytest.mark.parametrize("address", ["/en/receipt/close/", "/en/sign-out/"])
def test_the_address_of_a_button_says_so_when_it_is_opened(client, address):
    client.force_login(make.account())

    answer = client.get(address)

    assert answer.status_code == 405
    assert "This address opens another way" in answer.content.decode()
    assert "no-store" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("address", ["/", "/health/", "/en/", "/en/privacy/", "/en/staff/"])
def test_pages_to_read_take_nothing(client, address):
    client.force_login(make.account())

    assert client.post(address, {"words": "x"}).status_code == 405


def test_a_form_in_letters_nobody_can_read_gets_the_page_for_it():
    call = make.consultation()
    strict = Client(enforce_csrf_checks=True)
    shown = strict.get(reverse("answer", args=[call.code])).content.decode()
    seal = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', shown)
    assert seal is not None

    answer = strict.post(
        reverse("answer", args=[call.code]),
        f"csrfmiddlewaretoken={seal[1]}",
        content_type="application/x-www-form-urlencoded; charset=utf-7",
    )

    assert answer.status_code == 400
    assert "We could not read that request" in answer.content.decode()


def test_the_page_for_our_own_trouble_asks_the_database_nothing(rf, django_assert_num_queries):
    request = rf.post("/en/", data=b"broken", content_type="multipart/form-data")

    with django_assert_num_queries(0):
        answer = server_trouble(request)

    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.content.decode()


def test_reading_sets_no_cookie(client):
    call = make.consultation()
    for address in ("/", "/en/", "/en/privacy/", "/health/", reverse("call", args=[call.code])):
        assert not client.get(address).cookies


def test_health_is_asked_anew_each_time(client):
    answer = client.get("/health/")

    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")


def test_health_says_when_the_database_does_not_answer(client):
    def refuse(*_call):
        raise OperationalError("unable to open database file")

    with connection.execute_wrapper(refuse):
        answer = client.get("/health/")

    assert (answer.status_code, answer.json()) == (503, {"database": "does not answer"})
