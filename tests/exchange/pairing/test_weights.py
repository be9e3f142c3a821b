"""The numbers a coordinator may change, and their bounds."""

import math

import pytest

from exchange.pairing.weights import Weights, WeightsError


@pytest.mark.parametrize(
    "wrong",
    [
        {"subjects": -1},
        {"distance": 1001},
        {"likeness": 2.5},
        {"half_distance_km": 0},
        {"road_factor": 0.9},
        {"mountain_factor": math.nan},
        {"max_km": 0},
        {"unmatched": None},
        {"waited": "20"},
        {"road_factor": "1.3"},
    ],
)
def test_weights_out_of_range_are_refused(wrong):
    with pytest.raises(WeightsError, match=next(iter(wrong))):
        Weights(**wrong)
