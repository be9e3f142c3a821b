from django.db import migrations, models
from django.utils import timezone


def told_already(apps, schema_editor):
    apps.get_model("exchange", "Mention").objects.update(told_at=timezone.now())


class Migration(migrations.Migration):

    dependencies = [
        ('exchange', '0018_files_of_earlier_texts'),
    ]

    operations = [
        migrations.AddField(
            model_name='mention',
            name='told_at',
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.RunPython(told_already, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name='mention',
            index=models.Index(condition=models.Q(('told_at', None)), fields=['post'], name='exchange_mentions_to_tell'),
        ),
    ]
