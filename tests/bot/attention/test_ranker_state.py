"""A ranker as bytes: it goes on exactly, damage is noticed, and nobody's words are in it."""

import io
import os
import subprocess
import sys
from datetime import timedelta
from hashlib import sha256
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.attention import packing
from bot.attention.log import Post
from bot.attention.packing import StateError
from bot.attention.ranker import Ranker
from tests.bot.attention.habits import PEOPLE, WORDS, after, knowing, learned, tell, to_come, workspace
from tests.modules import ROOT

LOG = workspace(120)


@pytest.mark.parametrize("cut", [0, 1, 2, 57, 58, 150])
def test_it_goes_on_exactly(cut: int) -> None:
    """In the middle of posts that are open, and before anything happened."""
    ranker = after(LOG[:cut])
    copy = Ranker.from_bytes(ranker.to_bytes())
    for each in (ranker, copy):
        tell(each, LOG[cut : cut + 60])
    assert copy.to_bytes() == ranker.to_bytes()
    seen = [event for event, _ in LOG[: cut + 60] if isinstance(event, Post)]
    for new in to_come(5):
        assert copy.score(new) == ranker.score(new)
    for old in seen[-30:]:
        now = old.at + timedelta(days=2)
        assert copy.score_later(old, now) == ranker.score_later(old, now)
        assert copy.guess(old, PEOPLE[0], now) == ranker.guess(old, PEOPLE[0], now)


def test_after_learning_it_goes_on_exactly_and_learns_the_same() -> None:
    ranker = after(workspace(100))
    ranker.fit()
    copy = Ranker.from_bytes(ranker.to_bytes())
    assert copy.to_bytes() == ranker.to_bytes()
    for each in (ranker, copy):
        tell(each, [(new, new.at) for new in to_come(30)])
        each.fit()
    assert copy.to_bytes() == ranker.to_bytes()
    new = to_come(31)[-1]
    assert copy.score(new) == ranker.score(new)


def test_posts_that_closed_while_somebody_asked_are_not_lost() -> None:
    ranker, end = after(LOG), to_come(1)[0]
    ranker.score(end)
    copy = Ranker.from_bytes(ranker.to_bytes())
    kept = copy._examples.all()
    assert len(kept) == len(ranker._examples.all()) > 0
    assert (kept.rows == ranker._examples.all().rows).all()


@pytest.mark.parametrize("length", [*range(40), *range(40, len(learned()), 9_973), len(learned()) - 1])
def test_a_part_of_the_bytes_is_refused(length: int) -> None:
    with pytest.raises(StateError):
        Ranker.from_bytes(learned()[:length])


@given(st.integers(0, 8 * len(learned()) - 1))
def test_one_flipped_bit_is_noticed(bit: int) -> None:
    damaged = bytearray(learned())
    damaged[bit // 8] ^= 1 << bit % 8
    with pytest.raises(StateError):
        Ranker.from_bytes(bytes(damaged))


@given(st.binary(max_size=200) | st.text().map(str.encode))
def test_anything_else_is_refused(junk: bytes) -> None:
    with pytest.raises(StateError):
        Ranker.from_bytes(junk)


@pytest.mark.parametrize("junk", [b"", b"{}", b"PK\x03\x04", learned() + b"\0", learned()[32:], b"\0" * 100])
def test_what_looks_like_it_is_refused(junk: bytes) -> None:
    with pytest.raises(StateError):
        Ranker.from_bytes(junk)


def test_another_format_and_other_signals_are_refused() -> None:
    version, state = _format(), _state()
    with pytest.raises(StateError):
        Ranker.from_bytes(packing.pack(state, version + 1))
    for other in ({}, state | {"signals": [*state["signals"], "a new one"]}):
        with pytest.raises(StateError):
            Ranker.from_bytes(packing.pack(other, version))
    assert Ranker.from_bytes(packing.pack(state, version)).people == PEOPLE


def _format() -> int:
    for version in range(100):
        try:
            packing.unpack(learned(), version)
        except StateError:
            continue
        return version
    raise AssertionError("no version reads it")


def _state() -> dict[str, Any]:
    return packing.unpack(learned(), _format())


@pytest.mark.parametrize("seed", ["1", "2"])
def test_another_process_makes_the_same_bytes_of_the_same_log(seed: str) -> None:
    code = (
        "from hashlib import sha256; from tests.bot.attention.habits import after, workspace\n"
        "ranker = after(workspace(60)); ranker.fit(); print(sha256(ranker.to_bytes()).hexdigest())"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        timeout=60,
        env={**os.environ, "PYTHONHASHSEED": seed},
    )
    ranker = after(workspace(60))
    ranker.fit()
    assert ran.stdout.strip() == sha256(ranker.to_bytes()).hexdigest()


def test_nobodys_words_are_in_it() -> None:
    ranker = knowing()
    tell(ranker, workspace(20))
    with np.load(io.BytesIO(ranker.to_bytes()[32:])) as arrays:
        inside = b"".join(arrays[name].tobytes() for name in arrays.files).lower()
    assert b"u1" in inside
    assert not [word for word in WORDS if word.encode() in inside]
