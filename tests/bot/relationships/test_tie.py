"""Where somebody stands with one person."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.relationships import Contact, Tie, cadence, last_talk, span, standing, upcoming
from tests.moments import at

NOW = at("2026-03-02 09:00")
DAY = timedelta(days=1)


def talked(*days_ago: float, kind: str = "reply") -> tuple[Contact, ...]:
    """Contact with wren, so many days before now."""
    return tuple(Contact("U1", NOW - days * DAY, kind, is_mine=True) for days in days_ago)  # type: ignore[arg-type]


WEEKLY = talked(66, 59, 52, 45, 38)


def test_a_silence_beyond_the_pairs_own_rhythm_is_told_in_its_numbers() -> None:
    told = standing(Tie("U1", WEEKLY), NOW)
    assert told.state == "cold"
    assert told.line == "You and <@U1> usually talk every week or so; the last time was 5 weeks ago."


def test_the_same_silence_is_nothing_for_two_who_talk_every_month() -> None:
    assert standing(Tie("U1", talked(158, 128, 98, 68, 38)), NOW).state == "fine"


def test_an_emoji_is_no_conversation() -> None:
    assert standing(Tie("U1", WEEKLY + talked(1, kind="reaction")), NOW).state == "cold"
    assert standing(Tie("U1", WEEKLY + talked(1, kind="met")), NOW).state == "fine"


def test_an_acquaintance_is_not_missed_unless_chosen() -> None:
    assert standing(Tie("U1", talked(80, 60)), NOW).at is None
    chosen = standing(Tie("U1", talked(80, 60), since=NOW - 90 * DAY), NOW)
    assert (chosen.state, chosen.line) == ("cold", "You and <@U1> last talked 2 months ago.")


def test_what_ended_long_ago_is_not_brought_up() -> None:
    old = tuple(replace(each, at=each.at - 400 * DAY) for each in WEEKLY)
    assert standing(Tie("U1", old), NOW).at is None


def test_a_cadence_counts_from_the_last_real_contact_or_from_when_it_was_chosen() -> None:
    fortnight = Tie("U1", talked(15), cadence=14 * DAY)
    assert standing(fortnight, NOW).line == (
        "You wanted to talk with <@U1> every 2 weeks; the last time was 2 weeks ago."
    )
    assert standing(replace(fortnight, contacts=talked(13)), NOW).state == "fine"
    never = Tie("U1", cadence=14 * DAY, since=NOW - 20 * DAY)
    assert standing(never, NOW).state == "due"
    assert "haven't seen you two talk" in standing(never, NOW).line
    assert standing(Tie("U1", cadence=14 * DAY), NOW).at is None


def test_a_weekly_cadence_reads_well() -> None:
    assert "every week;" in standing(Tie("U1", talked(9), cadence=7 * DAY), NOW).line


def test_a_tag_gives_its_cadence_and_ones_own_wins() -> None:
    tags = {"customers": 30 * DAY, "mentors": 14 * DAY}
    assert cadence(None, ["customers", "mentors"], tags) == 14 * DAY
    assert cadence(91 * DAY, ["customers"], tags) == 91 * DAY
    assert cadence(None, ["unknown"], tags) is None


def test_snoozed_comes_back_as_something_new_unless_they_talked_meanwhile() -> None:
    cold = Tie("U1", WEEKLY)
    snoozed = replace(cold, snoozed_until=NOW + 7 * DAY)
    assert standing(snoozed, NOW).state == "snoozed"
    later = standing(snoozed, NOW + 7 * DAY)
    assert (later.state, later.at) == ("cold", NOW + 7 * DAY)
    assert standing(replace(snoozed, contacts=WEEKLY + talked(-8)), NOW + 9 * DAY).state == "fine"


def test_let_go_is_let_go() -> None:
    assert standing(Tie("U1", WEEKLY, cadence=DAY, is_let_go=True), NOW).at is None


def test_the_most_overdue_come_first_and_who_never_will_be_is_left_out() -> None:
    ties = [
        Tie("U1", WEEKLY),
        Tie("U2", talked(60), cadence=7 * DAY),
        Tie("U3", talked(3), cadence=7 * DAY),
        Tie("U4", is_let_go=True),
    ]
    assert [each.person for each in upcoming(ties, NOW)] == ["U2", "U1", "U3"]


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (0.2, "1 day"),
        (1, "1 day"),
        (5, "5 days"),
        (7, "1 week"),
        (8, "8 days"),
        (20, "3 weeks"),
        (64, "2 months"),
    ],
)
def test_lengths_in_words(days: float, told: str) -> None:
    assert span(days * DAY) == told


days = st.lists(st.floats(0.1, 500), max_size=20)


@given(days, st.none() | st.integers(1, 100), st.none() | st.integers(-30, 30))
def test_real_contact_right_now_is_never_called_cold(
    past: list[float], every: int | None, snooze: int | None
) -> None:
    tie = Tie("U1", talked(*past), cadence=None if every is None else every * DAY, since=NOW - 600 * DAY)
    tie = replace(tie, snoozed_until=None if snooze is None else NOW + snooze * DAY)
    assert standing(replace(tie, contacts=tie.contacts + talked(0)), NOW).state in {"fine", "snoozed"}
    told = standing(tie, NOW)
    assert bool(told.line) == (told.state in {"due", "cold"})
    assert told.at is not None
    assert (told.at <= NOW) == (told.state in {"due", "cold"})
    reached = last_talk(tie, NOW)
    assert reached is None or isinstance(reached, datetime)
