"""A lesson on phones, from the posts of a topic to the printed sheet and a reader's doubt."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from exchange.models import LessonPage
from portal.funds.groups import sync_groups
from tests import factories
from tests.exchange.made import picture

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = {
    "summary": "เปิดสมุดให้ทุกคนเห็น คนก็กลับมาออม",
    "situation": "สมาชิกหายไปครึ่งหนึ่งเพราะไม่รู้ว่าเงินอยู่ไหน",
    "happened": "- ติดยอดเงินที่ศาลาทุกเดือน\n- ให้เยาวชนช่วยอ่านให้ผู้สูงอายุฟัง",
    "why": "เห็นตัวเลขกับตา จึงไว้ใจ",
    "again": "ติดประกาศวันเดียวกับวันเก็บเงิน",
}


def narrow(page):
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


@pytest.mark.parametrize("scripts", [True, False])
def test_from_a_topic_to_the_library_and_onto_paper(browser_page, scripts):
    fund, asking = factories.fund("กองทุนตำบลเล่าเรื่อง"), factories.fund("กองทุนตำบลช่างถาม")
    topic = factories.topic("สมาชิกหาย ทำอย่างไรดี", fund=asking, author=factories.officer(asking))
    reply = factories.topic(fund=fund, author=factories.officer(fund)).posts.get()
    reply.topic, reply.number = topic, 2
    reply.save()
    type(topic).objects.filter(pk=topic.pk).update(reply_count=1)

    page = browser_page(user=reply.author, scripts=scripts)
    page.goto(topic.get_absolute_url())
    page.get_by_role("link", name="ทำบทเรียนจากกระทู้นี้").click()
    for number in (1, 2):
        page.locator(f"#id_posts_{number}").check()
    page.fill("[name=title]", "สมาชิกกลับมาเพราะเห็นสมุด")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(re.compile("/write/"))
    narrow(page)
    for name, words in WORDS.items():
        open_step(page, f"[name={name}]").fill(words)
    open_step(page, "[name=subjects]").first.check()
    photo = {"name": "IMG_1.JPG", "mimeType": "image/jpeg", "buffer": picture((1200, 800))}
    open_step(page, "[name=new_pictures]").set_input_files([photo])
    page.locator("[value=send]").click()
    # Nobody is asked to say what is seen in a picture that is not there yet.
    expect(page.locator("main")).to_contain_text("บอกว่าในแต่ละภาพมีอะไร")
    open_step(page, "[name$=-alt]").fill("สมุดบัญชีติดที่ศาลา")
    narrow(page)
    page.locator("[value=send]").click()
    page.wait_for_url(re.compile(r"/draft/"))
    lesson = LessonPage.objects.get()
    assert lesson.in_review

    trainer = factories.trainer()
    sync_groups(trainer)
    desk = browser_page(user=trainer, scripts=scripts, width=1280 if scripts else None)
    if scripts:
        desk.goto(reverse("wagtailadmin_pages:edit", args=[lesson.pk]))
        approve_in_editor(desk)
    else:
        desk.goto(reverse("lesson_draft", args=[lesson.pk]))
        narrow(desk)
        desk.locator("[name=decision][value=approve]").click()
    desk.wait_for_url(lambda url: "edit" not in url and "draft" not in url)
    assert LessonPage.objects.get().live

    reader = browser_page(user=factories.officer(), scripts=scripts)
    reader.goto("/lessons/")
    reader.locator("select[name=subject]").select_option(index=1)
    if not scripts:
        reader.locator(".filter-bar button").click()
    reader.wait_for_url(re.compile(r"subject=\w+"))
    narrow(reader)
    reader.get_by_role("link", name="สมาชิกกลับมาเพราะเห็นสมุด").click()
    for name in (fund.name, asking.name):
        expect(reader.locator("main")).to_contain_text(name)
    expect(reader.locator("main figure img")).to_have_attribute("alt", "สมุดบัญชีติดที่ศาลา")
    narrow(reader)
    reader.get_by_role("link", name="เก่าไปแล้วหรือเปล่า").click()
    reader.fill("main [name=line]", "ระเบียบใหม่ออกแล้ว")
    reader.locator("main form button").click()
    reader.wait_for_url(re.compile(rf"/lessons/{lesson.pk}/$"))
    expect(reader.locator(".notice--warning")).to_be_visible()
    page.goto(reverse("lesson_checked", args=[lesson.pk]))
    expect(page.locator("main")).to_contain_text("ระเบียบใหม่ออกแล้ว")

    reader.locator("main a[href$='/print/']").first.click()
    pdf = reader.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1


def open_step(page, box):
    """A box of the form, its step opened where it is folded."""
    found = page.locator(box)
    step = page.locator("details", has=found).last
    if not step.evaluate("step => step.open"):
        step.locator("summary").first.click()
    return found


def approve_in_editor(page):
    """Wagtail's own buttons: the menu at the foot, then the window that asks for a comment."""
    page.locator("footer .w-dropdown__toggle").click()
    page.locator("[data-workflow-action-modal-url*='/approve/']").click()
    page.locator(".modal-body [name=comment]").fill("เล่าได้ชัดดี")
    page.locator(".modal-body [type=submit]").click()
