"""Slack's do-not-disturb as silences."""

from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from bot.nudges import Day, Silence, calm_moment
from bot.nudges.do_not_disturb import silences
from tests.moments import at

BEGIN, END = at("2026-03-04 09:00"), at("2026-03-04 11:00")
SCHEDULED = {
    "dnd_enabled": True,
    "next_dnd_start_ts": int(BEGIN.timestamp()),
    "next_dnd_end_ts": int(END.timestamp()),
}


def test_the_next_window_is_a_silence() -> None:
    assert silences(SCHEDULED) == (Silence(BEGIN, END),)
    assert calm_moment(at("2026-03-04 10:00"), Day(ZoneInfo("Europe/Berlin")), silences(SCHEDULED)) == END


def test_a_snooze_lasts_from_now_on() -> None:
    snoozed = {"snooze_enabled": True, "snooze_endtime": int(END.timestamp())}
    assert calm_moment(at("2026-03-04 10:59"), Day(ZoneInfo("Europe/Berlin")), silences(snoozed)) == END


def test_none_is_written_as_one_by_slack() -> None:
    assert silences({"dnd_enabled": False, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1}) == ()
    assert silences({"dnd_enabled": True, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1}) == ()
    assert silences({**SCHEDULED, "dnd_enabled": False}) == ()
    assert silences({}) == ()


anything = st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.floats()


@given(st.fixed_dictionaries(dict.fromkeys([*SCHEDULED, "snooze_enabled", "snooze_endtime"], anything)))
def test_whatever_slack_says_can_be_read(info: dict[str, object]) -> None:
    assert all(each.end is not None and each.begin < each.end for each in silences(info))
