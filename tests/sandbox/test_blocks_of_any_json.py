import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sandbox.blocks import check_message, check_view
from tests.sandbox.block_samples import (
    MESSAGE_BLOCKS,
    MODAL_BLOCKS,
    SOUND_BLOCKS,
    Json,
    modal,
    places,
    replaced,
)

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(deadline=None)
@given(data=st.data(), new=json_values)
def test_any_json_is_answered_with_faults_at_places_that_exist(data: st.DataObject, new: Any) -> None:
    block = data.draw(st.sampled_from(SOUND_BLOCKS + MESSAGE_BLOCKS + MODAL_BLOCKS))
    odd = replaced(block, data.draw(st.sampled_from(places(block))), new)
    for faults, root in (
        (check_message("Hello", [odd], None), {"blocks": [odd]}),
        (check_view(modal(odd), "modal"), modal(odd)),
        (check_view({"type": "home", "blocks": [odd]}, "home"), {"type": "home", "blocks": [odd]}),
    ):
        for line in faults:
            pointer = line.rpartition("[json-pointer:")[2].removesuffix("]")
            look_up(root, pointer)


def look_up(value: Any, pointer: str) -> None:
    for key in filter(None, pointer.split("/")):
        value = value[int(key)] if isinstance(value, list) else value[key]


@settings(deadline=None)
@given(value=json_values, other=json_values)
def test_arbitrary_json_never_raises(value: Any, other: Any) -> None:
    assert isinstance(check_message(value, other, value), list)
    assert isinstance(check_message(None, [value, other], [other]), list)
    assert isinstance(check_view(value, "modal"), list)
    assert isinstance(check_view({"type": "home", "blocks": [value, other]}, "home"), list)


def test_deep_nesting_is_no_trouble() -> None:
    deep: Any = "x"
    for _ in range(5000):
        deep = {"elements": [deep], "child_blocks": [deep], "type": "container"}
    assert check_message("", [deep], None)
    assert check_view(modal(deep), "modal")


@pytest.mark.parametrize("block", SOUND_BLOCKS, ids=str)
def test_a_field_that_slack_does_not_know_is_refused_everywhere(block: Json) -> None:
    for path in places(block):
        value: Any = block
        for key in path:
            value = value[key]
        if isinstance(value, dict):
            odd = replaced(block, path, value | {"sourdough": 1})
            pointer = "/".join(map(str, ["", "blocks", 0, *path]))
            assert (
                f"[ERROR] invalid additional property: sourdough [json-pointer:{pointer}]"
                in check_message("", [odd], None)
            ), json.dumps(odd)
