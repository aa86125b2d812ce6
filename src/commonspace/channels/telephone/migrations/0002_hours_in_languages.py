"""When somebody answers is said in each language of a call; until now it was one text."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("channel_telephone", "0001_initial")]

    operations = [
        migrations.RenameField("line", "hours", "hours_once"),
        migrations.AddField(
            "line",
            "hours",
            models.JSONField(blank=True, default=dict, verbose_name="when somebody answers"),
        ),
    ]
