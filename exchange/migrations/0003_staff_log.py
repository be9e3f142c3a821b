"""The staff log, with triggers that refuse every change of a row, however it is asked for."""

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

SQLITE = """
    CREATE TRIGGER exchange_staff_log_no_{verb} BEFORE {verb} ON exchange_staffnote
    BEGIN SELECT RAISE(ABORT, 'the staff log is never changed'); END
"""
POSTGRESQL = [
    """
    CREATE FUNCTION exchange_staff_log_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'the staff log is never changed'
    USING ERRCODE = 'integrity_constraint_violation'; END $$
    """,
    """
    CREATE TRIGGER exchange_staff_log_never_changed BEFORE UPDATE OR DELETE
    ON exchange_staffnote FOR EACH ROW EXECUTE FUNCTION exchange_staff_log_refuse()
    """,
]


def guard(apps, schema_editor):
    sqlite = [SQLITE.format(verb=verb) for verb in ("UPDATE", "DELETE")]
    statements = {"sqlite": sqlite, "postgresql": POSTGRESQL}
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def unguard(apps, schema_editor):
    # SQLite drops the triggers together with the table.
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION exchange_staff_log_refuse CASCADE")


class Migration(migrations.Migration):

    dependencies = [
        ('exchange', '0002_lessons'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='StaffNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='when')),
                ('by_name', models.CharField(blank=True, editable=False, max_length=200, verbose_name='who')),
                ('action', models.CharField(choices=[('held', 'hidden until checked, after reports'), ('kept', 'left as it is'), ('hidden', 'hidden'), ('edited', 'changed with a note'), ('version_hidden', 'an earlier version hidden'), ('version_shown', 'an earlier version shown again'), ('warned', 'warned'), ('silenced', 'may read, not write'), ('suspended', 'may not sign in'), ('lifted', 'sanction lifted'), ('upheld', 'sanction upheld after an appeal'), ('locked', 'closed for replies'), ('unlocked', 'opened for replies again'), ('pinned', 'pinned'), ('unpinned', 'unpinned'), ('moved', 'moved'), ('merged', 'put together with another topic'), ('split', 'part made a topic of its own')], editable=False, max_length=20, verbose_name='what was done')),
                ('about_kind', models.CharField(editable=False, max_length=100)),
                ('about_id', models.BigIntegerField(editable=False, null=True)),
                ('about_name', models.CharField(editable=False, max_length=250, verbose_name='about')),
                ('link', models.CharField(blank=True, editable=False, max_length=300)),
                ('reason', models.TextField(blank=True, editable=False, verbose_name='reason')),
                ('by', models.ForeignKey(db_constraint=False, editable=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'row of the staff log',
                'verbose_name_plural': 'staff log',
                'ordering': ['-at', '-pk'],
                'base_manager_name': 'objects',
                'indexes': [models.Index(fields=['-at', '-id'], name='exchange_staff_log_newest'), models.Index(fields=['about_kind', 'about_id'], name='exchange_staff_log_about')],
            },
        ),
        migrations.RunPython(guard, unguard),
    ]
