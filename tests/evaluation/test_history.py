"""What is known when, and what a response is."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.attention.log import Engagement, Post
from tests.evaluation.lighthouse import history, post, reaction, reply

LAMP, KELP, GULL = "U0LAMP", "U0KELP", "U0GULL"


def test_a_reaction_is_known_a_day_after_its_post_and_a_reply_when_it_is_written() -> None:
    lit = post(0)
    found = history([lit], [reaction(lit, GULL), reply(lit, KELP, hours=2)])
    assert [(known.at - lit.at, type(known.event)) for known in found.events] == [
        (timedelta(0), Post),
        (timedelta(hours=2), Engagement),
        (timedelta(days=1), Engagement),
    ]


def test_responses_are_those_of_others_within_a_week_to_posts_of_people() -> None:
    lit, by_machine = post(0), post(1, is_bot=True)
    found = history(
        [lit, by_machine],
        [
            reaction(lit, GULL),
            reply(lit, GULL, hours=3),
            reply(lit, KELP, hours=7 * 24 + 0.01),
            reaction(lit, LAMP),
            reaction(by_machine, KELP),
        ],
    )
    assert found.responses() == {GULL: {(lit.channel, lit.ts): lit.at + timedelta(hours=3)}}


def test_a_reply_after_exactly_a_week_counts() -> None:
    lit = post(0)
    assert KELP in history([lit], [reply(lit, KELP, hours=7 * 24)]).responses()


@given(st.lists(st.tuples(st.integers(0, 9), st.booleans(), st.floats(0, 300)), max_size=20))
def test_events_come_in_the_order_in_which_they_became_known_and_none_before_its_post(
    done: list[tuple[int, bool, float]],
) -> None:
    posts = [post(number) for number in range(10)]
    engagements = [
        reaction(posts[number], GULL) if is_reaction else reply(posts[number], GULL, hours=hours)
        for number, is_reaction, hours in done
    ]
    events = history(posts, engagements).events
    assert len(events) == len(posts) + len(engagements)
    assert [known.at for known in events] == sorted(known.at for known in events)
    seen = set()
    for known in events:
        key = known.event.channel, known.event.ts
        assert isinstance(known.event, Post) or key in seen
        seen.add(key)
