"""Reading back: how far, what is kept, and how it is told."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.backfill import DEPTH, keeps_text, oldest, progress
from bot.posts import message_from, moment
from tests.moments import at

NOW = at("2026-03-02 09:00")


def test_words_are_kept_for_thirty_days() -> None:
    assert keeps_text(NOW, NOW)
    assert keeps_text(NOW - timedelta(days=30) + timedelta(microseconds=1), NOW)
    assert not keeps_text(NOW - timedelta(days=30), NOW)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1)))  # noqa: DTZ001
def test_reading_ends_ninety_days_back_at_a_timestamp_as_slack_writes_them(now: datetime) -> None:
    aware = at(now.isoformat())
    ts = oldest(aware)
    assert message_from({"ts": ts, "user": "U1"}, "C1") is not None
    assert abs(moment(ts) - (aware - DEPTH)) < timedelta(microseconds=2)
    assert timedelta(days=90) == DEPTH


@pytest.mark.parametrize(
    ("read", "threads", "words"),
    [
        (0, 0, "Learned from 0 posts"),
        (1240, 0, "Learned from 1,240 posts"),
        (1240, 2, "Learned from 1,240 posts so far; 2 conversations still to read"),
    ],
)
def test_progress_in_words(read: int, threads: int, words: str) -> None:
    assert progress(read, threads) == words
