"""What raises a warning before publishing, and what does not."""

import pytest
from django.utils import timezone, translation

from exchange.models import Post, Topic, UnwantedWord
from exchange.order.warning import to_look_at
from tests import factories

ACCOUNT, PHONE, PERSON = "bank account", "telephone", "illness"


def kinds(text: str) -> list[str]:
    with translation.override("en"):
        said = " ".join(to_look_at(text))
    return [kind for kind in (ACCOUNT, PHONE, PERSON) if kind in said]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("โอนเข้าบัญชี ธ.ก.ส. 012-3-45678-9 ได้เลย", ACCOUNT),
        ("เลขที่บัญชี 0123456789 ชื่อบัญชีเหรัญญิก", ACCOUNT),
        ("บัญชีธนาคาร ๐๑๒-๓-๔๕๖๗๘-๙", ACCOUNT),
        ("ออมสิน 020123456789", ACCOUNT),
        ("พร้อมเพย์ 0812345678", ACCOUNT),
        ("โทรหาป้าได้ที่ 081-234-5678", PHONE),
        ("เบอร์ 0812345678 ค่ะ", PHONE),
        ("ติดต่อ ๐๘๑ ๒๓๔ ๕๖๗๘", PHONE),
        ("โทร +66 81 234 5678", PHONE),
        ("นางสาวสมศรี ใจดี ป่วยเป็นมะเร็ง ขอเบิกค่านอนโรงพยาบาล", PERSON),
        ("นายบุญมา ค้างชำระเงินกู้สามเดือน", PERSON),
        ("มีคนเป็นหนี้นอกระบบ คือ นายบุญมา", PERSON),
        ("ด.ช.แดง ติดเชื้อ", PERSON),
    ],
)
def test_what_should_not_be_read_by_everybody_is_found(text, kind):
    assert kinds(text) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "เงินกองทุน 1,234,567.00 บาท สมทบอีก 12,000 บาท",
        "โอนเข้าบัญชีกองทุน 1234567 บาท",
        "บัญชีธนาคารเหลือ 1,250,000,000 บาท",
        "บัญชีออมทรัพย์ปี 2566 2567 2568",
        "ประชุม 27/03/2566 และ 06-12-2568 09.00 น.",
        "ที่ทำการกองทุน โทร 053-612-345",
        "โทร 053612345 ต่อ 12",
        "กองทุนรหัส 580104 สมาชิก 1,240 คน",
        "รหัสกองทุน 5801042566",
        "ใบเสร็จเลขที่ 000123456",
        "นายก อบต. บอกว่ากองทุนเป็นหนี้เทศบาล",
        "นายอำเภอมาเปิดงานเรื่องโรคเบาหวาน",
        "สมาชิกที่ป่วยเป็นโรคเรื้อรังเบิกได้ปีละ 10 คืน",
        "คนที่ค้างชำระเกินสามเดือนพ้นสภาพ",
        "ลงบัญชีว่าอะไรดี ขาดไป 120 บาท",
        "https://example.org/0812",
    ],
)
def test_figures_dates_offices_and_rules_raise_no_alarm(text):
    assert to_look_at(text) == []


@pytest.mark.django_db
def test_a_reply_comes_back_once_and_then_goes_out(client):
    topic = factories.topic()
    client.force_login(factories.officer())
    typed = {"body": "โทร 081-234-5678", "writing_as": "me"}
    html = client.post(topic.get_absolute_url(), typed).content.decode()
    assert 'name="anyway"' in html
    assert "081-234-5678" in html
    assert Post.objects.filter(topic=topic).count() == 1
    client.post(topic.get_absolute_url(), {**typed, "anyway": "on"})
    assert Post.objects.get(topic=topic, number=2).body == "โทร 081-234-5678"


@pytest.mark.django_db
def test_a_title_is_looked_at_too_and_an_id_number_stays_refused(client):
    board = factories.board()
    client.force_login(factories.officer())
    typed = {"title": "โทร 081-234-5678", "body": "ตามหัวข้อ", "writing_as": "me"}
    assert 'name="anyway"' in client.post(f"/boards/{board.pk}/new/", typed).content.decode()
    typed |= {"body": "1101700230708", "anyway": "on"}
    client.post(f"/boards/{board.pk}/new/", typed)
    assert not Topic.objects.exists()


@pytest.mark.django_db
def test_an_edit_is_looked_at_too(client):
    post = factories.topic(author=factories.user()).posts.get()
    client.force_login(post.author)
    typed = {"title": post.topic.title, "body": "บัญชี 012-3-45678-9", "edition": post.edition}
    address = f"/posts/{post.pk}/edit/"
    assert 'name="anyway"' in client.post(address, typed).content.decode()
    assert client.post(address, {**typed, "anyway": "on"}).status_code == 302


@pytest.mark.django_db
def test_the_choices_of_a_poll_are_looked_at_like_any_text(client):
    UnwantedWord.objects.create(word="casino")
    board = factories.board()
    client.force_login(factories.officer())
    typed = {
        "kind": "poll",
        "title": "โอนให้ใคร",
        "body": "เลือกหนึ่งข้อ",
        "writing_as": "me",
        "way": "one",
        "voters": "people",
        "closes_on": timezone.localdate().isoformat(),
    }

    def sent(choices, **more) -> str:
        answer = client.post(f"/boards/{board.pk}/new/", {**typed, "choices": choices, **more})
        return answer.content.decode()

    for choices, said in (
        ("เหรัญญิก\nบัญชี 012-3-45678-9", "012-3-45678-9"),
        ("กองทุน\nนางสาวสมศรี ป่วยเป็นมะเร็ง", "นางสาวสมศรี"),
    ):
        html = sent(choices)
        assert 'name="anyway"' in html
        box = html[html.index('id="id_choices_error"') :]
        assert said in box[: box.index("<textarea")], "said beside the choices"
        assert choices.partition("\n")[0] in html, "what was typed is kept"
    assert "casino" in sent("เล่น\nไป casino", anyway="on")
    sent("เหรัญญิก\n1101700230708", anyway="on")
    assert not Topic.objects.exists()
    sent("เหรัญญิก\nบัญชี 012-3-45678-9", anyway="on")
    assert Topic.objects.get().poll.options.count() == 2
