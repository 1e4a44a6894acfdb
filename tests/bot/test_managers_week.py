"""What a manager gets to see, and what never."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.managers_week import (
    MOST,
    Item,
    choose,
    feedback,
    group,
    hand_on,
    may_show,
    question,
    strategic,
    thanks,
    title,
)


def test_the_lines_as_a_manager_reads_them() -> None:
    items = [
        question(0.9, 5, "C1", "1.0"),
        hand_on(0.8, "C1", "2.0"),
        strategic(0.7, "<@U9> replied to 6 of 8 posts like this in #partners.", "C2", "3.0"),
        feedback(0.6, "U2", "U3", is_shared=True),
        thanks(0.5, "U3", "C1", "4.0"),
        group(0.4, 6, 12, "C3"),
    ]
    assert [item.line for item in choose(items, 6)] == [
        "A question in your AMA has no answer yet, for 5 days.",
        "Somebody asks for a person here. Is it a chance for someone in your team?",
        "<@U9> replied to 6 of 8 posts like this in #partners.",
        "<@U2> wrote feedback on <@U3> and chose that you see it.",
        "<@U3> helped in a conversation of yours. A word of thanks takes a minute.",
        "6 of your 12 people wrote in <#C3> this week.",
    ]
    assert title(items[:1]) == "Your week: 1 thing"
    assert title(items[:4]) == "Your week: 4 things"


def test_feedback_that_was_not_shared_with_the_manager_is_never_shown() -> None:
    assert choose([feedback(1.0, "U2", "U3", is_shared=False)]) == []


@pytest.mark.parametrize(
    ("writers", "size", "shown"),
    [
        (5, 10, True),
        (4, 10, False),
        (5, 9, False),
        (10, 10, True),
        (0, 5, True),
        (4, 4, False),
        (9, 10, False),
    ],
)
def test_a_count_is_shown_only_if_nobody_can_be_told_apart(writers: int, size: int, shown: bool) -> None:
    assert may_show(group(1.0, writers, size, "C1")) == shown


def test_one_post_is_shown_once_and_kinds_take_turns() -> None:
    same = [hand_on(0.9, "C1", "1.0"), strategic(0.8, "r", "C1", "1.0")]
    assert choose(same) == [same[0]]
    questions = [question(0.9, 3, "C1", f"{number}.0") for number in range(9)]
    kinds = [item.kind for item in choose([*questions, thanks(0.6, "U3", "C2", "1.0")])]
    assert kinds[1] == "thanks"
    assert len(kinds) == MOST


def test_nothing_to_say_is_no_message() -> None:
    assert choose([]) == []


kinds = st.sampled_from(["question", "hand_on", "strategic", "feedback", "thanks", "group"])
items = st.builds(
    Item,
    kinds,
    st.floats(0, 1),
    st.text(max_size=5),
    st.sampled_from(["C1", "C2"]),
    st.sampled_from(["", "1.0", "2.0", "3.0", "4.0"]),
    st.booleans(),
    st.integers(0, 20),
)


@given(st.lists(items, max_size=20))
def test_whatever_there_is_five_at_most_and_none_that_is_not_theirs_to_see(given_: list[Item]) -> None:
    chosen = choose(given_)
    assert len(chosen) <= MOST
    assert all(may_show(item) and item in given_ for item in chosen)
    assert all(item.is_shared for item in chosen if item.kind == "feedback")
    assert bool(chosen) == any(may_show(item) for item in given_)
    posts = [(item.channel, item.ts) for item in chosen if item.ts]
    assert len(set(posts)) == len(posts)
