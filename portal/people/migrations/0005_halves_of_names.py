from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0004_first_consent_texts")]

    operations = [
        migrations.RemoveField(model_name="person", name="sound_key"),
        migrations.AddField(
            model_name="person",
            name="sound_head",
            field=models.CharField(db_index=True, default="", editable=False, max_length=200),
        ),
        migrations.AddField(
            model_name="person",
            name="sound_tail",
            field=models.CharField(db_index=True, default="", editable=False, max_length=200),
        ),
    ]
