import pytest
from tests import make
from tests.channels.messaging.saying import deliver
from tests.channels.messaging.servers import services


@pytest.fixture
def stub(settings):
    with services() as running:
        settings.COMMONSPACE_META_API = running.url
        settings.COMMONSPACE_TELEGRAM_API = running.url
        settings.COMMONSPACE_SMS_API = running.url
        settings.COMMONSPACE_URL = "http://testserver"
        yield running


@pytest.fixture
def call(db):
    return make.consultation("harbour", questions=3)


@pytest.fixture
def say(client, stub, django_capture_on_commit_callbacks):
    """Deliver something and let the worker do its part; return what we answered."""

    def said(line, body: bytes) -> str:
        before = len(stub.texts)
        with django_capture_on_commit_callbacks(execute=True):
            assert deliver(client, line, body).status_code == 200
        return "\n".join(stub.texts[before:])

    return said
