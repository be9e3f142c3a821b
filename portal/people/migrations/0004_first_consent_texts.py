"""Version 1 of what people are told about their data; administrators write later versions."""

from django.db import migrations
from django.utils import timezone

TEXTS = (
    (
        "workshop",
        "เราใช้ชื่อ เบอร์โทร กองทุน และตำแหน่งของคุณ เพื่อจัดการอบรมครั้งนี้",
        "We use your name, phone, fund and post to hold this workshop.",
        "ผู้จัดการอบรมเห็นชื่อ เบอร์โทร กองทุน และตำแหน่งของคุณ ใช้ยืนยันที่นั่ง ทำใบลงชื่อ "
        "และโทรบอกคุณเมื่อวันหรือสถานที่เปลี่ยน\n\n"
        "การเข้าอบรมของคุณนับเป็นประวัติการอบรมของกองทุน คนทั่วไปเห็นเพียงจำนวนคน ไม่เห็นชื่อ\n\n"
        "เราไม่เก็บเลขบัตรประชาชน และไม่ส่งข้อมูลให้ผู้อื่นนอกจากผู้จัดการอบรมครั้งนี้ "
        "ถ้าอยากให้แก้หรือลบข้อมูล บอกผู้จัดหรือผู้ประสานงานจังหวัดได้",
        "The organisers see your name, phone, fund and post. They use them to confirm your seat, to "
        "print the sign-in sheet and to call you when the day or the place changes.\n\n"
        "That you attended counts in your fund's training history. The public sees how many came, "
        "never who.\n\n"
        "We keep no national ID number and give your details to nobody but the organisers of this "
        "workshop. To have them corrected or deleted, tell the organisers or the coordinator of "
        "your province.",
    ),
    (
        "needs",
        "ยินดีให้ผู้จัดเก็บเรื่องอาหาร ที่พัก หรือการเดินเหินที่ฉันเขียนไว้ จนจบการอบรม",
        "The organisers may keep what I wrote about food, overnight stay or access until the "
        "workshop is over.",
        "เรื่องที่คุณเขียน เช่น อาหารที่กินไม่ได้ หรือต้องใช้รถเข็น อาจบอกถึงสุขภาพหรือศาสนาของคุณ "
        "เราจึงเก็บเมื่อคุณยินดีเท่านั้น\n\n"
        "ผู้จัดการอบรมครั้งนี้เท่านั้นที่เห็น ใช้เตรียมอาหาร ที่พัก และทางเดินให้คุณ "
        "และลบทิ้งภายใน 30 วันหลังจบการอบรม\n\n"
        "ไม่ต้องเขียนชื่อโรค เขียนแค่สิ่งที่อยากให้เตรียม เปลี่ยนใจได้ทุกเมื่อ",
        "What you write, such as food you cannot eat or that you use a wheelchair, may say something "
        "about your health or religion. So we keep it only if you agree.\n\n"
        "Only the organisers of this workshop see it. They use it to prepare food, beds and ways in "
        "for you, and it is deleted within 30 days after the workshop.\n\n"
        "Please do not name an illness, only what we should prepare. You may change your mind at "
        "any time.",
    ),
    (
        "news",
        "ส่งข่าวการอบรมครั้งต่อไปให้ฉันได้",
        "You may tell me about later workshops.",
        "ถ้ายินดี ผู้ประสานงานจะโทรหรือส่งข้อความบอกคุณ เมื่อมีการอบรมที่น่าจะเป็นประโยชน์กับคุณหรือกองทุน\n\n"
        "ไม่ยินดีก็ลงทะเบียนได้ตามปกติ และยกเลิกได้ทุกเมื่อ",
        "If you agree, the coordinators call or write to you when there is a workshop that may be of "
        "use to you or your fund.\n\n"
        "You can register just as well without it, and take it back at any time.",
    ),
    (
        "pictures",
        "ใช้ภาพถ่ายในการอบรมครั้งนี้ที่เห็นหน้าฉันได้",
        "Pictures of this workshop on which I can be recognised may be shown.",
        "ผู้จัดอาจถ่ายภาพบรรยากาศการอบรม ถ้ายินดี ภาพที่เห็นหน้าคุณอาจอยู่ในเว็บไซต์นี้ "
        "ในรายงานของผู้จัด หรือในเพจของเครือข่าย\n\n"
        "ถ้าไม่ยินดี บอกช่างภาพได้เลย และจะไม่มีการใช้ภาพที่เห็นหน้าคุณ ลงทะเบียนได้ตามปกติ "
        "คำตอบนี้ใช้กับการอบรมครั้งนี้ครั้งเดียว เปลี่ยนใจได้ทุกเมื่อ ภาพที่พิมพ์ไปแล้วเรียกคืนไม่ได้",
        "The organisers may take pictures. If you agree, pictures on which you can be recognised may "
        "stand on this site, in the organisers' report or on a page of the network.\n\n"
        "If you do not, tell whoever takes pictures; none that shows your face is used, and you can "
        "register just as well. This answer is for this workshop only. You may change your mind at "
        "any time; what was printed by then cannot be called back.",
    ),
)


def write(apps, schema_editor):
    texts = apps.get_model("people", "ConsentText")
    for purpose, label_th, label_en, text_th, text_en in TEXTS:
        texts.objects.get_or_create(
            purpose=purpose,
            version=1,
            defaults={
                "label_th": label_th,
                "label_en": label_en,
                "text_th": text_th,
                "text_en": text_en,
                "published_at": timezone.now(),
            },
        )


class Migration(migrations.Migration):
    dependencies = [("people", "0003_consents_and_sameness")]

    operations = [migrations.RunPython(write, migrations.RunPython.noop)]
