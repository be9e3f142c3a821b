"""The network's first lists: regions, subjects, tags, founding checklist, self-assessment, groups.

All of them are rows to edit afterwards; nothing in the code counts on a particular one.
"""

from datetime import date

from django.db import migrations

REGIONS = (
    ("north", "ภาคเหนือ", "North"),
    ("northeast", "ภาคตะวันออกเฉียงเหนือ", "Northeast"),
    ("central-west", "ภาคกลางและตะวันตก", "Central and West"),
    ("bangkok-east", "กรุงเทพมหานคร ปริมณฑล และตะวันออก", "Bangkok, vicinity and East"),
    ("south", "ภาคใต้", "South"),
)

SUBJECTS = (
    ("ideas", "แนวคิดและหลักการสวัสดิการชุมชน", "Ideas and principles"),
    ("rules", "การเขียนระเบียบกองทุน", "Writing the rules"),
    ("accounts", "บัญชีและการปิดบัญชีสิ้นปี", "Accounts and year-end closing"),
    ("software", "โปรแกรมและข้อมูลกองทุน", "Fund software and data"),
    ("members", "การรับและรักษาสมาชิก", "Recruiting and keeping members"),
    ("arrears", "การค้างส่งเงินสมทบ", "Contributions in arrears"),
    ("welfare-design", "การออกแบบสวัสดิการและเงินสำรอง", "Welfare design and reserve"),
    ("governance", "ธรรมาภิบาลและการตรวจสอบ", "Governance and audit"),
    ("local-government", "การทำงานร่วมกับท้องถิ่น", "Working with local government"),
    (
        "communication",
        "การสื่อสาร ภาพถ่าย และวิดีโอสั้น",
        "Communication, photos and short video",
    ),
    ("youth", "เด็กและเยาวชนกับกองทุน", "Youth"),
    ("projects", "การเขียนโครงการและรายงาน", "Project writing and reports"),
    ("mso-logbook", "สมุดพกครอบครัวอิเล็กทรอนิกส์", "MSO-Logbook"),
    ("carbon", "ชุมชนสะอาดและคาร์บอนเครดิต", "Clean community and carbon credit"),
    ("disaster", "ภัยพิบัติและการช่วยเหลือเร่งด่วน", "Disaster and urgent help"),
    ("data-protection", "การคุ้มครองข้อมูลส่วนบุคคล", "Personal data protection"),
    ("founding", "การจัดตั้งกองทุนใหม่", "Founding a fund"),
)

TAGS = (
    ("kham-mueang", "language", "คำเมือง", "Northern Thai"),
    ("isan", "language", "อีสาน", "Isan"),
    ("southern-thai", "language", "ใต้", "Southern Thai"),
    ("tai-yai", "language", "ไทใหญ่", "Tai Yai (Shan)"),
    ("karen", "language", "กะเหรี่ยง", "Karen"),
    ("hmong", "language", "ม้ง", "Hmong"),
    ("lahu", "language", "ลาหู่", "Lahu"),
    ("lisu", "language", "ลีซู", "Lisu"),
    ("lawa", "language", "ลัวะ", "Lawa"),
    ("khmer", "language", "เขมร", "Khmer"),
    ("malay", "language", "มลายูถิ่น", "Local Malay"),
    ("highland", "land", "พื้นที่สูง", "highland"),
    ("lowland", "land", "พื้นที่ราบ", "lowland"),
    ("coast", "land", "ชายฝั่ง", "coast"),
    ("island", "land", "เกาะ", "island"),
    ("town", "land", "เขตเมือง", "town"),
)

FOUNDING_STEPS = (
    ("ประชุมผู้สนใจ", "Interest meeting"),
    ("ตั้งคณะทำงาน", "Working group"),
    ("สำรวจคนและทุนเดิมของชุมชน", "Survey of people and existing capital"),
    ("ร่างระเบียบกองทุน", "Draft rules"),
    ("รับสมัครสมาชิก", "Recruit members"),
    ("เลือกตั้งคณะกรรมการ", "Elect the committee"),
    ("เปิดบัญชีธนาคารของกองทุน", "Open the fund's bank account"),
    ("ออมครั้งแรก", "First savings"),
    ("จดแจ้งจัดตั้งกองทุน", "Registration"),
    ("ขอรับการสมทบ", "Request for contribution"),
    ("จ่ายสวัสดิการครั้งแรก", "First welfare paid"),
)

RUBRIC = "แบบประเมินตนเองของเครือข่าย ฉบับที่ 1"
STATEMENTS = (
    (
        "members",
        "มีสมาชิกจากทุกหมู่บ้านหรือชุมชนในตำบล",
        "We have members in every village or community of the subdistrict.",
    ),
    (
        "members",
        "สมาชิกมีครบทุกวัย ทั้งเด็ก คนทำงาน ผู้สูงอายุ และผู้ด้อยโอกาส",
        "Our members are of every age: children, working people, the elderly and the "
        "disadvantaged.",
    ),
    (
        "members",
        "ในสองปีที่ผ่านมา มีสมาชิกใหม่มากกว่าสมาชิกที่ออกไป",
        "In the last two years more members joined than left.",
    ),
    (
        "members",
        "สมาชิกส่วนใหญ่ส่งเงินสมทบสม่ำเสมอ และเราติดตามผู้ที่ค้างส่งอย่างเข้าใจกัน",
        "Most members pay their contribution regularly, and we follow up arrears with "
        "understanding.",
    ),
    (
        "money",
        "บันทึกรายรับรายจ่ายทุกครั้งที่เกิดขึ้น และมีหลักฐานครบ",
        "Every receipt and payment is written down when it happens, with its voucher.",
    ),
    (
        "money",
        "ปิดบัญชีทุกปี และมีผู้ตรวจสอบที่ไม่ใช่ผู้ทำบัญชี",
        "The accounts are closed every year and checked by somebody who does not keep them.",
    ),
    (
        "money",
        "เงินของกองทุนอยู่ในบัญชีธนาคารชื่อกองทุน และต้องลงนามเบิกอย่างน้อยสองคน",
        "The fund's money lies in a bank account in its own name, and at least two people "
        "sign to draw from it.",
    ),
    (
        "money",
        "มีเงินสำรองพอจ่ายสวัสดิการอย่างน้อยหกเดือน",
        "The reserve would pay for at least six months of welfare.",
    ),
    (
        "governance",
        "มีระเบียบเป็นลายลักษณ์อักษร สมาชิกรู้ และทบทวนร่วมกันเมื่อจำเป็น",
        "We have written rules that members know and review together when needed.",
    ),
    (
        "governance",
        "คณะกรรมการมาจากการเลือกของสมาชิก มีวาระ และประชุมตามกำหนดพร้อมบันทึกการประชุม",
        "The committee is elected by the members for a term and meets as planned, with minutes.",
    ),
    (
        "governance",
        "จัดประชุมใหญ่สมาชิกอย่างน้อยปีละครั้ง และสมาชิกได้ซักถาม",
        "A general meeting is held at least once a year, and members can ask questions.",
    ),
    (
        "governance",
        "เปิดเผยรายงานการเงินและผลการจ่ายสวัสดิการให้ทุกคนในตำบลดูได้",
        "Financial reports and welfare paid are open to everybody in the subdistrict.",
    ),
    (
        "welfare",
        "จัดสวัสดิการครบตั้งแต่เกิด แก่ เจ็บ จนตาย ตามกำลังของกองทุน",
        "We give welfare from birth to death, as far as the fund can.",
    ),
    (
        "welfare",
        "สมาชิกได้รับสวัสดิการถูกต้องตามระเบียบ และภายในเวลาที่กำหนด",
        "Members receive what the rules promise, and in the time they promise.",
    ),
    (
        "welfare",
        "ดูแลผู้ที่เปราะบางในตำบล แม้ยังไม่ได้เป็นสมาชิก",
        "We care for vulnerable people of the subdistrict even when they are not members yet.",
    ),
    (
        "welfare",
        "ทบทวนประเภทและอัตราสวัสดิการให้สมดุลกับรายรับทุกปี",
        "Every year we review kinds and rates of welfare so that they stay in balance with income.",
    ),
    (
        "network",
        "ทำงานร่วมกับท้องถิ่นและหน่วยงานอื่น และได้รับการสมทบหรือสนับสนุนอย่างต่อเนื่อง",
        "We work with local government and other agencies and receive their contribution or "
        "support steadily.",
    ),
    (
        "network",
        "เข้าร่วมเครือข่ายอำเภอหรือจังหวัด และแลกเปลี่ยนเรียนรู้กับกองทุนอื่น",
        "We take part in the district's or province's network and learn with other funds.",
    ),
    (
        "network",
        "มีเยาวชนหรือคนรุ่นใหม่ร่วมทำงาน และเตรียมคนสืบทอด",
        "Young people work with us, and we prepare those who will follow.",
    ),
    (
        "network",
        "ข้อมูลสมาชิกและการเงินเป็นปัจจุบัน สำรองไว้ และเก็บรักษาข้อมูลส่วนบุคคลอย่างปลอดภัย",
        "Data on members and money is up to date, has a copy, and personal data is kept safe.",
    ),
)


def make(apps, schema_editor):
    def model(name):
        return apps.get_model("funds", name).objects

    for position, (slug, name_th, name_en) in enumerate(REGIONS, 1):
        model("Region").create(slug=slug, name_th=name_th, name_en=name_en, position=position)
    for position, (slug, name_th, name_en) in enumerate(SUBJECTS, 1):
        model("Subject").create(slug=slug, name_th=name_th, name_en=name_en, position=position)
    for slug, kind, name_th, name_en in TAGS:
        model("FundTag").create(slug=slug, kind=kind, name_th=name_th, name_en=name_en)
    for position, (name_th, name_en) in enumerate(FOUNDING_STEPS, 1):
        model("FoundingStep").create(name_th=name_th, name_en=name_en, position=position)
    rubric = model("Rubric").create(name=RUBRIC, in_force_from=date(2023, 1, 1))
    for position, (field, text_th, text_en) in enumerate(STATEMENTS, 1):
        model("RubricStatement").create(
            rubric=rubric, field=field, position=position, text_th=text_th, text_en=text_en
        )
    for name in ("Trainers", "Coordinators"):
        apps.get_model("auth", "Group").objects.get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [("funds", "0001_initial"), ("auth", "0012_alter_user_first_name_max_length")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
