"""What was said so far is kept as the words of the call's main language."""

from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def _lines(apps: Apps) -> Any:  # noqa: ANN401  # rows as they were then, which no type knows
    model: Any = apps.get_model("channel_telephone", "Line")
    return model.objects.select_related("consultation")


def keep_in_the_main_language(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    kept = 0
    for line in _lines(apps).exclude(hours_once=""):
        line.hours = {line.consultation.default_language: line.hours_once}
        line.save(update_fields=["hours"])
        kept += 1
    if kept:
        print(f"  Line: {kept} keep their hours")  # noqa: T201  # a data step says what it did


def keep_one(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Keep the main language alone, as far as it was written; other languages are let go."""
    for line in _lines(apps):
        line.hours_once = line.hours.get(line.consultation.default_language, "")[:200]
        line.save(update_fields=["hours_once"])


class Migration(migrations.Migration):
    dependencies = [("channel_telephone", "0002_hours_in_languages")]

    operations = [migrations.RunPython(keep_in_the_main_language, keep_one)]
