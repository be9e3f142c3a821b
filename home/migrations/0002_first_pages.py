"""A fresh database shows a home page, with the doors of curricula and exchange below it."""

from django.db import migrations

DOORS = (
    ("courses", "CurriculumIndexPage", "curricula", "หลักสูตร", {"intro": ""}),
    ("exchange", "ExchangeIndexPage", "exchange", "ลานแลกเปลี่ยน", {"intro": ""}),
    ("home", "NewsIndexPage", "news", "ข่าว", {}),
    (
        "home",
        "StandardPage",
        "about",
        "เกี่ยวกับเพื่อนกองทุน",
        {
            "body": "<p>เพื่อนกองทุนเป็นที่ที่กองทุนสวัสดิการชุมชนเรียนรู้จากกัน "
            "วิทยากรเครือข่ายเผยแพร่หลักสูตรและจัดอบรม ผู้เข้าอบรมลงทะเบียนได้โดยไม่ต้องมีอีเมล "
            "และกองทุนที่เข้มแข็งจับคู่ช่วยกองทุนที่ยังไม่เข้มแข็งหรือกำลังจัดตั้ง</p>"
        },
    ),
    (
        "home",
        "StandardPage",
        "privacy",
        "ข้อมูลส่วนบุคคล",
        {
            "body": "<p>เราเก็บเท่าที่จำเป็นต่อการอบรม: ชื่อ เบอร์โทรศัพท์ กองทุน และตำแหน่งในกองทุน "
            "ใช้เพื่อจัดที่นั่ง ติดต่อ และบันทึกการเข้าอบรมเท่านั้น</p>"
            "<p>เราไม่เก็บเลขประจำตัวประชาชน สำเนาบัตร เลขบัญชีธนาคาร ข้อมูลสุขภาพ หนี้สิน "
            "หรือข้อมูลครอบครัวในสมุดพก</p>"
        },
    ),
)


def make(apps, schema_editor):
    content_type = apps.get_model("contenttypes", "ContentType").objects.get_or_create
    page = apps.get_model("wagtailcore", "Page")
    site = apps.get_model("wagtailcore", "Site")
    locale = apps.get_model("wagtailcore", "Locale").objects.get_or_create(language_code="th")[0]
    root = page.objects.get(depth=1)
    # The page Wagtail's own migrations make greets in English; ours takes its place.
    page.objects.filter(depth__gt=1).delete()
    site.objects.all().delete()

    def add(app, model, slug, title, fields, *, path, depth, url_path, children):
        kind = content_type(app_label=app, model=model.lower())[0]
        return apps.get_model(app, model).objects.create(
            title=title,
            draft_title=title,
            slug=slug,
            content_type=kind,
            path=path,
            depth=depth,
            numchild=children,
            url_path=url_path,
            locale=locale,
            live=True,
            show_in_menus=False,
            **fields,
        )

    home = add(
        "home",
        "HomePage",
        "home",
        "เพื่อนกองทุน",
        {
            "tagline": "กองทุนเรียนรู้จากกัน ให้อย่างมีคุณค่า รับอย่างมีศักดิ์ศรี",
            "introduction": "หลักสูตร การอบรม ลานแลกเปลี่ยน และการจับคู่กองทุนสวัสดิการชุมชน ในที่เดียว",
        },
        path=root.path + "0001",
        depth=2,
        url_path="/home/",
        children=len(DOORS),
    )
    for number, (app, model, slug, title, fields) in enumerate(DOORS, 1):
        add(
            app,
            model,
            slug,
            title,
            fields,
            path=f"{home.path}{number:04}",
            depth=3,
            url_path=f"/home/{slug}/",
            children=0,
        )
    page.objects.filter(pk=root.pk).update(numchild=1)
    site.objects.create(
        hostname="localhost", root_page_id=home.pk, is_default_site=True, site_name="เพื่อนกองทุน"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0001_initial"),
        ("courses", "0001_initial"),
        ("exchange", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
