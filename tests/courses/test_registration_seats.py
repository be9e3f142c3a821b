"""Who may have a seat: pure, without a database."""

import pytest

from courses.seats import Claim, Obstacle, Seating


def test_the_lowest_free_number_is_given():
    seating = Seating(capacity=5, fund_share=None, taken=[(1, None), (2, 7), (4, 7)])
    assert seating.allot([Claim(10, None), Claim(11, 8), Claim(12, 9)]) == {10: 3, 11: 5}


@pytest.mark.parametrize(
    ("capacity", "share", "taken", "fund_id", "obstacle"),
    [
        (2, None, [], 1, None),
        (2, None, [(1, 1), (2, 1)], 1, Obstacle.FULL),
        (2, None, [(1, 1), (2, 1)], None, Obstacle.FULL),
        (1, None, [(1, 1), (2, 2)], 3, Obstacle.FULL),  # made smaller than what is taken
        (9, 2, [(1, 1), (2, 1)], 1, Obstacle.FUND_SHARE),
        (9, 2, [(1, 1), (2, 1)], 2, None),
        (9, 2, [(1, 1), (2, 2)], 1, None),
        (9, 1, [(1, None), (2, None)], None, None),  # no fund, no share
        (2, 1, [(1, 1), (2, 2)], 1, Obstacle.FULL),  # both: the wider reason is said
    ],
)
def test_what_keeps_somebody_from_a_seat(capacity, share, taken, fund_id, obstacle):
    seating = Seating(capacity=capacity, fund_share=share, taken=taken)
    assert seating.obstacle(fund_id) is obstacle


def test_a_fund_at_its_share_lets_the_next_ones_pass():
    seating = Seating(capacity=4, fund_share=2, taken=[(1, 1), (2, 1)])
    queue = [Claim(10, 1), Claim(11, 2), Claim(12, 1), Claim(13, 2), Claim(14, None)]
    assert seating.allot(queue) == {11: 3, 13: 4}


def test_allotting_again_gives_nothing():
    queue = [Claim(number, number % 3) for number in range(20)]
    seating = Seating(capacity=12, fund_share=3)
    given = seating.allot(queue)
    assert len(given) == 9
    left = [claim for claim in queue if claim.key not in given]
    assert seating.allot(left) == {}
    assert seating.faults() == []


def test_faults_are_named():
    seating = Seating(capacity=2, fund_share=1, taken=[(1, 5), (2, 5), (3, None)])
    assert seating.faults() == ["3 seats given of 2", "fund 5 has 2 seats of 1"]
