"""What is due when: at a wall time in the person's zone, each once."""

from datetime import UTC, datetime, timedelta
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.green_button.calibration import Said
from bot.green_button.journal import (
    Button,
    Due,
    Entry,
    Mix,
    Review,
    Reviewed,
    Round,
    is_loop,
    is_settled,
    loop_due,
    mix,
    next_review,
    said,
)
from tests.moments import at

BERLIN, LIMA, KIRITIMATI = ZoneInfo("Europe/Berlin"), ZoneInfo("America/Lima"), ZoneInfo("Pacific/Kiritimati")
PRESSED = at("2026-03-02 09:00")


def reviewed(*answers: tuple[Round, Review, str]) -> tuple[Reviewed, ...]:
    """Answers to reviews, with the day they were given."""
    return tuple(Reviewed(name, answer, at(f"{day} 12:00")) for name, answer, day in answers)


def green(*answers: tuple[Round, Review, str], asked: tuple[Round, ...] = ()) -> Entry:
    """A green press with these answers."""
    return Entry("green", PRESSED, 70, reviewed(*answers), asked=asked)


def test_the_first_review_comes_after_thirty_days_at_ten_in_the_morning_there() -> None:
    assert next_review(green(), BERLIN) == Due("30 days", at("2026-04-01 08:00"))  # summer time by then
    assert next_review(green(), LIMA) == Due("30 days", at("2026-04-01 15:00"))


def test_the_day_is_the_local_one() -> None:
    late = Entry("green", at("2026-03-02 23:30"), 50)
    assert next_review(late, KIRITIMATI) == Due("30 days", at("2026-04-01 20:00"))  # pressed on the 3rd there


@pytest.mark.parametrize(
    ("entry", "due"),
    [
        (green(asked=("30 days",)), Due("90 days", at("2026-05-31 08:00"))),
        (green(("30 days", "not_yet", "2026-04-01")), Due("90 days", at("2026-05-31 08:00"))),
        (green(asked=("30 days", "90 days")), None),
        (
            green(("30 days", "not_yet", "2026-04-01"), ("90 days", "not_yet", "2026-05-31")),
            Due("9 months", at("2027-02-28 09:00")),
        ),
        (
            green(("30 days", "not_yet", "2026-04-01"), asked=("30 days", "90 days")),
            Due("9 months", at("2027-01-01 09:00")),
        ),
        (green(("90 days", "not_yet", "2026-05-31"), asked=("90 days", "9 months")), None),
        (green(("90 days", "not_yet", "2026-05-31"), ("9 months", "not_yet", "2027-02-28")), None),
        (green(("30 days", "worked", "2026-04-01")), None),
        (green(("30 days", "not", "2026-04-01")), None),
        (green(("30 days", "let_go", "2026-04-01")), None),
        (
            green(("30 days", "worked", "2026-04-01"), ("30 days", "not_yet", "2026-04-02")),
            Due("90 days", at("2026-05-31 08:00")),
        ),
    ],
)
def test_every_review_is_asked_for_once_until_it_ended(entry: Entry, due: Due | None) -> None:
    assert next_review(entry, BERLIN) == due


@pytest.mark.parametrize(
    ("answered", "due"),
    [
        ("2026-03-31", "2026-12-31"),
        ("2026-05-31", "2027-02-28"),
        ("2027-05-31", "2028-02-29"),
        ("2026-04-15", "2027-01-15"),
    ],
)
def test_nine_months_later_is_the_same_day_or_the_last_of_a_shorter_month(answered: str, due: str) -> None:
    entry = green(("90 days", "not_yet", answered))
    assert next_review(entry, ZoneInfo("UTC")) == Due("9 months", at(f"{due} 10:00"))


@pytest.mark.parametrize("button", ["red", "discover", "delegate"])
def test_only_green_is_reviewed(button: Button) -> None:
    assert next_review(Entry(button, PRESSED), BERLIN) is None


def test_what_was_answered_last_counts() -> None:
    changed = green(("30 days", "worked", "2026-04-01"), ("30 days", "not_yet", "2026-04-02"))
    assert not is_settled(changed)
    assert is_settled(green(("30 days", "not_yet", "2026-04-01"), ("90 days", "not", "2026-06-01")))
    assert not is_settled(green())


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2035, 12, 31)),  # noqa: DTZ001  # made aware below
    st.sampled_from([BERLIN, LIMA, KIRITIMATI]),
    st.lists(st.sampled_from([*get_args(Review), None]), min_size=5, max_size=5),
)
def test_whoever_answers_or_not_is_asked_at_most_three_times_and_later_each_time(
    pressed: datetime, zone: ZoneInfo, answers: list[Review | None]
) -> None:
    entry, due_before = Entry("green", pressed.replace(tzinfo=UTC), 50), pressed.replace(tzinfo=UTC)
    rounds = []
    for answer in answers:
        due = next_review(entry, zone)
        if due is None:
            break
        assert due.at > due_before
        rounds.append(due.round)
        given_now = (Reviewed(due.round, answer, due.at + timedelta(hours=1)),) if answer else ()
        asked = (*entry.asked, due.round)
        entry = Entry("green", entry.pressed, 50, (*entry.reviews, *given_now), asked=asked)
        due_before = due.at
    assert next_review(entry, zone) is None
    assert rounds == list(get_args(Round))[: len(rounds)]


@pytest.mark.parametrize(
    ("button", "pressed", "due"),
    [
        ("discover", "2026-03-02 09:00", "2026-03-09 09:00"),  # a Monday
        ("delegate", "2026-03-02 09:00", "2026-03-16 09:00"),
        (
            "discover",
            "2026-03-07 09:00",
            "2026-03-16 09:00",
        ),  # a Saturday: then the Monday after the next one
        ("discover", "2026-03-08 09:00", "2026-03-16 09:00"),
        ("discover", "2026-03-06 09:00", "2026-03-13 09:00"),  # Friday to Friday
        ("discover", "2026-03-25 09:00", "2026-04-01 08:00"),  # over the change to summer time
    ],
)
def test_an_open_loop_is_due_when_the_draft_promised_and_never_on_a_weekend(
    button: Button, pressed: str, due: str
) -> None:
    assert loop_due(Entry(button, at(pressed)), BERLIN) == at(due)


@pytest.mark.parametrize(
    "entry", [Entry("green", PRESSED), Entry("red", PRESSED), Entry("discover", PRESSED, closed=PRESSED)]
)
def test_nothing_else_is_a_loop(entry: Entry) -> None:
    assert not is_loop(entry)
    assert loop_due(entry, BERLIN) is None


def test_only_green_presses_with_a_chance_and_an_end_say_how_well_one_guesses() -> None:
    entries = [
        green(("30 days", "worked", "2026-04-01")),
        green(("30 days", "not_yet", "2026-04-01"), ("90 days", "not", "2026-06-01")),
        green(("30 days", "not_yet", "2026-04-01")),
        green(("30 days", "let_go", "2026-04-01")),
        green(),
        Entry("green", PRESSED, None, reviewed(("30 days", "worked", "2026-04-01"))),
        Entry("red", PRESSED, 70, reviewed(("30 days", "worked", "2026-04-01"))),
    ]
    assert said(entries) == [Said(70, worked=True), Said(70, worked=False)]


def test_the_mix_counts_each_button() -> None:
    buttons: list[Button] = ["green", "red", "green", "discover", "delegate", "red", "red"]
    assert mix([Entry(button, PRESSED) for button in buttons]) == Mix(2, 3, 1, 1)
    assert mix([]) == Mix(0, 0, 0, 0)
