"""The library of lessons below the front page, its review, and the first prize categories.

Made where they are missing: an installation that has a library keeps its own. Editable
afterwards in the admin (pages; Settings, Workflows; the list of prize categories).
"""

from django.db import migrations

SLUG, TITLE = "lessons", "สรุปบทเรียน"
WORKFLOW, STEP = "ผู้เขียนและผู้ตรวจบทเรียน", "วิทยากรอ่านตรวจบทเรียน"
REVIEWERS = "Trainers"
PAGE = {
    "add_page": "Can add page",
    "change_page": "Can change page",
    "publish_page": "Publish any page",
}
DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
STEPS = 4
PRIZES = (
    ("management", "บริหารจัดการกองทุนดี", "Good management of the fund"),
    ("coverage", "ดูแลคนทั้งตำบล", "Care for the whole subdistrict"),
    ("partners", "ทำงานร่วมกับท้องถิ่นและภาคี", "Working with local government and partners"),
    ("new-welfare", "สวัสดิการรูปแบบใหม่", "New kinds of welfare"),
    ("environment", "ชุมชนสะอาดและสิ่งแวดล้อม", "Clean community and environment"),
    ("young-people", "คนรุ่นใหม่ร่วมกองทุน", "Young people in the fund"),
    ("recovery", "ฟื้นกองทุนให้กลับมาเดินได้", "A fund back on its feet"),
)


def path_after(path: str) -> str:
    """The next page's path on the same step of the tree."""
    number = int(path[-STEPS:], len(DIGITS)) + 1
    digits = ""
    for _place in range(STEPS):
        number, digit = divmod(number, len(DIGITS))
        digits = DIGITS[digit] + digits
    return path[:-STEPS] + digits


def make(apps, schema_editor):
    def model(app, name):
        return apps.get_model(app, name).objects

    for position, (slug, name_th, name_en) in enumerate(PRIZES, 1):
        names = {"name_th": name_th, "name_en": name_en, "position": position}
        model("exchange", "PrizeCategory").get_or_create(slug=slug, defaults=names)
    home = model("home", "HomePage").order_by("path").first()
    if home is None or model("exchange", "LessonIndexPage").exists():
        return
    library = add_library(apps, model("wagtailcore", "Page"), home)
    let_trainers_in(model, library)
    have_it_reviewed(model, library)


def add_library(apps, pages, home):
    below = pages.filter(path__startswith=home.path, depth=home.depth + 1).order_by("path")
    last = below.last()
    taken = set(below.values_list("slug", flat=True))
    slug = SLUG if SLUG not in taken else f"{SLUG}-library"
    content_type = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
        app_label="exchange", model="lessonindexpage"
    )[0]
    library = apps.get_model("exchange", "LessonIndexPage").objects.create(
        title=TITLE,
        draft_title=TITLE,
        slug=slug,
        content_type=content_type,
        path=path_after(last.path) if last else f"{home.path}0001",
        depth=home.depth + 1,
        numchild=0,
        url_path=f"{home.url_path}{slug}/",
        locale_id=home.locale_id,
        live=True,
        show_in_menus=False,
    )
    pages.filter(pk=home.pk).update(numchild=below.count())
    return library


def let_trainers_in(model, library):
    kind = model("contenttypes", "ContentType").get_or_create(app_label="wagtailcore", model="page")
    for codename, name in PAGE.items():
        permission = model("auth", "Permission").get_or_create(
            content_type=kind[0], codename=codename, defaults={"name": name}
        )[0]
        model("wagtailcore", "GroupPagePermission").get_or_create(
            group=model("auth", "Group").get_or_create(name=REVIEWERS)[0],
            page_id=library.pk,
            permission=permission,
        )


def have_it_reviewed(model, library):
    kind = model("contenttypes", "ContentType").get_or_create(
        app_label="exchange", model="lessonreviewtask"
    )[0]
    task = model("exchange", "LessonReviewTask").create(name=STEP, active=True, content_type=kind)
    task.groups.add(model("auth", "Group").get_or_create(name=REVIEWERS)[0])
    workflow = model("wagtailcore", "Workflow").create(name=WORKFLOW, active=True)
    model("wagtailcore", "WorkflowTask").create(workflow=workflow, task_id=task.pk, sort_order=0)
    model("wagtailcore", "WorkflowPage").create(page_id=library.pk, workflow=workflow)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0004_author_and_reviewer"),
        ("exchange", "0002_lessons"),
    ]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
