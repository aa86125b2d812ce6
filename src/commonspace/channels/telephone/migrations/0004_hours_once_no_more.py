"""The one text of before is not needed any more: its words are kept."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("channel_telephone", "0003_hours_keep_their_words")]

    operations = [
        # Back again the column is empty at first; the step before fills it.
        migrations.AlterField(
            "line",
            "hours_once",
            models.CharField(max_length=200, blank=True, default=""),
        ),
        migrations.RemoveField("line", "hours_once"),
    ]
