"""What should be looked through again is seen: a report, a spreadsheet, the admin's front page."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests import factories

pytestmark = pytest.mark.django_db
REPORT = "/admin/reports/curricula-to-review/"


def late(title="=ล่าช้า", days=10, **kwargs):
    return factories.curriculum(
        title, review_by=timezone.localdate() - timedelta(days=days), **kwargs
    )


def test_the_report_lists_what_is_overdue_the_longest_first(client):
    late("ช้าสิบวัน", 10)
    late("ช้ายี่สิบวัน", 20)
    late("ถอนแล้ว", 30).unpublish()
    factories.curriculum("วันนี้พอดี", review_by=timezone.localdate())
    factories.curriculum("ไม่มีกำหนด")
    client.force_login(factories.trainer())
    html = client.get(REPORT).content.decode()
    assert html.index("ช้ายี่สิบวัน") < html.index("ช้าสิบวัน")
    for other in ("ถอนแล้ว", "วันนี้พอดี", "ไม่มีกำหนด"):
        assert other not in html


def test_the_report_as_csv_holds_no_formula(client):
    late("=cmd|' /C calc'!A0", owner=factories.trainer())
    client.force_login(factories.coordinator())
    answer = client.get(REPORT, {"export": "csv"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert "'=cmd" in text
    assert "\n=cmd" not in text
    answer = client.get(REPORT, {"export": "xlsx"})
    assert answer.status_code == 200


def test_days_are_said_in_the_buddhist_era(client):
    factories.curriculum(review_by=date(2023, 3, 27))
    client.force_login(factories.trainer())
    assert "27 มี.ค. 2566" in client.get(REPORT).content.decode()


def test_an_empty_report_is_a_page(client):
    client.force_login(factories.trainer())
    assert client.get(REPORT).status_code == 200
    assert client.get("/admin/reports/curricula-to-review/results/").status_code == 200


def test_more_that_is_overdue_costs_no_more_queries(client, same_queries):
    client.force_login(factories.trainer())
    same_queries(lambda: late(owner=factories.trainer()), lambda: client.get(REPORT))


def test_the_front_page_of_the_admin_counts_them(client, same_queries):
    late("ควรทบทวน", 3)
    client.force_login(factories.trainer())
    html = client.get("/admin/").content.decode()
    assert "ควรทบทวน" in html
    assert REPORT in html
    same_queries(late, lambda: client.get("/admin/"))


def test_nothing_overdue_is_no_panel(client):
    client.force_login(factories.trainer())
    assert 'id="curricula-to-review"' not in client.get("/admin/").content.decode()
