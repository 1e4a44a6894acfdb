"""The modals and messages of feedback: as they look, and within Slack's limits with the longest that can be entered."""

from dataclasses import replace
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from bot.feedback import Round, Visibility, flags
from bot.feedback.writing import MOST_CHARACTERS, PROMPTS
from handlers.views import feedback, feedback_home, feedback_letter, feedback_pick
from handlers.views.feedback_turn import Turn, packed, shown_in, turn_from, typed_from
from storage.feedback import Letter, Written
from storage.feedback_wishes import Choice, Note, Request
from tests.moments import at
from tests.views.hostile import ENORMOUS, hostile
from tests.views.rendered import active, faults, loose, markup, unseen

NOW = at("2026-03-02 09:30")
ID = "0123456789abcdef"
PEOPLE = tuple(f"U{number:010}" for number in range(8))
TURN = Turn(Round(PEOPLE[:3], PEOPLE[:1]), (), "U5", ("C1", "1772442000.000100"))
TYPED = Written(
    PEOPLE[1],
    {
        "situation": "The review of the locker contract",
        "behaviour": "You asked the couriers first",
        "impact": "We dropped the second screen",
        "wish": "",
    },
    "them_and_manager",
    asks_back=True,
)
LETTER = Letter(ID, "U1", TYPED, "U5", NOW, NOW)
REQUEST = Request("r1", "U2", "U1", "the way I ran the review", NOW)
LINK = ("#rounds, 2 March", "https://b.example/archives/C1/p1")
ALL: tuple[Visibility, ...] = get_args(Visibility)


def page(typed: Written = TYPED, **more: Any) -> feedback.Page:
    """The form as it begins."""
    return feedback.Page(TURN, typed, ALL, "Larch", "Alder", "U1", feedback.Start(**more))


def test_the_form(snapshot: SnapshotAssertion) -> None:
    shown = feedback.write(page(lines=("I leave you out: that's you.",), links=(LINK,), is_filled=True))
    assert shown == snapshot
    assert faults(shown) == []


@pytest.mark.parametrize("visibility", ALL)
def test_the_preview_names_everybody_who_will_see_it(visibility: Any, snapshot: SnapshotAssertion) -> None:
    typed = replace(TYPED, visibility=visibility)
    shown = feedback.shown(TURN, typed, flags("You were lazy"), waits=True)
    assert markup(shown) == snapshot
    assert faults(shown) == []


@pytest.mark.parametrize("reader", [PEOPLE[1], "U5"], ids=["the person", "their manager"])
def test_what_a_reader_gets(reader: str, snapshot: SnapshotAssertion) -> None:
    shown = feedback_letter.letter(LETTER, reader, is_first=True, can_pause=False)
    assert shown == snapshot
    assert faults(shown) == []


def test_what_the_author_hears(snapshot: SnapshotAssertion) -> None:
    for shown in (
        feedback_letter.thanks("U2"),
        feedback_letter.answer("U2", "I will ask *earlier* <!channel>"),
    ):
        assert shown == snapshot
        assert faults(shown) == []


def test_being_asked(snapshot: SnapshotAssertion) -> None:
    for shown in (feedback_letter.asked(REQUEST), feedback_letter.settled(REQUEST, "That's fine.")):
        assert shown == snapshot
        assert faults(shown) == []


def test_the_smaller_modals(snapshot: SnapshotAssertion) -> None:
    notes = [Note("n1", "U2", "Kept calm", NOW)]
    for shown in (
        feedback_pick.pick(["I don't know 1 of them."]),
        feedback_pick.ask(),
        feedback_pick.settings(Choice(takes_none=True, manager="U5")),
        feedback_pick.notes(notes),
        feedback_pick.notes([]),
        feedback.ended(TURN.after(is_sent=True)),
        feedback.ended(TURN.after(is_sent=False)),
        feedback_letter.answering(LETTER, ("D1", "1.2")),
    ):
        assert shown == snapshot
        assert faults(shown) == []


def test_what_is_open_on_home(snapshot: SnapshotAssertion) -> None:
    state = feedback_home.State([REQUEST] * 3, PEOPLE[:2], PEOPLE, [LETTER, LETTER])
    blocks = feedback_home.section(state)
    assert [block.to_dict() for block in blocks] == snapshot
    assert len(blocks) <= 6
    assert feedback_home.section(feedback_home.NOTHING) == []


@pytest.mark.parametrize("words", [*ENORMOUS.values(), '"' * 40_000, "\n" * 39_999 + "a", "\x01" * 40_000])
def test_the_longest_of_everything_fits(words: str) -> None:
    check_harmless(words)


@given(hostile)
@settings(deadline=None, max_examples=40)
def test_whatever_people_write_stays_words(words: str) -> None:
    check_harmless(words or "a")


def check_harmless(words: str) -> None:
    """Fail if Slack would refuse any of it, or if words became anything but words."""
    cut = words[:MOST_CHARACTERS]
    typed = Written(PEOPLE[1], dict.fromkeys(PROMPTS, cut), "them_and_manager", asks_back=True)
    turn = Turn(Round(PEOPLE, PEOPLE[:1]), (), "U5", ("C" * 11, "1772442000.000100"), words[:150])
    letter = replace(LETTER, written=typed)
    request = replace(REQUEST, topic=words[:150])
    start = feedback.Start((), ((words[:99], LINK[1]),) * 4, is_filled=True)
    home = feedback_home.State([request, replace(request, id="r2")], PEOPLE, PEOPLE, [letter] * 9)
    everything: tuple[dict[str, Any], ...] = (
        feedback.write(feedback.Page(turn, typed, ALL, words, words, "U1", start)),
        feedback.shown(turn, typed, flags("You are lazy, rude and always late"), waits=True),
        feedback_letter.letter(letter, PEOPLE[1], is_first=True, can_pause=True),
        feedback_letter.letter(letter, "U5", is_first=False, can_pause=True, is_refused=True),
        feedback_letter.answer("U1", words),
        feedback_letter.asked(request),
        feedback_pick.notes([Note(f"n{number}", "U2", cut[:1000], NOW) for number in range(99)]),
        {"type": "home", "blocks": [block.to_dict() for block in feedback_home.section(home)]},
    )
    for shown in everything:
        assert faults(shown) == []
        assert loose(shown) == []
        assert all(each.startswith(("@U", "!date^", LINK[1])) for each in active(shown))
        plain = [block for block in shown["blocks"] if block["type"] not in {"rich_text", "input"}]
        assert unseen({"blocks": plain}) == []


@given(st.dictionaries(st.sampled_from(list(PROMPTS)), st.text(max_size=300)), st.booleans())
@settings(deadline=None)
def test_what_a_preview_shows_can_be_read_back_from_it(words: Any, asks_back: bool) -> None:
    typed = Written(PEOPLE[1], words, "manager", asks_back=asks_back)
    found = shown_in(feedback.shown(TURN, typed, [], waits=False))
    assert found == replace(typed, words={field: words.get(field, "").strip() for field in PROMPTS})


def test_where_one_is_survives_the_modal() -> None:
    turn = Turn(Round(PEOPLE, PEOPLE[:2]), PEOPLE[:1], "U5", ("C1", "1.2"), "a topic")
    assert turn_from({"private_metadata": packed(turn)}) == turn
    assert len(packed(replace(turn, topic="\x01" * 200))) <= 3000


@pytest.mark.parametrize("metadata", ["", "x", "[]", "null", "{}", '{"people": 3, "post": [1]}'])
def test_odd_hidden_text_is_nobodys_turn(metadata: str) -> None:
    assert turn_from({"private_metadata": metadata}).person == ""
    assert typed_from({"private_metadata": metadata}).words == dict.fromkeys(PROMPTS, "")
