"""Areas: what a load adds, follows, fills in and leaves alone."""

import pytest
from django.core.management import call_command

from portal.funds import areas
from portal.funds.models import Area, Region
from portal.thai.sorting import sort_key
from tests import factories

pytestmark = pytest.mark.django_db


def official(*codes):
    """The official list cut down to a few codes and what holds them."""
    wanted = {code[:length] for code in codes for length in (2, 4, 6)}
    return lambda: (area for area in list(FULL) if area.code in wanted)


FULL = list(areas.official_areas())


@pytest.fixture
def few(monkeypatch):
    """A load of two provinces' worth of codes: the rule is the same, only quicker."""
    monkeypatch.setattr(areas, "official_areas", official("580104", "580702", "500101"))


def test_official_list_is_whole_and_holds_parents_first():
    assert len(FULL) == 8_441
    seen = set()
    for area in FULL:
        assert len(area.code) == 2 or area.code[:-2] in seen
        seen.add(area.code)
    districts = [area for area in FULL if len(area.code) == 4]
    assert len(districts) == 928
    assert all(5 < area.latitude < 21 and 97 < area.longitude < 106 for area in districts)


def test_every_province_begins_in_one_region():
    provinces = {area.code for area in FULL if len(area.code) == 2}
    assert set(areas.REGION_OF) == provinces
    assert sum(map(len, areas.REGION_PROVINCES.values())) == 77
    assert set(areas.REGION_PROVINCES) == set(Region.objects.values_list("slug", flat=True))
    assert set(areas.MOUNTAIN_PROVINCES) <= provinces


def test_whole_country_loads_once_and_then_changes_nothing(capsys):
    call_command("load_areas")
    assert "8441" in capsys.readouterr().out
    assert Area.objects.provinces().count() == 77
    assert Area.objects.districts().count() == 928
    assert Area.objects.subdistricts().count() == 7_436
    again = areas.load_areas()
    assert (again.created, again.renamed, again.completed, again.out_of_use) == (0, 0, 0, 0)
    assert again.unchanged == 8_441


def test_a_load_gives_names_place_and_order(few):
    areas.load_areas()
    pang_mu = Area.objects.get(pk="580104")
    assert (pang_mu.name_th, pang_mu.name_en) == ("ปางหมู", "Pang Mu")
    assert pang_mu.sort_key == sort_key("ปางหมู")
    assert pang_mu.parent.name_en == "Mueang Mae Hong Son"
    assert pang_mu.parent.latitude == pytest.approx(19.3, abs=0.3)
    province = pang_mu.parent.parent
    assert province.region.slug == "north"
    assert province.mountain
    assert pang_mu.full_name == "ต.ปางหมู อ.เมืองแม่ฮ่องสอน จ.แม่ฮ่องสอน"


def test_edits_of_coordinators_stay(few):
    areas.load_areas()
    south = Region.objects.get(slug="south")
    Area.objects.filter(pk="58").update(region=south, mountain=False)
    Area.objects.filter(pk="5801").update(latitude=19.0, longitude=98.0)
    assert areas.load_areas().completed == 0
    assert Area.objects.get(pk="58").region == south
    assert not Area.objects.get(pk="58").mountain
    assert Area.objects.get(pk="5801").latitude == 19.0


def test_gaps_are_filled(few):
    factories.area("580104")
    Area.objects.filter(pk="5801").update(latitude=None, longitude=None)
    loaded = areas.load_areas()
    assert Area.objects.get(pk="58").region.slug == "north"
    assert Area.objects.get(pk="5801").latitude is not None
    assert loaded.completed == 2


def test_an_official_name_replaces_an_old_one(few):
    areas.load_areas()
    Area.objects.filter(pk="580104").update(name_th="ชื่อเดิม", sort_key="0")
    assert areas.load_areas().renamed == 1
    renamed = Area.objects.get(pk="580104")
    assert renamed.name_th == "ปางหมู"
    assert renamed.sort_key == sort_key("ปางหมู")


def test_abolished_area_stays_with_its_fund_and_goes_out_of_use(few):
    # 100205 (Bang Sue) was abolished in 2006.
    fund = factories.fund(subdistrict="100205")
    assert areas.load_areas().out_of_use == 1
    fund.refresh_from_db()
    assert not fund.subdistrict.in_use
    assert fund.subdistrict not in Area.objects.in_use()
    assert areas.load_areas().out_of_use == 0


def test_area_younger_than_the_list_is_left_alone(few):
    factories.area("580199")
    areas.load_areas()
    assert Area.objects.get(pk="580199").in_use
