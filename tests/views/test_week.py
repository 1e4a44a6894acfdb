"""A manager's week as a message, its line on Home, and the modal that changes it."""

from dataclasses import replace
from datetime import time

import pytest
from hypothesis import given, settings
from syrupy.assertion import SnapshotAssertion

from bot import managers_week
from bot.managers_week import NAMES
from handlers.views import text, week_settings
from handlers.views.digest import GONE
from handlers.views.week import OFF, State, Words, message, section
from storage.weeks import Lead, Sent, Shown
from tests.moments import at
from tests.views.hostile import ENORMOUS, hostile
from tests.views.rendered import active, faults, loose, markup, pressed, unseen

URL = "https://fernhill.example/"
NAMED = {"C1": "town-hall", "C2": "partners"}
ITEMS = (
    managers_week.question(0.9, 5, "C1", "1772442000.000100"),
    managers_week.hand_on(0.8, "C2", "1772442001.000100"),
    managers_week.strategic(
        0.7, "<@U9> replied to 6 of 8 posts like this in <#C2>.", "C2", "1772442002.000100"
    ),
    managers_week.feedback(0.6, "U2", "U3", is_shared=True),
    managers_week.thanks(0.5, "U3", "C2", "1772442003.000100"),
)
WEEK = Sent(
    3, "U1", managers_week.title(ITEMS), "D1", "1772445600.000200",
    tuple(Shown(item.kind, item.line, item.channel, item.ts) for item in ITEMS),
)  # fmt: skip
WORDS = (
    Words("Why do we close the Hull depot?"),
    Words("Who would like to lead the pilot with the three mills?"),
    Words("Draft of the plan: comments until Friday, please."),
    Words(None),
    Words("Does anybody know why the import stops?"),
)
LEAD = Lead(people=("U5", "U6"))


def test_a_whole_week(snapshot: SnapshotAssertion) -> None:
    shown = message(WEEK, WORDS, URL, NAMED)
    assert shown == snapshot
    assert faults(shown) == []
    assert pressed(shown) == ["week.now", "week.less", "week.open", "week.pause"]
    assert [name in str(shown) for name in NAMES.values()] == [True] * 5 + [False]


def test_a_deleted_post_leaves_nothing_of_itself() -> None:
    shown = message(WEEK, (*WORDS[:4], Words(None, is_gone=True)), URL, NAMED)
    assert GONE in str(shown)
    for left in ("import", "U3> helped", "1772442003"):
        assert left not in str(shown)
    assert faults(shown) == []


def test_less_gives_way_to_more_again() -> None:
    shown = message(WEEK, WORDS, URL, NAMED, wants_less=True)
    assert pressed(shown) == ["week.now", "week.more_again", "week.open", "week.pause"]
    assert faults(shown) == []


@given(hostile, hostile)
@settings(deadline=None)
def test_nothing_that_people_write_is_more_than_words(written: str, name: str) -> None:
    words = [Words(text.plain(written, {"U1": name}) or None)] * 5
    shown = message(WEEK, words, URL, {"C1": name[:80], "C2": name[:80]})
    assert faults(shown) == loose(shown) == unseen(shown) == []
    ours = {"@U9", "@U2", "@U3", "#C2"}
    assert [each for each in active(shown) if each not in ours and not each.startswith(URL)] == []


@pytest.mark.parametrize("written", ENORMOUS.values(), ids=ENORMOUS)
def test_forty_thousand_characters_fit(written: str) -> None:
    items = tuple(replace(each, line="r" * 4000) for each in WEEK.items)
    shown = message(replace(WEEK, items=items), [Words(text.plain(written, {}))] * 5, URL, NAMED)
    assert faults(shown) == []


def test_home_says_when_it_comes_and_nothing_to_those_who_lead_nobody(snapshot: SnapshotAssertion) -> None:
    assert section(State(None)) == []
    on = State(LEAD, at("2026-03-02 09:00"), at("2026-03-09 09:00"))
    assert [block.to_dict() for block in section(on)] == snapshot
    off = [block.to_dict() for block in section(State(replace(LEAD, is_on=False)))]
    assert markup({"blocks": off}) == [OFF]


@pytest.mark.parametrize(
    "lead", [None, LEAD, replace(LEAD, is_on=False, wants_less=True, weekday=4, at=time(14, 30))]
)
def test_the_modal(lead: Lead | None, snapshot: SnapshotAssertion) -> None:
    shown = week_settings.modal(lead, ["U8"])
    assert shown == snapshot
    assert faults(shown) == []


def test_the_modal_with_a_hundred_and_fifty_people_and_fifty_managers() -> None:
    lead = replace(LEAD, people=tuple(f"U{number:08}" for number in range(150)))
    assert faults(week_settings.modal(lead, [f"UM{number:07}" for number in range(50)])) == []
