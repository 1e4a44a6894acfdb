"""What was said against what happened."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.calibration import EDGES, brier, calibrated, calibration_error, wilson
from evaluation.metrics import Case


def _case(responded: list[int], said: list[float]) -> Case:
    return Case(np.array(responded, bool), np.array(said, float), np.zeros(len(said), np.int64))


def test_brier_by_hand() -> None:
    responded, said, _ = _case([1, 0], [0.8, 0.4])
    assert brier(responded, said) == pytest.approx((0.04 + 0.16) / 2)


def test_calibration_error_by_hand() -> None:
    responded, said, _ = _case([1, 0, 0, 1], [0.11, 0.19, 0.12, 1.0])
    assert calibration_error(responded, said) == pytest.approx((3 * abs(1 / 3 - 0.14) + 0) / 4)
    assert math.isnan(calibration_error(np.array([], bool), np.array([])))


def test_bins_by_hand() -> None:
    found = calibrated([_case([1, 0, 0], [0.03, 0.04, 1.0]), _case([0], [0.0])])
    assert [(each.low, each.high, each.pairs) for each in found.bins] == [
        (0, 0.01, 1),
        (0.02, 0.05, 2),
        (0.5, 1, 1),
    ]
    middle = found.bins[1]
    assert middle.said == pytest.approx(0.035)
    assert middle.happened == 0.5
    assert middle.least < 0.5 < middle.most
    assert found.brier_of_rate == [pytest.approx(2 / 9), 0]


@given(st.lists(st.tuples(st.booleans(), st.floats(0, 1)), max_size=40))
def test_every_pair_is_in_one_bin(pairs: list[tuple[bool, float]]) -> None:
    found = calibrated([_case([int(happened) for happened, _ in pairs], [said for _, said in pairs])])
    assert sum(each.pairs for each in found.bins) == len(pairs)
    for each in found.bins:
        assert each.low in EDGES
        assert each.low - 1e-9 <= each.said <= each.high + 1e-9
        assert 0 <= each.least <= each.happened + 1e-9
        assert each.happened - 1e-9 <= each.most <= 1


def test_wilsons_interval_is_that_of_the_books() -> None:
    assert wilson(0.1, 100) == pytest.approx((0.0552, 0.1744), abs=1e-3)
    assert wilson(0, 10)[0] == 0
