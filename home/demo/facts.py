"""What is known of the province, the training and the seminar, from published reports.

The report of B.E. 2566 counts 37 funds and 12 being founded in 45 subdistricts. 33 funds
had received the state contribution and 33 + 12 = 45, so this demonstration reads it as
33 active funds and 12 being founded, 4 of which the report already counts among its 37.
"""

from datetime import date

PROVINCE = "58"
REPORT_YEAR = 2023
FIRST_FUND_YEAR = 2009
SUBDISTRICTS = 45
FUNDS_REPORTED = 37
ACTIVE_FUNDS = 33
FORMING_FUNDS = 12
MEMBERS = 12_038

READING = (
    "รายงานปี 2566 นับ 37 กองทุนและกำลังจัดตั้ง 12 กองทุน ใน 45 ตำบล "
    "ตัวอย่างนี้อ่านว่า 33 กองทุนทำงานแล้วและได้รับเงินสมทบจากรัฐ กำลังจัดตั้ง 12 กองทุน "
    "ซึ่ง 4 กองทุนรายงานนับรวมไว้แล้วใน 37"
)

TRAINING_TITLE = "โครงการเพิ่มศักยภาพเครือข่ายสวัสดิการชุมชน"
TRAINING_DAYS = (date(2023, 3, 27), date(2023, 3, 28))
TRAINING_SUBDISTRICT = "580104"
TRAINING_HALL = "ห้องจามจุรี"
TRAINING_DISTRICTS = ("5801", "5807")
PARTICIPANTS = 64
ORGANISERS = (
    "องค์การบริหารส่วนจังหวัดแม่ฮ่องสอน",
    "สำนักงานพัฒนาสังคมและความมั่นคงของมนุษย์จังหวัดแม่ฮ่องสอน",
    "สมาคมสวัสดิการภาคประชาชน",
    "ภาคีเครือข่ายสวัสดิการชุมชน",
)
PAID_BY = "กองทุนส่งเสริมการจัดสวัสดิการสังคม"

SEMINAR_DAY = date(2025, 2, 9)
SEMINAR_DISTRICT = "6508"
SEMINAR_TITLE = "สัมมนาเครือข่ายสวัสดิการชุมชน 5 ภาค สรุปบทเรียนปี 2567 และแผนปี 2568"
NATION_FUNDS = 5_997
NATION_MEMBERS = 6_885_162
NATION_HELPED = 9_439_266
