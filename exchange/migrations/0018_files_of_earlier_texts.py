from django.db import migrations


def note_what_is_attached(apps, schema_editor):
    """Until now nothing attached to a post could change: earlier texts had what it has today."""
    versions = apps.get_model("exchange", "PostVersion").objects
    files = apps.get_model("exchange", "Attachment").objects
    edited = versions.filter(post__attachments__isnull=False).values_list("post", flat=True)
    for post in edited.distinct():
        lines = [
            f"{one.title} ({one.ending.upper()})" for one in files.filter(post=post).order_by("pk")
        ]
        versions.filter(post=post).update(attached="\n".join(lines))


class Migration(migrations.Migration):

    dependencies = [
        ("exchange", "0017_edited_files"),
    ]

    operations = [
        migrations.RunPython(note_what_is_attached, migrations.RunPython.noop),
    ]
