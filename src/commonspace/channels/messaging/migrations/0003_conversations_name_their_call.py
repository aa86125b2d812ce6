"""Conversations and messages name the call they are about; until now it was that of their line."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def name_the_call(apps: Apps, _schema_editor: BaseDatabaseSchemaEditor) -> None:
    line_model = apps.get_model("channel_messaging", "ServiceLine")
    for name in ("Conversation", "Message"):
        model = apps.get_model("channel_messaging", name)
        named = 0
        for line in line_model.objects.all():
            unnamed = model.objects.filter(line=line, consultation=None)
            named += unnamed.update(consultation=line.consultation_id)
        if named:
            print(f"  {name}: {named} name their call")  # noqa: T201  # a data step says what it did


class Migration(migrations.Migration):
    dependencies = [("channel_messaging", "0002_several_calls_on_a_line")]

    operations = [
        # Back again there is nothing to undo: the step before drops the columns.
        migrations.RunPython(name_the_call, migrations.RunPython.noop)
    ]
