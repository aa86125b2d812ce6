"""The hours of the telephone, which were one text, become words in a language, and back."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from tests import make

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
APP = "channel_telephone"


def migrated(name: str):
    executor = MigrationExecutor(connection)
    executor.migrate([(APP, name)])
    return executor.loader.project_state([(APP, name)]).apps.get_model(APP, "Line")


def test_hours_keep_their_words_on_the_way_there_and_back(capsys):
    call = make.consultation("harbour")
    silent = make.consultation("quay")
    before = migrated("0001_initial")
    before.objects.create(consultation_id=call.pk, hours="Monday, 9 to 12")
    before.objects.create(consultation_id=silent.pk, number="+63 2 555 0100")

    try:
        after = migrated("0004_hours_once_no_more")

        assert "1 keep their hours" in capsys.readouterr().out
        assert after.objects.get(consultation_id=call.pk).hours == {"en": "Monday, 9 to 12"}
        assert after.objects.get(consultation_id=silent.pk).hours == {}

        again = migrated("0001_initial")
        assert again.objects.get(consultation_id=call.pk).hours == "Monday, 9 to 12"
    finally:
        migrated("0004_hours_once_no_more")
