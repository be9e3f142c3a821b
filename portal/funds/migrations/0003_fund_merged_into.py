"""A fund can join another one."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("funds", "0002_first_lists")]

    operations = [
        migrations.AddField(
            model_name="fund",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                help_text=(
                    "A fund that joined another one is no longer offered; its history stays."
                ),
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged_funds",
                to="funds.fund",
                verbose_name="joined the fund",
            ),
        ),
        migrations.AddConstraint(
            model_name="fund",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("merged_into", None),
                    models.Q(("merged_into", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="funds_fund_joined_another",
                violation_error_message="A fund cannot join itself.",
            ),
        ),
    ]
