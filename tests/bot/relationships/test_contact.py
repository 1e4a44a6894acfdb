"""What counts as contact."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.relationships import Contact, Said, Talk, contacts
from bot.relationships.contact import MOST_NAMED, MOST_WRITERS
from tests.moments import at, stamp

START = at("2026-03-02 09:00")
HOUR = timedelta(hours=1)
EVERYBODY = {"ME", *(f"U{number}" for number in range(20))}


def said(author: str, hour: float = 0, *mentions: str) -> Said:
    """A message so many hours after the start."""
    return Said(author, START + hour * HOUR, mentions)


def talk(opening: Said, *replies: Said, reactions: tuple[tuple[str, float | None], ...] = ()) -> Talk:
    """A conversation in one channel."""
    emoji = tuple((user, None if hour is None else START + hour * HOUR) for user, hour in reactions)
    return Talk("C1", stamp(START), opening, replies, emoji)


def kinds(found: list[Contact]) -> list[tuple[str, str, bool]]:
    """The contacts in short."""
    return [(each.person, each.kind, each.is_mine) for each in found]


def test_a_mention_is_contact_in_both_directions() -> None:
    assert kinds(contacts("ME", talk(said("ME", 0, "U1")), EVERYBODY)) == [("U1", "mention", True)]
    assert kinds(contacts("ME", talk(said("U1", 0, "ME")), EVERYBODY)) == [("U1", "mention", False)]
    assert contacts("ME", talk(said("U1", 0, "U2")), EVERYBODY) == []


def test_an_announcement_that_names_many_is_not() -> None:
    many = [f"U{number}" for number in range(2, 2 + MOST_NAMED)]
    assert contacts("ME", talk(said("U1", 0, "ME", *many)), EVERYBODY) == []


def test_an_answer_counts_as_such_for_author_and_answerer() -> None:
    assert kinds(contacts("ME", talk(said("U1"), said("ME", 1)), EVERYBODY)) == [("U1", "reply", True)]
    assert kinds(contacts("ME", talk(said("ME"), said("U1", 1)), EVERYBODY)) == [("U1", "reply", False)]


def test_two_who_write_in_one_thread_are_in_contact_if_it_is_about_the_same_time() -> None:
    near = talk(said("U9"), said("U1", 1), said("ME", 2))
    assert ("U1", "thread", True) in kinds(contacts("ME", near, EVERYBODY))
    far = talk(said("U9"), said("U1", 1), said("ME", 24 * 9))
    assert kinds(contacts("ME", far, EVERYBODY)) == [("U9", "reply", True)]


def test_in_a_crowded_thread_only_answers_and_mentions_count() -> None:
    crowd = [said(f"U{number}", number) for number in range(1, MOST_WRITERS + 1)]
    found = contacts("ME", talk(said("U9"), *crowd, said("ME", 20, "U1")), EVERYBODY)
    assert kinds(found) == [("U1", "mention", True), ("U9", "reply", True)]


def test_an_emoji_with_a_time_is_contact_but_no_conversation() -> None:
    found = contacts("ME", talk(said("ME"), reactions=(("U1", 1), ("U2", None))), EVERYBODY)
    assert kinds(found) == [("U1", "reaction", False)]
    assert not found[0].is_real


def test_apps_and_strangers_are_left_to_whoever_asks() -> None:
    assert contacts("ME", talk(said("B1", 0, "ME")), EVERYBODY) == []


names = st.sampled_from(["ME", "U1", "U2", "U3"])
messages = st.builds(said, names, st.floats(0, 400), names)


@given(messages, st.lists(messages, max_size=8))
def test_each_message_counts_once_per_person_and_nobody_meets_themselves(
    opening: Said, replies: list[Said]
) -> None:
    replies.sort(key=lambda each: each.at)
    found = contacts("ME", talk(opening, *replies), EVERYBODY)
    assert all(each.person != "ME" for each in found)
    assert len({(each.person, each.at) for each in found}) == len(found)
    assert found == sorted(found, key=lambda each: each.at)
    mine = {each.person for each in found}
    theirs = {other for other in ("U1", "U2", "U3") if _met(other, opening, replies)}
    assert mine == theirs


def _met(other: str, opening: Said, replies: list[Said]) -> bool:
    """Whether the other finds contact with me in it too."""
    return any(each.person == "ME" for each in contacts(other, talk(opening, *replies), EVERYBODY))
