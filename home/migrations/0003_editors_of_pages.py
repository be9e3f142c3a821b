"""What trainers and coordinators may do with pages, pictures and documents in the admin.

Trainers write and publish curricula; coordinators every page of the site. Editable
afterwards in the admin under Settings, Groups.
"""

from django.db import migrations

PAGE = {
    "add_page": "Can add page",
    "change_page": "Can change page",
    "publish_page": "Publish any page",
}
PAGES = {
    "Trainers": ("courses", "curriculumindexpage"),
    "Coordinators": ("home", "homepage"),
}
FILES = (
    ("wagtailimages", "image", "add_image", "Can add image"),
    ("wagtailimages", "image", "choose_image", "Can choose image"),
    ("wagtaildocs", "document", "add_document", "Can add document"),
    ("wagtaildocs", "document", "choose_document", "Can choose document"),
)


def grant(apps, schema_editor):
    def permission(app, model, codename, name):
        kind = apps.get_model("contenttypes", "ContentType").objects.get_or_create(
            app_label=app, model=model
        )[0]
        return apps.get_model("auth", "Permission").objects.get_or_create(
            content_type=kind, codename=codename, defaults={"name": name}
        )[0]

    root = apps.get_model("wagtailcore", "Collection").objects.get(depth=1)
    for group_name, (app, model) in PAGES.items():
        group = apps.get_model("auth", "Group").objects.get_or_create(name=group_name)[0]
        group.permissions.add(
            permission("wagtailadmin", "admin", "access_admin", "Can access Wagtail admin")
        )
        pages = apps.get_model("wagtailcore", "Page").objects.filter(
            content_type__app_label=app, content_type__model=model
        )
        for page in pages:
            for codename, name in PAGE.items():
                apps.get_model("wagtailcore", "GroupPagePermission").objects.get_or_create(
                    group=group,
                    page=page,
                    permission=permission("wagtailcore", "page", codename, name),
                )
        for file in FILES:
            apps.get_model("wagtailcore", "GroupCollectionPermission").objects.get_or_create(
                group=group, collection=root, permission=permission(*file)
            )


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0002_first_pages"),
        ("funds", "0002_first_lists"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailimages", "0023_add_choose_permissions"),
        ("wagtaildocs", "0011_add_choose_permissions"),
    ]

    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]
