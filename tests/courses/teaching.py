"""How tests write curricula: sessions, modules, materials, and files to hand out."""

from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image as Drawing
from wagtail.documents import get_document_model
from wagtail.images import get_image_model


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
