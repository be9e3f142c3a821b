"""Curricula are read by somebody else before they are published.

The review is made where the curricula have none of their own yet. Editable afterwards in
the admin under Settings, Workflows.
"""

from django.db import migrations

NAME = "ผู้เขียนและผู้ตรวจ"
STEP = "ผู้อื่นในเครือข่ายอ่านตรวจ"
READERS = ("Trainers", "Coordinators")


def make(apps, schema_editor):
    def model(app, name):
        return apps.get_model(app, name).objects

    indexes = apps.get_model("courses", "CurriculumIndexPage").objects.all()
    free = indexes.exclude(pk__in=model("wagtailcore", "WorkflowPage").values("page"))
    if not free.exists():
        return
    kind = model("contenttypes", "ContentType").get_or_create(
        app_label="courses", model="reviewtask"
    )[0]
    task = model("courses", "ReviewTask").create(name=STEP, active=True, content_type=kind)
    for name in READERS:
        task.groups.add(model("auth", "Group").get_or_create(name=name)[0])
    workflow = model("wagtailcore", "Workflow").create(name=NAME, active=True)
    model("wagtailcore", "WorkflowTask").create(workflow=workflow, task_id=task.pk, sort_order=0)
    for index in free:
        model("wagtailcore", "WorkflowPage").create(page_id=index.pk, workflow=workflow)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0003_editors_of_pages"),
        ("courses", "0006_curriculum_uid_once"),
    ]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
