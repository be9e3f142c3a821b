"""What opening a workshop and entering a caller cost in keys and presses (docs/benchmarks.md)."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils import timezone

from courses.models import Registration, Workshop
from portal.thai.dates import BE_OFFSET
from tests import factories


@dataclass
class Effort:
    """Counts what a person does on a page; a page load is one that the person waits for."""

    page: object
    keys: int = 0
    fields: int = 0
    presses: int = 0
    loads: list = field(default_factory=list)

    def __post_init__(self):
        self.page.on(
            "request",
            lambda sent: sent.resource_type == "document" and self.loads.append(sent.url),
        )

    def fill(self, name: str, words: str):
        self.page.fill(f"[name={name}]", words)
        self.keys += len(words)
        self.fields += 1

    def choose(self, name: str, value):
        self.page.select_option(f"[name={name}]", str(value))
        self.presses += 2
        self.fields += 1

    def press(self, where: str):
        self.page.click(where)
        self.presses += 1


def test_a_workshop_is_opened_from_a_curriculum_with_four_fields(browser_page, transactional_db):
    curriculum, venue = factories.curriculum(), factories.venue()
    page = browser_page(user=factories.coordinator("58"), width=1280)
    page.goto(reverse("workshop_list"))
    effort = Effort(page)
    effort.press(f"a[href='{reverse('workshop_new')}'] >> nth=0")
    page.wait_for_selector("[name=curriculum]")
    effort.choose("curriculum", curriculum.pk)
    effort.choose("venue", venue.pk)
    effort.fill("starts_on", f"27/3/{timezone.localdate().year + 1 + BE_OFFSET}")
    effort.fill("seats", "60")
    effort.press("main form.form .form-actions button >> nth=0")
    page.wait_for_url("**/workshops/*/")
    made = Workshop.objects.get()
    assert (made.curriculum, made.seats) == (curriculum, 60)
    documents = len(effort.loads)
    assert (effort.fields, effort.keys, effort.presses) == (4, 11, 6)
    assert documents <= 3  # the form, its sending, the workshop


def test_a_caller_is_entered_with_four_fields_and_one_page(browser_page, transactional_db):
    fund = factories.fund("กองทุนสวัสดิการชุมชนตำบลศรีภูมิ", subdistrict="500101")
    workshop = factories.workshop()
    page = browser_page(user=factories.coordinator("58"), width=1280)
    page.goto(reverse("workshop_call", args=[workshop.pk]))
    effort = Effort(page)
    effort.fill("first_name", "สมชาย")
    effort.fill("last_name", "สมมติ")
    effort.fill("phone", "0812345671")
    page.focus("[name=fund_words]")
    page.keyboard.type("ศรีภูมิ")
    effort.keys, effort.fields = effort.keys + len("ศรีภูมิ"), effort.fields + 1
    page.wait_for_selector(f"[name=fund][value='{fund.pk}']:checked", state="attached")
    page.wait_for_selector("[name=fund_words]:focus")
    page.keyboard.press("Enter")
    effort.presses += 1
    page.wait_for_selector("[role=status]:has-text('สมชาย')")
    assert Registration.objects.get().fund == fund
    # Three tabs lead from field to field.
    assert (effort.fields, effort.keys, effort.presses) == (4, 27, 1)
    assert len(effort.loads) <= 2  # the sending, and the next caller's form
