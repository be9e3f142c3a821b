"""Days, moments and figures in every form of the Wagtail admin."""

import json
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils import translation
from wagtail.admin.forms.models import formfield_for_dbfield

from home.models import NewsIndexPage, NewsPage
from portal.funds.models import FundYear
from portal.thai.admin_fields import ThaiDateTimeField
from portal.thai.fields import ThaiDecimalField, ThaiIntegerField, ThaiYearField
from tests import factories

BANGKOK = ZoneInfo("Asia/Bangkok")
MOMENT = datetime(2023, 3, 27, 9, 30, tzinfo=BANGKOK)


@pytest.mark.parametrize(
    "typed",
    [
        "27/3/2566 09.30",
        "27/3/2566 9:30 น.",
        "๒๗ มี.ค. ๒๕๖๖ ๐๙.๓๐",
        "27.3.2566, 9.30",
        "2023-03-27 09:30",
        "2023-03-27T09:30",
        " 27 มีนาคม พ.ศ. 2566  09.30 น. ",
    ],
)
def test_a_moment_is_understood(typed):
    assert ThaiDateTimeField().clean(typed) == MOMENT


@pytest.mark.parametrize(
    "typed", ["27/3/2566", "09.30", "31/2/2566 09.30", "27/3/2566 25.00", "พรุ่งนี้ 9.00"]
)
def test_what_is_no_moment_is_refused(typed):
    with pytest.raises(ValidationError):
        ThaiDateTimeField().clean(typed)


def test_a_moment_is_shown_as_it_may_be_typed_back():
    field = ThaiDateTimeField()
    for language, shown in (("th", "27/3/2566 09.30"), ("en", "27/3/2023 09:30")):
        with translation.override(language):
            assert field.widget.format_value(field.prepare_value(MOMENT)) == shown
            assert not field.has_changed(MOMENT, shown)
    assert field.has_changed(MOMENT, "28/3/2566 09.30")
    assert ThaiDateTimeField(required=False).clean("  ") is None


@pytest.mark.parametrize(
    ("name", "form_field"),
    [
        ("year", ThaiYearField),
        ("members_elderly", ThaiIntegerField),
        ("reserve", ThaiDecimalField),
    ],
)
def test_admin_forms_use_our_fields(name, form_field):
    field = formfield_for_dbfield(FundYear._meta.get_field(name))
    assert type(field) is form_field


def test_a_whole_number_with_choices_stays_a_list():
    chosen = models.IntegerField(choices=[(1, "one"), (2, "two")], default=1)
    chosen.set_attributes_from_name("chosen")
    assert formfield_for_dbfield(chosen).choices == [(1, "one"), (2, "two")]


# In a page's form, where Wagtail's own boxes would have stored the year 2566 CE


@pytest.fixture
def news(db):
    return factories.child_page(
        NewsIndexPage.objects.get(),
        NewsPage(
            title="ข่าว", slug="piece", summary="สั้น ๆ", day=date(2023, 3, 1), body="<p>ข่าว</p>"
        ),
    )


def page_data(page, **changes):
    return {
        "title": page.title,
        "slug": page.slug,
        "summary": page.summary,
        "day": "1/3/2566",
        "body": json.dumps({"blocks": [{"key": "a", "text": "ข่าว", "type": "unstyled"}]}),
        "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
        "action-publish": "1",
    } | changes


def test_a_page_is_dated_and_scheduled_in_the_buddhist_era(client, news):
    client.force_login(factories.administrator())
    address = reverse("wagtailadmin_pages:edit", args=[news.pk])
    year = date.today().year + 2
    response = client.post(
        address, page_data(news, day="27/3/2566", expire_at=f"27/3/{year + 543} 09.30")
    )
    assert response.status_code == 302, response.context["form"].errors
    news.refresh_from_db()
    assert news.day == date(2023, 3, 27)
    assert news.expire_at == datetime(year, 3, 27, 9, 30, tzinfo=BANGKOK)
    html = client.get(address).content.decode()
    assert 'value="27/3/2566"' in html
    assert f'value="27/3/{year + 543} 09.30"' in html
