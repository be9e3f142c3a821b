"""Where the bars of yearly figures stand."""

from home.charts import FOOT, HEIGHT, WIDTH, stacked_bars


def test_pieces_stack_without_a_gap_and_the_highest_fills_the_height():
    low, high = stacked_bars([("2565", [10, 10]), ("2566", [30, 10])])
    first, second = high.parts
    assert first.y + first.height == HEIGHT - FOOT
    assert second.y + second.height == first.y
    assert low.top > high.top > 0
    assert high.total == 40


def test_a_missing_year_is_missing_and_not_zero():
    missing, zero = stacked_bars([("2565", [None, None]), ("2566", [0, None])])
    assert (missing.total, missing.parts) == (None, [])
    assert (zero.total, zero.parts) == (0, [])


def test_one_missing_group_does_not_hide_the_others():
    [bar] = stacked_bars([("2566", [5, None, 7])])
    assert bar.total == 12
    assert [part.series for part in bar.parts] == [0, 2]


def test_bars_stay_inside_the_drawing_however_many():
    for count in (1, 2, 8, 30):
        bars = stacked_bars([(str(year), [year]) for year in range(1, count + 1)])
        assert all(
            part.x >= 0 and part.x + part.width <= WIDTH for bar in bars for part in bar.parts
        )


def test_nothing_to_draw():
    assert stacked_bars([]) == []
