"""Decides which areas there are, what each begins with, and what an update may change.

Codes and names are official and follow the `geothai` package. What the network decides
(regions, mountain provinces, better coordinates) begins with the lists below and is the
coordinators' from then on: an update fills gaps and never writes over an edit.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import geothai
from django.db import connection, transaction
from geothai.abolished import abolished_areas

from portal.funds.models import Area, Region
from portal.thai.sorting import sort_key

DISTRICT_POINTS = Path(__file__).parent / "data" / "district_points.csv"

#: Province codes each region begins with, by the region's short name. The network has
#: not confirmed the last one of Central and West (73).
REGION_PROVINCES = {
    "north": (*range(50, 59), *range(60, 68)),
    "northeast": tuple(range(30, 50)),
    "central-west": (*range(14, 20), *range(70, 74), *range(75, 78)),
    "bangkok-east": (*range(10, 14), *range(20, 28), 74),
    "south": (*range(80, 87), *range(90, 97)),
}
REGION_OF = {str(code): slug for slug, codes in REGION_PROVINCES.items() for code in codes}

#: Provinces where a journey takes far longer than its length on the map, and why we
#: begin with them. `Area.mountain` is what counts afterwards.
MOUNTAIN_PROVINCES = {
    "42": "Loei: the Phetchabun range, district roads over passes",
    "50": "Chiang Mai: Thanon Thong Chai and Daen Lao ranges, most districts among hills",
    "54": "Phrae: valleys parted by the Phi Pan Nam range",
    "55": "Nan: nearly all of it slopes of the Luang Prabang range",
    "57": "Chiang Rai: hills of the northern border",
    "58": "Mae Hong Son: nearly all of it forested slope, every district behind a pass",
    "63": "Tak: Thanon Thong Chai between Tak, Mae Sot and Umphang",
    "67": "Phetchabun: a long valley between two ranges",
    "71": "Kanchanaburi: Tenasserim hills beyond the dams",
}


@dataclass(frozen=True)
class OfficialArea:
    """One area as the official list has it; coordinates are degrees, for districts only."""

    code: str
    name_th: str
    name_en: str
    latitude: float | None = None
    longitude: float | None = None


@dataclass
class AreasLoaded:
    """What a load changed, counted in areas."""

    created: int = 0
    renamed: int = 0
    completed: int = 0
    out_of_use: int = 0
    unchanged: int = 0


def district_points(path: Path = DISTRICT_POINTS) -> dict[str, tuple[float, float]]:
    """Latitude and longitude of each district by its code."""
    with path.open(encoding="utf-8", newline="") as rows:
        return {
            row["district_code"]: (float(row["latitude"]), float(row["longitude"]))
            for row in csv.DictReader(rows)
        }


def official_areas() -> Iterator[OfficialArea]:
    """Every province, district and subdistrict in use, what holds others first."""
    points = district_points()
    provinces = geothai.provinces()
    districts = [area for province in provinces for area in geothai.districts(province.code)]
    for province in provinces:
        yield OfficialArea(province.code, province.name_th, province.name_en)
    for area in districts:
        yield OfficialArea(area.code, area.name_th, area.name_en, *points.get(area.code, ()))
    for district in districts:
        for area in geothai.subdistricts(district.code):
            yield OfficialArea(area.code, area.name_th, area.name_en)


def abolished_codes() -> set[str]:
    """Codes of areas that were abolished and are not in use again."""
    return {area.code for area in abolished_areas()}


@transaction.atomic
def load_areas() -> AreasLoaded:
    """Bring the areas up to date with the official list; running it again changes nothing.

    A new code is added; an official name replaces the stored one. Coordinates and a
    province's region are filled in where there are none. An abolished area stays for the
    records that name it and is marked as out of use; one that the list does not know (a
    subdistrict younger than the list, entered by hand) is left alone.
    """
    regions = dict(Region.objects.values_list("slug", "pk"))
    known = Area.objects.in_bulk()
    loaded, new, changed = AreasLoaded(), [], []
    for official in official_areas():
        region_id = regions.get(REGION_OF.get(official.code))
        area = known.pop(official.code, None)
        if area is None:
            new.append(_new_area(official, region_id))
            continue
        renamed = _follow_name(area, official)
        completed = _fill_gaps(area, official, region_id)
        loaded.renamed += renamed
        loaded.completed += completed
        if renamed or completed:
            changed.append(area)
        else:
            loaded.unchanged += 1
    for code in known.keys() & abolished_codes():
        if known[code].in_use:
            known[code].in_use = False
            loaded.out_of_use += 1
            changed.append(known[code])
    Area.objects.bulk_create(new)
    fields = ["name_th", "name_en", "sort_key", "region", "latitude", "longitude", "in_use"]
    Area.objects.bulk_update(changed, fields, batch_size=100)
    loaded.created = len(new)
    if new:
        _count_for_the_planner()
    return loaded


def _count_for_the_planner() -> None:
    """Tell PostgreSQL how many areas there are, instead of waiting until it finds out.

    Every list of funds joins this table several times; a planner that believes it empty
    (a clean-up that came by before the load was committed says so) reads it whole inside
    each of those joins, and a list of 30 pairs takes minutes.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(Area._meta.db_table)}")


def _new_area(official: OfficialArea, region_id: int | None) -> Area:
    return Area(
        code=official.code,
        kind=Area.LENGTHS[len(official.code)],
        parent_id=official.code[:-2] or None,
        name_th=official.name_th,
        name_en=official.name_en,
        sort_key=sort_key(official.name_th),
        region_id=region_id,
        mountain=official.code in MOUNTAIN_PROVINCES,
        latitude=official.latitude,
        longitude=official.longitude,
    )


def _follow_name(area: Area, official: OfficialArea) -> bool:
    """Give an area its official names; whether that changed it."""
    if (area.name_th, area.name_en) == (official.name_th, official.name_en):
        return False
    area.name_th, area.name_en = official.name_th, official.name_en
    area.sort_key = sort_key(official.name_th)
    return True


def _fill_gaps(area: Area, official: OfficialArea, region_id: int | None) -> bool:
    """Give an area what it lacks; whether that changed it."""
    completed = False
    if area.region_id is None and region_id is not None:
        area.region_id, completed = region_id, True
    if area.latitude is None and official.latitude is not None:
        area.latitude, area.longitude, completed = official.latitude, official.longitude, True
    return completed
