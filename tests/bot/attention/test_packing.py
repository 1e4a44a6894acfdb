"""States as bytes: the same state gives the same bytes, and comes back as it was."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.attention.packing import StateError, pack, unpack

leaves = (
    st.none()
    | st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.floats(allow_nan=False)
    | st.text("abcä#", max_size=5)
)
states = st.dictionaries(
    st.text(max_size=4),
    st.recursive(
        leaves,
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    ),
    max_size=4,
)


@given(states)
def test_plain_values_come_back(state: dict[str, Any]) -> None:
    assert unpack(pack(state, 3), 3) == state
    assert pack(state, 3) == pack(state, 3)


@pytest.mark.parametrize("kind", [np.float16, np.float32, np.float64, np.int16, np.int64, np.bool_])
@pytest.mark.parametrize("shape", [(0,), (3,), (0, 4), (2, 3, 1)])
def test_arrays_come_back_with_their_type_and_shape(kind: type[np.generic], shape: tuple[int, ...]) -> None:
    array = np.arange(int(np.prod(shape))).reshape(shape).astype(kind)
    found = unpack(pack({"a": [array, {"b": array}], "c": array.T}, 1), 1)
    for each in (found["a"][0], found["a"][1]["b"], found["c"].T):
        assert (each.dtype, each.shape) == (array.dtype, array.shape)
        assert np.array_equal(each, array)


def test_what_comes_back_can_be_written_to_and_is_not_shared() -> None:
    written = pack({"a": np.zeros(3)}, 1)
    unpack(written, 1)["a"] += 1
    assert not unpack(written, 1)["a"].any()


def test_another_version_is_refused() -> None:
    with pytest.raises(StateError, match="format 1"):
        unpack(pack({}, 1), 2)


def test_code_is_never_run() -> None:
    with pytest.raises((StateError, TypeError)):
        unpack(pack({"a": np.array([object()])}, 1), 1)


@given(st.binary(max_size=100), st.integers(0, 10**6))
def test_damage_is_noticed(junk: bytes, place: int) -> None:
    written = pack({"a": np.arange(50), "b": "c"}, 1)
    at = place % len(written)
    for damaged in (
        junk,
        written[:at],
        written + junk + b"x",
        written[:at] + bytes([written[at] ^ 64]) + written[at + 1 :],
    ):
        with pytest.raises(StateError):
            unpack(damaged, 1)
