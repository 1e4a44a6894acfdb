"""At close something is known of every question."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ama.ledger import (
    IN_THE_PAST,
    NO_OWNER,
    PROMISED_WITHIN,
    TOO_FAR,
    is_reminder_due,
    ledger,
    promise_faults,
    reminder,
    settled,
)
from bot.ama.question import MOVES, SETTLED, Question, State, moved
from tests.bot.ama.samples import question
from tests.bot.ama.test_question import STATES

TODAY = date(2026, 3, 2)
DAY = timedelta(days=1)
QUESTIONS = st.lists(
    st.builds(
        lambda state, due_on, owner: question(state=state, due_on=due_on, due_owner=owner),
        st.sampled_from(STATES),
        st.sampled_from([None, TODAY + DAY]),
        st.sampled_from(["", "U7"]),
    ),
    max_size=12,
).map(lambda found: [_named(each, f"q{number}") for number, each in enumerate(found)])


def _named(each: Question, question_id: str) -> Question:
    return question(question_id, state=each.state, due_on=each.due_on, due_owner=each.due_owner)


def _closed(questions: list[Question], hosts: list[str]) -> list[Question]:
    """The questions as they are after a close."""
    parked = {each.question_id: each for each in settled(questions, hosts, TODAY)}
    after = []
    for each in questions:
        promised = parked.get(each.question_id)
        if promised is None:
            after.append(each)
        else:
            assert moved(each.state, "park") == "parked"
            after.append(
                question(each.question_id, state="parked", due_on=promised.due_on, due_owner=promised.owner)
            )
    return after


@given(QUESTIONS, st.lists(st.sampled_from(["U1", "U2", "U3"]), min_size=1, unique=True))
def test_at_close_nothing_is_undecided_and_every_promise_has_a_date_and_an_owner(
    questions: list[Question], hosts: list[str]
) -> None:
    after = _closed(questions, hosts)
    assert ledger(after).is_complete
    assert all(each.due_on and each.due_owner for each in after if each.state == "parked")
    assert [each for each in questions if each.state in SETTLED - {"parked"}] == [
        each for each in after if each.state in SETTLED - {"parked"}
    ]


@given(QUESTIONS)
def test_the_counts_add_up(questions: list[Question]) -> None:
    counted = ledger(questions)
    parts = counted.answered, counted.declined, counted.due, counted.merged, counted.undecided
    assert counted.asked == sum(parts) == sum(each.state != "withdrawn" for each in questions)


def test_hosts_take_what_is_left_in_turn_by_a_week_from_then() -> None:
    left = [question(f"q{number}") for number in range(3)]
    assert [(each.owner, each.due_on) for each in settled(left, ["U1", "U2"], TODAY)] == [
        ("U1", TODAY + PROMISED_WITHIN), ("U2", TODAY + PROMISED_WITHIN), ("U1", TODAY + PROMISED_WITHIN),
    ]  # fmt: skip


def test_a_date_that_somebody_promised_stays() -> None:
    assert settled([question(state="parked", due_on=TODAY + 3 * DAY, due_owner="U9")], ["U1"], TODAY) == []


def test_the_share_of_answers_leaves_duplicates_out() -> None:
    states: list[State] = ["answered", "written", "merged", "parked", "declined", "withdrawn"]
    assert ledger([question(state, state=state) for state in states]).share_answered == 0.5
    assert ledger([]).share_answered is None


@pytest.mark.parametrize(
    ("due_on", "owner", "wrong"),
    [
        (TODAY, "U1", {}),
        (TODAY + 90 * DAY, "U1", {}),
        (TODAY - DAY, "U1", {"due": IN_THE_PAST}),
        (None, "U1", {"due": IN_THE_PAST}),
        (TODAY + 91 * DAY, "U1", {"due": TOO_FAR}),
        (TODAY, "", {"owner": NO_OWNER}),
    ],
)
def test_a_promise_needs_a_day_to_come_and_an_owner(due_on: date | None, owner: str, wrong: object) -> None:
    assert promise_faults(due_on, owner, TODAY) == wrong


def test_the_owner_is_reminded_on_the_day_and_every_week_after_until_it_is_done() -> None:
    due_on, reminded, days = TODAY + 2 * DAY, None, []
    for number in range(20):
        if is_reminder_due(due_on, reminded, TODAY + number * DAY):
            days.append(number)
            reminded = TODAY + number * DAY
    assert days == [2, 9, 16]


def test_a_new_date_starts_anew() -> None:
    assert is_reminder_due(TODAY, TODAY - DAY, TODAY)
    assert not is_reminder_due(None, None, TODAY)


def test_a_reminder_quotes_the_question() -> None:
    parked = question(text="What do we stop doing?", state="parked", due_on=TODAY)
    assert reminder(parked, TODAY) == "You promised an answer by today, 2 March: “What do we stop doing?”"
    assert "promised by 2 March (a day ago)" in reminder(parked, TODAY + DAY)
    assert "promised by 2 March (7 days ago)" in reminder(parked, TODAY + 7 * DAY)


def test_every_verb_of_a_host_leads_somewhere_known() -> None:
    assert {leads for _, leads in MOVES.values()} - {None} <= set(STATES)
