"""Ties: decided by a hash that never outweighs a thousandth of a point."""

import numpy as np
import pytest

from exchange.pairing.flow import EXTRA_NODES, ROOM_BITS, tie_hash, tie_room


@pytest.mark.parametrize("funds", [2, 40, 6000, 100_000, 10**8])
@pytest.mark.parametrize("dearest", [1, 602_000, 10**9])
def test_all_ties_together_stay_below_a_thousandth_and_all_costs_in_64_bits(funds, dearest):
    tie_bits, shift = tie_room(dearest, funds, funds)
    largest_hash = 2**tie_bits - 1
    assert funds * largest_hash < 2**shift
    if tie_bits:
        highest = (dearest << shift) + largest_hash
        assert highest * (funds + EXTRA_NODES) < 2**ROOM_BITS * 2
    assert tie_room(602_000, 4_200, 6_000) == (12, 25)


def test_the_hash_of_a_pair_is_the_same_for_ever_and_tells_pairs_apart():
    one = tie_hash(np.array([12], dtype=np.uint64), np.array([34], dtype=np.uint64))
    assert one.tolist() == [1607186725]
    ids = np.arange(1, 301, dtype=np.uint64)
    hashes = tie_hash(np.repeat(ids, 300), np.tile(ids, 300))
    assert hashes.max() < 2**32
    assert len(np.unique(hashes)) > 89_990  # of 90,000; chance alone would repeat one
