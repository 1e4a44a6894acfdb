"""What is remembered: counts that anybody can make by hand, kept for two weeks of open posts."""

import numpy as np
import pytest

from bot.attention.memory import CLOSED, MATURE, Memory
from bot.attention.open_post import kinds_of
from bot.attention.tallies import MET, MET_2, REPLIED, SEEN, WROTE_14
from tests.bot.attention.people import BEGIN, DAY, HOUR, PEOPLE, acquainted, answer, new, told


def counted(memory: Memory, row: int, hours: float, key: object = "all") -> list[float]:
    """A count of each person."""
    read = memory.mine.read(key, BEGIN + hours * HOUR)[row]
    return [float(number) for number in read]


def test_who_could_respond_has_seen_a_post_a_day_later_and_not_before() -> None:
    memory = acquainted()
    told(memory, new(author="U1"))
    memory.catch_up(BEGIN + MATURE)
    assert counted(memory, SEEN, 25) == [0, 0, 0]
    memory.catch_up(BEGIN + MATURE + 1)
    assert counted(memory, SEEN, 25) == [0, 1, 1]


def test_an_emoji_exactly_a_day_later_is_a_response_and_not_left() -> None:
    memory, post = acquainted(), new()
    opened = told(memory, post)
    answer(memory, post, "U2", 24, emoji=True)
    assert opened.met.tolist() == [0, 1, 0]
    assert not opened.is_ripe
    memory.catch_up(BEGIN + 3 * DAY)
    assert opened.is_ripe
    assert counted(memory, MET, 72) == [0, 1, 0]
    assert counted(memory, SEEN, 72) == [1, 1, 1]
    left = memory.words._squares.reshape(5, 3)[1]
    assert left[0] == left[2] > 0
    assert left[1] == 0


def test_who_has_never_responded_may_not_have_come_yet_and_has_left_nothing() -> None:
    memory = Memory(PEOPLE)
    first = new(author="U3")
    assert told(memory, first).could.tolist() == [0, 0, 0]
    answer(memory, first, "U1", 2)
    assert told(memory, new(3, author="U3")).could.tolist() == [1, 0, 0]
    memory.catch_up(BEGIN + 3 * DAY)
    assert counted(memory, SEEN, 72) == [1, 0, 0]


def test_who_responds_in_a_private_channel_has_come_there_and_nowhere_else() -> None:
    memory = Memory(PEOPLE)
    secret = new(channel="C9", is_private=True)
    told(memory, secret)
    answer(memory, secret, "U2", 2)
    assert told(memory, new(3, channel="C9", is_private=True)).could.tolist() == [0, 1, 0]
    assert told(memory, new(4)).could.tolist() == [0, 0, 0]


def test_several_responses_of_one_person_are_one() -> None:
    memory, post = Memory(PEOPLE), new()
    opened = told(memory, post)
    for hours in (1, 2, 3):
        answer(memory, post, "U1", hours)
        answer(memory, post, "U1", hours, emoji=True)
    assert opened.responders == ["U1"]
    assert counted(memory, MET, 3) == [1, 0, 0]
    assert counted(memory, REPLIED, 3) == [1, 0, 0]
    assert memory.responses.tolist() == [1, 0, 0]


def test_an_author_in_their_own_thread_has_not_responded() -> None:
    memory, post = Memory(PEOPLE), new(author="U1")
    opened = told(memory, post)
    answer(memory, post, "U1")
    assert not opened.responders
    assert counted(memory, MET, 2) == [0, 0, 0]
    assert counted(memory, WROTE_14, 1)[0] == pytest.approx(2, abs=0.01)


@pytest.mark.parametrize(("days", "is_met"), [(6.99, True), (7, True), (7.01, False)])
def test_a_response_counts_for_a_week(days: float, is_met: bool) -> None:
    memory, post = Memory(PEOPLE), new()
    opened = told(memory, post)
    answer(memory, post, "U3", days * 24)
    assert bool(opened.met[2]) == is_met
    assert opened.responders == ["U3"]


def test_what_happened_lately_fades_and_what_happened_ever_does_not() -> None:
    memory, post = Memory(PEOPLE), new()
    told(memory, post)
    answer(memory, post, "U1", 1)
    assert counted(memory, MET_2, 49)[0] == pytest.approx(0.5)
    assert counted(memory, MET_2, 97)[0] == pytest.approx(0.25)
    assert counted(memory, MET, 97)[0] == 1


def test_posts_close_after_two_weeks_and_whoever_learns_gets_them_in_their_order() -> None:
    memory = Memory(PEOPLE)
    opened = [told(memory, new(number)) for number in range(4)]
    told(memory, new(5, is_bot=True))
    memory.catch_up(BEGIN + CLOSED)
    assert not memory.closed
    memory.catch_up(BEGIN + CLOSED + 10 * HOUR)
    assert memory.closed == opened
    assert not memory.open
    answer(memory, new(0), "U1", 24 * 20)
    assert counted(memory, MET, 480) == [0, 0, 0]


def test_two_people_are_alike_who_respond_to_the_same_posts() -> None:
    memory = Memory(PEOPLE)
    for number in range(3):
        post = new(number)
        told(memory, post)
        answer(memory, post, "U1", 0.1)
        answer(memory, post, "U2", 0.2, emoji=True)
    assert memory.alike.tolist() == [[0, 3, 0], [3, 0, 0], [0, 0, 0]]


def test_a_private_channel_counts_in_itself_only() -> None:
    memory, post = Memory(PEOPLE), new(channel="C9", author="U2", is_private=True, text="velvet http ? `x`")
    before = memory.state()
    told(memory, post)
    answer(memory, post, "U1", 1, "thimble")
    answer(memory, post, "U3", 2)
    memory.catch_up(BEGIN + 3 * DAY)
    assert counted(memory, MET, 72, ("channel", "C9")) == [1, 0, 1]
    shared = [counts._counts for counts in (memory.mine, memory.pairs, memory.anybody)]
    assert all("C9" in key for counts in shared for key in counts if isinstance(key, tuple))
    assert all("all" not in counts for counts in shared)
    after = memory.state()
    assert not memory.alike.any()
    assert not memory.last_met
    assert not memory.last_shared
    assert (memory.posts_by, memory.last_said) == ({}, {})
    assert all(
        (before["words"][name] == after["words"][name]).all() for name in ("sums", "usual", "with_bucket")
    )


def test_text_that_is_forgotten_is_a_kind_of_its_own_and_teaches_no_words() -> None:
    memory = Memory(PEOPLE)
    unknown, plain = kinds_of(new(text=None)), kinds_of(new(text="a"))
    assert kinds_of(new(text="<@U1> <@U2>")) == unknown
    assert not set(unknown) & {*plain, *kinds_of(new(text="`http?"))}
    for hours, text in enumerate((None, "<@U1>", " <@U1|jo> <@U2>")):
        post = new(hours, text=text)
        assert not len(told(memory, post).vector.buckets)
        answer(memory, post, "U1", 1, text)
    memory.catch_up(BEGIN + 30 * DAY)
    assert not memory.words._sums.any()
    assert not memory.words._usual.any()


def test_going_on_from_a_state_shares_nothing_with_it() -> None:
    memory, copy = Memory(PEOPLE), Memory(PEOPLE)
    told(memory, new())
    copy.restore(memory.state())
    answer(copy, new(), "U1", 1)
    assert np.flatnonzero(copy.open["C0", new().ts].met).tolist() == [0]
    assert not memory.open["C0", new().ts].met.any()
