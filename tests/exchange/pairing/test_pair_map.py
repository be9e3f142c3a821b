"""The drawing of a plan: districts where they lie, one curve for each direction of help."""

from exchange.pairing.drawing import EDGE, WIDTH, District, draw

NORTH = District("เหนือ", 19.5, 98.0)
SOUTH = District("ใต้", 18.0, 98.0)
EAST = District("ตะวันออก", 18.5, 98.4)
UNKNOWN = District("ไม่รู้", None, None)


def test_help_inside_a_district_is_counted_and_help_across_is_a_curve():
    drawing = draw([(NORTH, NORTH), (NORTH, NORTH), (NORTH, SOUTH), (EAST, SOUTH)])
    assert {place.name: place.inside for place in drawing.places} == {
        "เหนือ": 2,
        "ใต้": 0,
        "ตะวันออก": 0,
    }
    lines = {(line.mentor, line.mentee): line.pairs for line in drawing.lines}
    assert lines == {("เหนือ", "ใต้"): 1, ("ตะวันออก", "ใต้"): 1}


def test_north_is_up_east_is_right_and_names_have_room():
    drawing = draw([(NORTH, SOUTH), (NORTH, EAST)])
    spot = {place.name: (place.x, place.y) for place in drawing.places}
    assert spot["เหนือ"][1] < spot["ตะวันออก"][1] < spot["ใต้"][1]
    assert spot["ใต้"][0] < spot["ตะวันออก"][0]
    assert all(EDGE <= x <= WIDTH - EDGE for x, _y in spot.values())


def test_both_directions_are_two_curves():
    there, back = draw([(NORTH, SOUTH), (SOUTH, NORTH)]).lines
    assert (there.x, there.y) != (back.x, back.y)


def test_nothing_to_draw_between_places_that_do_not_differ_or_are_not_known():
    assert draw([]) is None
    assert draw([(NORTH, NORTH)]) is None
    assert draw([(NORTH, UNKNOWN), (UNKNOWN, SOUTH)]) is None
