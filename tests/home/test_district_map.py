"""The dot map: where a district's dot lies and which colour it has."""

import re

import pytest

from home.district_map import HEIGHT, WIDTH, District, coverage_class, layers, place


def district(share: float, **kwargs) -> District:
    values = {"code": "5801", "latitude": 19.3, "longitude": 97.97, **kwargs}
    return District(**values, subdistricts=100, with_fund=round(share * 100))


@pytest.mark.parametrize(
    ("share", "name"),
    [(0, "none"), (0.01, "some"), (0.49, "some"), (0.5, "most"), (0.99, "most"), (1, "full")],
)
def test_class_of_a_share(share, name):
    assert coverage_class(share) == name


def test_a_district_without_subdistricts_is_not_covered():
    assert District("5801", 19.3, 97.9, 0, 0).share == 0


def test_more_funds_than_subdistricts_is_full_and_not_more():
    assert District("5801", 19.3, 97.9, 7, 9).share == 1


def test_north_lies_above_south_and_west_left_of_east():
    mae_hong_son, betong, ubon = place(19.3, 97.97), place(5.77, 101.07), place(15.2, 104.9)
    assert mae_hong_son[1] < ubon[1] < betong[1]
    assert mae_hong_son[0] < betong[0] < ubon[0]


def test_every_dot_is_drawn_once_inside_the_box():
    drawn = layers([district(0), district(0.2, latitude=6.0), district(1, longitude=105.5)])
    assert [layer.name for layer in drawn] == ["none", "some", "most", "full"]
    assert [layer.count for layer in drawn] == [1, 1, 0, 1]
    for layer in drawn:
        for x, y in re.findall(r"M(\d+) (\d+)h0", layer.path):
            assert 0 <= int(x) <= WIDTH
            assert 0 <= int(y) <= HEIGHT
