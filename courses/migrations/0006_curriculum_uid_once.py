"""No two curricula have the same key."""

import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("courses", "0005_number_editions")]

    operations = [
        migrations.AlterField(
            model_name="curriculumpage",
            name="uid",
            field=models.UUIDField(default=uuid.uuid4, editable=False, unique=True),
        ),
    ]
