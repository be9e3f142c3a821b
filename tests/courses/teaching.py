"""How tests write curricula and take them along: sessions, modules, materials, files, ZIPs."""

import io
import zipfile
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image as Drawing
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from tests import factories

PRIVATE = "ความลับของวิทยากร"


def session(title="บัญชีรับจ่าย", minutes=90, method="practice", **kwargs):
    """A session, as a block of the stream."""
    return "session", session_value(title, minutes, method, **kwargs)


def session_value(title="บัญชีรับจ่าย", minutes=90, method="practice", **kwargs):
    """A session, as a module lists them."""
    return {"title": title, "minutes": minutes, "method": method, "aim": "จดบัญชีได้", **kwargs}


def module(title="หมวดบัญชี", *sessions, objectives=("ปิดบัญชีได้",), **kwargs):
    value = {"title": title, "objectives": list(objectives), "sessions": list(sessions), **kwargs}
    return "module", value


def material(title="ใบงาน", **kwargs):
    """A document handed out, own work in Thai, unless said otherwise."""
    if not {"document", "image", "link"} & set(kwargs):
        kwargs["document"] = document()
    kind = "link" if "link" in kwargs else "picture" if "image" in kwargs else "document"
    return {"title": title, "kind": kind, "language": "th", "licence": "own", **kwargs}


def guide(*, steps=(), checklist=(), notes=""):
    return {
        "steps": [{"minutes": minutes, "what": what} for minutes, what in steps],
        "checklist": list(checklist),
        "notes": notes,
    }


def document(title="ใบงาน", name="worksheet.pdf", content=b"%PDF-1.4 made up", size=None, **kwargs):
    """A document of the library; `size` only says how heavy it claims to be."""
    made = get_document_model()(title=title, file=ContentFile(content, name=name), **kwargs)
    made.file_size = size or len(content)
    made.save()
    return made


def picture(title="ภาพ", name="picture.png", width=40, height=30, colour="teal"):
    drawn = BytesIO()
    Drawing.new("RGB", (width, height), colour).save(drawn, "PNG")
    content = drawn.getvalue()
    return get_image_model().objects.create(
        title=title,
        file=ContentFile(content, name=name),
        width=width,
        height=height,
        file_size=len(content),
    )


def full(**kwargs):
    """A curriculum with everything in it that one can hand out."""
    sheet = document("ใบงานภาษาไทย", "ใบงาน ที่ ๑.pdf", b"%PDF sheet")
    sound = document("เสียง", "karen.mp3", b"ID3 sound")
    materials = [
        material("ใบงาน", document=sheet),
        material("ภาพประกอบ", image=picture()),
        material(
            "เสียงกะเหรี่ยง",
            kind="audio",
            document=sound,
            language="karen",
            licence="cc-by",
            credit="ชมรมตัวอย่าง",
            transcript="สวัสดีทุกคน",
        ),
    ]
    film = material(
        "วีดิทัศน์", kind="video", link="https://video.example.org/1", no_transcript="ไม่มีคนพูด"
    )
    notes = guide(steps=[(30, PRIVATE)], checklist=[PRIVATE], notes=f"<p>{PRIVATE}</p>")
    return factories.curriculum(
        "หลักสูตรเต็ม",
        **{
            "sessions": [
                module(
                    "หมวดแรก",
                    session_value("คาบในหมวด", materials=materials, guide=notes),
                    materials=[film],
                ),
                session("คาบอิสระ", plan='<p>อ่าน<a href="/funds/">ทะเบียน</a></p>'),
            ],
            "materials": [("material", material("ใบงานซ้ำ", document=sheet))],
            "guide_checklist": PRIVATE,
            "guide_notes": f"<p>{PRIVATE}</p>",
            **kwargs,
        },
    )


def fetched(client, page, what="zip", **query):
    response = client.get(f"/curricula/{page.pk}/{what}/", query)
    assert response.status_code == 200, response.status_code
    return response


def unpacked(response):
    """The ZIP of a response, checked."""
    body = b"".join(response.streaming_content)
    assert len(body) == int(response["Content-Length"])
    package = zipfile.ZipFile(io.BytesIO(body))
    assert package.testzip() is None
    return package


def page_in(package):
    return package.read("index.html").decode()
