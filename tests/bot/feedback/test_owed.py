"""When feedback is owed."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.feedback import owed
from bot.feedback.owed import REMEMBERED
from bot.relationships import Contact
from tests.moments import at

NOW = at("2026-03-30 09:00")
DAY = timedelta(days=1)
LONG_AGO = NOW - 200 * DAY


def together(*days_ago: float, person: str = "U1", kind: str = "thread") -> list[Contact]:
    """A conversation with somebody on each of these days."""
    return [
        Contact(person, NOW - days * DAY, kind, is_mine=True, channel="C1", ts=f"{days}")  # type: ignore[arg-type]
        for days in days_ago
    ]


def people(contacts: list[Contact], settled: tuple[str, ...] = (), since: float = 200) -> list[str]:
    """Whom feedback is owed to."""
    return [each.person for each in owed(contacts, settled, NOW - since * DAY, NOW)]


def test_three_conversations_with_somebody_new_that_came_to_an_end() -> None:
    (found,) = owed(together(12, 9, 5), (), LONG_AGO, NOW)
    assert found.person == "U1"
    assert found.posts == (("C1", "5"), ("C1", "9"), ("C1", "12"))
    assert found.last == NOW - 5 * DAY


def test_two_are_too_few_and_so_are_three_words_in_one_thread() -> None:
    assert people(together(12, 5)) == []
    assert people(together(5, 5, 5)) == []


def test_spread_thin_they_are_no_burst() -> None:
    assert people(together(29, 15, 5)) == []


def test_it_waits_until_they_are_done_and_not_until_all_is_forgotten() -> None:
    assert people(together(12, 9, 2)) == []
    assert people(together(45, 40, 31)) == []


def test_an_old_acquaintance_is_not_new_but_one_of_long_ago_is() -> None:
    assert people([*together(12, 9, 5), *together(60, 40)]) == []
    assert people([*together(12, 9, 5), *together(120)]) == ["U1"]
    assert people([*together(12, 9, 5), *together(20, kind="reaction")]) == ["U1"]


def test_whom_one_wrote_to_or_left_out_is_settled() -> None:
    assert people(together(12, 9, 5), settled=("U1",)) == []


def test_with_little_history_nobody_is_new() -> None:
    assert people(together(12, 9, 5), since=30) == []


def test_whoever_it_ended_with_most_recently_comes_first() -> None:
    assert people([*together(12, 9, 8), *together(12, 9, 5, person="U2")]) == ["U2", "U1"]


@given(st.lists(st.floats(-5, 150), max_size=15), st.integers(0, 300))
def test_whatever_happened_it_is_fresh_and_was_together(days: list[float], since: int) -> None:
    for each in owed(together(*days), (), NOW - since * DAY, NOW):
        assert 3 * DAY <= NOW - each.last <= REMEMBERED
        assert len(each.posts) >= 3
