"""Who helped and was not thanked."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.thanks import REMEMBERED, SETTLES, Reply, unthanked
from tests.moments import at

NOW = at("2026-03-09 09:00")
DAY = timedelta(days=1)
ME, WREN, LARCH = "U1", "U2", "U3"
ASKED = "Does anybody know why the import stops?"


def reply(author: str, days: float) -> Reply:
    """A reply so many days ago."""
    return Reply(author, f"{author}:{days}", NOW - days * DAY)


def found(*replies: Reply, asked: str = ASKED, thanked: tuple[str, ...] = ()) -> list[str]:
    """Whom a word of thanks is owed."""
    return [each.author for each in unthanked(ME, asked, replies, thanked, NOW)]


def test_who_helped_and_heard_nothing_is_named_once_the_latest_first() -> None:
    assert found(reply(WREN, 3), reply(LARCH, 2), reply(WREN, 4)) == [LARCH, WREN]


def test_whatever_i_wrote_afterwards_may_have_been_thanks() -> None:
    assert found(reply(WREN, 3), reply(ME, 2.5), reply(LARCH, 2)) == [LARCH]
    assert found(reply(WREN, 3), reply(LARCH, 2), reply(ME, 1)) == []


def test_an_emoji_on_any_of_their_replies_is_thanks() -> None:
    first, last = reply(WREN, 3), reply(WREN, 2)
    assert found(first, last, thanked=(first.ts,)) == []


def test_only_questions_can_be_helped_with_and_only_for_a_while() -> None:
    assert found(reply(WREN, 3), asked="The import stops at night.") == []
    assert found(reply(WREN, SETTLES / DAY - 0.1)) == []
    assert found(reply(WREN, REMEMBERED / DAY + 0.1)) == []


replies = st.lists(st.builds(reply, st.sampled_from([ME, WREN, LARCH]), st.floats(0, 20)), max_size=8)


@given(replies)
def test_nobody_thanks_themselves_and_nobody_is_named_twice(given_: list[Reply]) -> None:
    names = found(*given_)
    assert ME not in names
    assert len(names) == len(set(names))
