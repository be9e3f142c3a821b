"""Gives every curriculum its own key, and the texts published until now their numbers."""

import uuid

from django.db import migrations


def make(apps, schema_editor):
    revisions = apps.get_model("wagtailcore", "Revision").objects
    editions = apps.get_model("courses", "Edition").objects
    taught = apps.get_model("courses", "Workshop").objects.exclude(edition=None)
    for page in apps.get_model("courses", "CurriculumPage").objects.order_by("pk"):
        page.uid = uuid.uuid4()
        page.save(update_fields=["uid"])
        published = set(taught.filter(curriculum_id=page.pk).values_list("edition", flat=True))
        published.add(page.live_revision_id)
        known = revisions.filter(pk__in=published - {None}).order_by("created_at", "pk")
        for number, (pk, written) in enumerate(known.values_list("pk", "created_at"), 1):
            live = pk == page.live_revision_id
            editions.create(
                page_id=page.pk,
                revision_id=pk,
                number=number,
                published_at=(page.last_published_at if live else None) or written,
            )


class Migration(migrations.Migration):
    dependencies = [("courses", "0004_curricula_programmes_editions")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
