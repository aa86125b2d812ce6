import pytest
from tests import make


@pytest.fixture
def by_mail(settings):
    """Receive mails for all calls at answers@example.org."""
    settings.COMMONSPACE_MAIL_ANSWERS = "answers@example.org"
    settings.COMMONSPACE_MAIL_SECRETS = "newest-secret,older-secret"
    settings.COMMONSPACE_URL = "https://consult.example.org"
    return settings


@pytest.fixture
def call(db, by_mail):
    return make.consultation("harbour", questions=3)
