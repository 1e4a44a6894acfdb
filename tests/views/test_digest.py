"""The digest as a message, in every state that it can be in."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from bot.digest import CHANGED, MOST_ITEMS
from bot.digest_pace import LINE_BACK, LINE_LESS, LINE_RARE, LINE_SHORT
from bot.digest_since import JOINED
from handlers.views import text
from handlers.views.digest import ABOUT_LIKELY, ALREADY, GONE, LIKELY, NO_WORDS, NOTED, Shown, message
from storage.digests import Item, Sent
from tests.moments import at
from tests.views.hostile import ENORMOUS, hostile
from tests.views.rendered import active, faults, loose, pressed, unseen

URL = "https://fernhill.example/"
NAMES = {"C1": "partners", "C2": "plans"}
FIRST = Item(
    id=11,
    channel="C1",
    ts="1772442000.000100",
    author="U2",
    watched="U1",
    reason="<@U1> reacted or replied to 6 of 8 earlier posts in <#C1>, usually within 12 minutes.",
    verdict="",
)
SECOND = replace(
    FIRST,
    id=12,
    channel="C2",
    ts="1772441000.000100",
    author="U3",
    reason="Early guess: <@U1> reacted or replied to 1 of 9 here.",
)
DIGEST = Sent(
    7,
    "U0",
    "Likely to get a reaction: 2 posts",
    "",
    "D1",
    "1772445600.000200",
    (FIRST, SECOND),
    at("2026-03-02 10:00"),
)
WORDS = {
    11: Shown("The three mills want to talk about the contract.", is_gone=False),
    12: Shown("Draft of the plan: comments until Friday, please.", is_gone=False),
}
OURS = {"@U1", "@U2", "@U3", "#C1", "#C2"}


def with_verdict(verdict: str) -> Sent:
    """The digest after a press on its first item."""
    return replace(DIGEST, items=(replace(FIRST, verdict=verdict), SECOND))


def test_fresh(snapshot: SnapshotAssertion) -> None:
    shown = message(DIGEST, WORDS, URL, NAMES)
    assert shown == snapshot
    assert faults(shown) == []
    assert pressed(shown).count("digest.useful") == 2
    assert pressed(shown).count("why.open") == 2


@pytest.mark.parametrize("verdict", NOTED)
def test_after_a_press(verdict: str, snapshot: SnapshotAssertion) -> None:
    shown = message(with_verdict(verdict), WORDS, URL, NAMES)
    assert shown["blocks"][1:6] == snapshot
    assert faults(shown) == []
    assert (pressed(shown).count("digest.undo"), pressed(shown).count("digest.useful")) == (1, 1)
    assert pressed(shown).count("why.open") == 2


def test_undo_brings_back_exactly_what_was_there() -> None:
    assert message(with_verdict(""), WORDS, URL, NAMES) == message(DIGEST, WORDS, URL, NAMES)


def test_two_parts_have_a_heading_each_in_their_order(snapshot: SnapshotAssertion) -> None:
    items = (
        replace(FIRST, already=("U1",)),
        replace(FIRST, id=13, already=("U4",)),
        replace(SECOND, already=()),
    )
    shown = message(replace(DIGEST, items=items), {**WORDS, 13: WORDS[11]}, URL, NAMES)
    said = [block["text"]["text"] for block in shown["blocks"] if block["type"] == "section"]
    assert [line.splitlines()[0] for line in said if "*Already" in line or "*Likely" in line] == [
        ALREADY,
        LIKELY,
    ]
    assert said.index(f"{LIKELY}\n{ABOUT_LIKELY}") == len(said) - 2
    assert shown == snapshot
    assert faults(shown) == []


def test_who_came_since_stands_below_the_reason_however_long_that_is(snapshot: SnapshotAssertion) -> None:
    shown = message(
        DIGEST, {**WORDS, 11: replace(WORDS[11], since=JOINED.format(people="<@U3>"))}, URL, NAMES
    )
    assert shown["blocks"][2] == snapshot
    sent = replace(DIGEST, items=(replace(FIRST, reason="r" * 4000), SECOND))
    shown = message(sent, {**WORDS, 11: replace(WORDS[11], since="Since then: <@U3> joined in.")}, URL, NAMES)
    assert "Since then: <@U3> joined in." in str(shown)
    assert faults(shown) == []


@pytest.mark.parametrize("line", [LINE_SHORT, LINE_RARE])
def test_a_shorter_digest_says_why_until_a_button_of_it_is_pressed(line: str) -> None:
    shown = message(replace(DIGEST, line=line), WORDS, URL, NAMES)
    assert line in shown["blocks"][-2]["elements"][0]["text"]
    shown = message(replace(DIGEST, line=line, is_answered=True), WORDS, URL, NAMES)
    assert line not in str(shown)
    assert LINE_BACK in shown["blocks"][-2]["elements"][0]["text"]


def test_the_foot_stands_above_what_is_always_there() -> None:
    shown = message(DIGEST, WORDS, URL, NAMES, foot="Two small things.")
    assert shown["blocks"][-3]["elements"][0]["text"] == "Two small things."
    assert faults(message(DIGEST, WORDS, URL, NAMES, foot="f" * 9000)) == []


def test_less_gives_way_to_more_again() -> None:
    assert pressed(message(DIGEST, WORDS, URL, NAMES))[-2:] == ["digest.less", "digest.pause"]
    shown = message(DIGEST, WORDS, URL, NAMES, wants_less=True)
    assert pressed(shown)[-2:] == ["digest.more_again", "digest.pause"]
    assert LINE_LESS in shown["blocks"][-2]["elements"][0]["text"]
    assert faults(shown) == []


def test_a_deleted_post_leaves_nothing_of_itself(snapshot: SnapshotAssertion) -> None:
    shown = message(DIGEST, {**WORDS, 11: replace(WORDS[11], is_gone=True)}, URL, NAMES)
    assert shown["blocks"][1:4] == snapshot
    assert GONE in str(shown)
    for left in ("three mills", "partners", "U2", "C1", "1772442000", FIRST.reason):
        assert left not in str(shown)
    assert faults(shown) == []


def test_forgotten_words_are_said_to_be_gone(snapshot: SnapshotAssertion) -> None:
    shown = message(DIGEST, {**WORDS, 11: Shown(None, is_gone=False)}, URL, NAMES)
    assert shown["blocks"][3] == snapshot
    assert NO_WORDS in str(shown)
    assert faults(shown) == []


def test_what_differs_because_of_earlier_presses_stands_on_top(snapshot: SnapshotAssertion) -> None:
    changes = CHANGED.format(changes="more by <@U2> in <#C1> and nothing from <#C2>")
    shown = message(replace(DIGEST, changed_by=changes), WORDS, URL, NAMES)
    assert shown["blocks"][:2] == snapshot
    assert faults(shown) == []


def test_a_channel_whose_name_is_not_known_is_linked_all_the_same() -> None:
    shown = message(DIGEST, WORDS, URL, {})
    assert f"{URL}archives/C1/p1772442000000100|#the channel" in active(shown)
    assert faults(shown) == []


def test_the_notification_is_the_headline_and_no_link_is_unfurled() -> None:
    shown = message(DIGEST, WORDS, URL, NAMES)
    assert shown["text"] == DIGEST.title
    assert (shown["unfurl_links"], shown["unfurl_media"]) == (False, False)


def is_ours(found: str) -> bool:
    """Whether we wrote a mention, link or date ourselves."""
    return found in OURS or found.startswith((f"{URL}archives/C1/p1772442000000100|#", "!date^1772442000^"))


def check_harmless(written: str, name: str, said: list[str], *, is_gone: bool = False) -> None:
    """Fail if words or names of people become anything but words."""
    items = tuple(replace(FIRST, id=number, verdict=verdict) for number, verdict in enumerate(said))
    words = Shown(text.plain(written, {"U1": name, "C1": name}) or None, is_gone)
    sent = replace(DIGEST, items=items)
    shown = message(sent, dict.fromkeys(range(len(items)), words), URL, {"C1": name[:80]})
    assert faults(shown) == []
    assert loose(shown) == []
    assert unseen(shown) == []
    assert [found for found in active(shown) if not is_ours(found)] == []


@given(
    hostile,
    hostile,
    st.lists(st.sampled_from(["", *NOTED]), min_size=1, max_size=MOST_ITEMS),
    st.booleans(),
)
@settings(deadline=None)
def test_nothing_that_people_write_is_more_than_words(
    written: str, name: str, said: list[str], is_gone: bool
) -> None:
    check_harmless(written, name, said, is_gone=is_gone)


@pytest.mark.parametrize("written", ENORMOUS.values(), ids=ENORMOUS)
def test_forty_thousand_characters_fit(written: str) -> None:
    check_harmless(written, written, [*NOTED, "", ""])
