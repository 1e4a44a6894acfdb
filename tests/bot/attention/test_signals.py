"""What is known of a post when it comes: of nothing later, of nothing forgotten, whatever its text is."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.attention.memory import Memory
from bot.attention.shape import SHAPE, is_forgotten
from bot.attention.signals import NAMES, SCOPES, Signals
from tests.bot.attention.people import DAY, HOUR, PEOPLE, acquainted, answer, new, signals, told

HOSTILE = [
    "",
    " ",
    "\x00\ud800",
    "<@>",
    "https://\ud83d.example",
    "<@U1",
    "<!channel> <@U1|<@U2>>",
    "`" * 4000,
    "?" * 4000,
    "会議は何時ですか\uff1f" * 400,
    "\u202e\u0301" * 500,
    "👩‍👩‍👧‍👦🎉" * 300,
    "https://" * 800,
    "a" * 100_000,
    "'" * 4000,
    "((((((a+)+)+)+)+)+$" * 200,
]


def busy() -> Memory:
    """A workspace in which U1 answers U0, and U2 answers everybody in C1."""
    memory = Memory(PEOPLE)
    for number in range(0, 300, 3):
        post = new(number, ("U0", "U4")[number // 6 % 2], channel=("C0", "C1")[number // 3 % 2])
        told(memory, post)
        if post.author == "U0":
            answer(memory, post, "U1", 0.5)
        if post.channel == "C1":
            answer(memory, post, "U2", 0.6, emoji=True)
    return memory


def test_each_signal_has_one_name_and_one_scope() -> None:
    assert len(NAMES) == len(set(NAMES)) == len(SCOPES)


def test_every_signal_of_an_empty_workspace_is_a_number() -> None:
    rows = signals(Memory(PEOPLE), new())
    assert all(math.isfinite(value) for values in rows.values() for value in values)


def test_habits_are_seen_in_the_rows() -> None:
    rows = signals(busy(), new(400, "U0", channel="C1"))
    first, second, third = rows["rate for author here"]
    assert first > third
    assert rows["dealings"][0] > rows["dealings"][1] > rows["dealings"][2] == 0
    assert rows["rate here"][1] > rows["rate here"][0]
    assert second > third
    elsewhere = signals(busy(), new(400, "U4", channel="C0"))
    assert elsewhere["rate here"][1] < rows["rate here"][1]
    assert elsewhere["dealings"][0] == 0


def test_who_answers_nothing_is_not_repelled_by_a_lively_channel() -> None:
    """Posts that were left say where somebody does not answer only as far as they were expected to."""
    memory = acquainted()
    for number in range(200):
        told(memory, new(number, "U9", channel="C1" if number % 10 else "C0"))
    lively, quiet = (signals(memory, new(300, "U9", channel=channel)) for channel in ("C1", "C0"))
    assert -0.7 < lively["rate here"][0] < quiet["rate here"][0] <= 0


def test_mentions_are_of_the_person_or_of_others() -> None:
    rows = signals(Memory(PEOPLE), new(text="<@U2|bo> <@U9> <@U2>"))
    assert rows["mentioned"] == [0, 1, 0]
    assert rows["others mentioned"] == pytest.approx([math.log(3), 0, math.log(3)])
    assert signals(Memory(PEOPLE), new(text=None))["mentioned"] == [0, 0, 0]


@pytest.mark.parametrize("text", [None, "<@U1>", "<@U1> <@U2|bo>"])
def test_words_that_are_forgotten_are_unknown_and_nothing_else_is(text: str | None) -> None:
    rows = signals(busy(), new(400, text=text))
    for name, scope in zip(NAMES, SCOPES, strict=True):
        assert all(math.isnan(value) == (scope == "words") for value in rows[name])


def test_no_text_at_all_is_known_to_be_short() -> None:
    rows = signals(busy(), new(400, text=""))
    assert all(rows["short"])
    assert all(math.isfinite(value) for name in SHAPE for value in rows[name])


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_any_text_is_numbers(text: str) -> None:
    memory, post = busy(), new(400, text=text)
    told(memory, post)
    answer(memory, post, "U1", 1, text)
    rows = signals(memory, new(450, text=text))
    unknown = {scope for name, scope in zip(NAMES, SCOPES, strict=True) if not np.isfinite(rows[name]).all()}
    assert unknown == ({"words"} if is_forgotten(text) else set())


@given(st.text(max_size=300))
def test_every_text_is_numbers(text: str) -> None:
    values = [value for row in signals(Memory(PEOPLE), new(text=text or "x")).values() for value in row]
    assert not any(math.isinf(value) for value in values)


def test_reading_changes_nothing() -> None:
    memory, post = busy(), new(400)
    memory.catch_up(post.at)
    first = Signals(memory).rows(post, memory.vector(post))
    assert (Signals(memory).rows(post, memory.vector(post)) == first).all()


def test_a_posts_own_responses_do_not_change_what_was_known_when_it_came() -> None:
    memory, post = busy(), new(400)
    opened = told(memory, post)
    before = opened.rows.copy()
    for user in PEOPLE:
        answer(memory, post, user, 0.2, "quarry")
    memory.catch_up(post.at + 3 * DAY)
    assert np.array_equal(opened.rows, before)
    assert not np.array_equal(Signals(memory).rows(post, opened.vector), before)


def test_who_wrote_here_just_now_is_nearer_than_who_did_long_ago() -> None:
    memory = Memory(PEOPLE)
    told(memory, new(0, "U1"))
    told(memory, new(100, "U2"))
    rows = signals(memory, new(101))
    one, two, never = rows["since here"]
    assert two == pytest.approx(math.log1p(HOUR), abs=1e-3)
    assert two < one < never
