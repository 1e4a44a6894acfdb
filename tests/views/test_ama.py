"""Everything that a session shows: as pictures in words, within Slack's limits, and with nothing of people's words active."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from bot.ama.after import Answer
from bot.ama.ama import Ama, Plan, Slot
from bot.ama.question import Question
from bot.ama.ranking import NAMES
from handlers.views import text
from handlers.views.ama import answer, ask, board, ending, here, hosts, lists, setup
from handlers.views.ama.board import Board
from tests.views.hostile import ENORMOUS, hostile
from tests.views.rendered import active, faults, loose, unseen

OPENS = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PLAN = Plan(
    channel="C1", kind="ama", title="Ask the founders", hosts=("U1", "U2"), opens_at=OPENS,
    closes_at=OPENS + timedelta(days=7), zone="Europe/Berlin", naming="both", is_moderated=False,
    rules="One thing at a time.", schedule=(Slot(OPENS + timedelta(days=6), "Where we are going"),),
    we_did=(("more time", "an hour more"),),
)  # fmt: skip
AMA = Ama("a1", 2, PLAN, "open", "1.2")
OPEN = Question("q1", 1, "Why do we price per round?", "", "open", votes=3, active=5, ts="1.3")
NAMED = Question("q2", 2, "What would we stop doing?", "U5", "answering", votes=1, active=4, ts="1.4")
REST = (
    Question("q3", 3, "When do we move?", "", "parked", due_on=date(2026, 3, 9), due_owner="U2", ts="1.5"),
    Question("q4", 4, "Who is to blame?", "", "declined", reason="Nobody is.", ts="1.6"),
    Question("q5", 5, "Are we well?", "", "written", answer="Yes, mostly.", ts="1.7"),
    Question("q6", 6, "And again?", "", "answered", ts="1.8"),
    Question("q7", 7, "Why per round, again?", "", "merged", merged_into="q1", ts="1.9"),
    Question("q8", 0, "Held back?", "", "held"),
    Question("q9", 8, "", "", "withdrawn", ts="1.91"),
)
ALL = (OPEN, NAMED, *REST)
LINKS = {each.question_id: f"https://b.example/archives/C1/p{number}" for number, each in enumerate(ALL)}
FILLED = setup.Filled("ama", "C1", "U1", OPENS, OPENS + timedelta(days=7), "Europe/Berlin")
WRITTEN = [Answer("yes", "longer")] * 5

Draw = Callable[[Ama, tuple[Question, ...], str], dict[str, Any]]
VIEWS: dict[str, Draw] = {
    "board": lambda ama, asked, _: board.message(Board(ama, asked, asked, LINKS, is_orphan=True)),
    "question": lambda ama, asked, _: board.question(ama, asked[0]),
    "parked": lambda ama, asked, _: board.question(ama, asked[2]),
    "declined": lambda ama, asked, _: board.question(ama, asked[3]),
    "written": lambda ama, asked, _: board.question(ama, asked[4]),
    "ask": lambda ama, asked, words: ask.modal(
        ama, few=True, words=words[:500], similar=asked[:3], hint="Perhaps.", can_rewrite=True, is_second=True
    ),
    "rewritten": lambda ama, _, words: ask.modal(ama, few=False, words="Ten characters", before=words[:500], is_second=True),
    "first": lambda ama, _, __: ask.modal(ama, few=True),
    "sent": lambda ama, _, __: ask.sent(ama, is_named=False),
    "edit": lambda ama, asked, _: ask.edit(ama, asked[0]),
    "mine": lambda ama, asked, _: ask.mine(ama, asked, asked),
    "list": lambda ama, asked, _: lists.questions(ama, "top", 0, asked, {"q1"}),
    "log": lambda ama, _, words: lists.log(ama, [text.escape(text.one_line(words))[:900]] * 70),
    "tools": lambda ama, asked, words: hosts.tools(hosts.Tools(ama, asked, asked[:1], ((asked[1], asked[0]),), "Note.")),
    "decide": lambda ama, asked, _: hosts.decide(ama, asked[0], asked[1:], date(2026, 3, 9)),
    "close": lambda ama, _, __: hosts.close(ama, 3, date(2026, 3, 9)),
    "here": lambda ama, _, __: here.modal(ama, "https://b.example/x", is_host=True, is_orphan=True),
    "closing": lambda ama, asked, _: ending.closing(
        replace(ama, state="closed", poll_until=OPENS + timedelta(days=14)), asked, WRITTEN
    ),
    "over": lambda ama, asked, _: ending.closing(replace(ama, state="closed"), asked, []),
    "promised": lambda ama, asked, _: ending.promised(ama, asked[2], date(2026, 3, 9)),
    "reminder": lambda ama, asked, words: ending.reminder(ama, asked[2], f"Due: {words[:600]}"),
    "answer": lambda ama, asked, words: answer.message(asked[0], words, "U1"),
    "setup": lambda ama, _, words: setup.modal(replace(FILLED, title=words, rules=words, we_did=[words] * 3)),
}  # fmt: skip
OURS = {"@U1", "@U2", "@U5"}


@pytest.mark.parametrize("name", VIEWS)
def test_as_it_looks(name: str, snapshot: SnapshotAssertion) -> None:
    shown = VIEWS[name](AMA, ALL, "Why do we price per round?")
    assert faults(shown) == []
    assert shown == snapshot


@pytest.mark.parametrize("state", ["set_up", "open", "live", "closed"])
@pytest.mark.parametrize("kind", ["ama", "topics"])
def test_the_board_in_every_state(state: Any, kind: Any, snapshot: SnapshotAssertion) -> None:
    ama = replace(
        AMA, state=state, plan=replace(PLAN, kind=kind), closed_at=OPENS if state == "closed" else None
    )
    shown = VIEWS["board"](ama, (), "")
    assert faults(shown) == []
    assert shown["blocks"] == snapshot


def full_of(words: str, count: int = 1) -> tuple[Ama, tuple[Question, ...]]:
    """A session in which everybody wrote these words wherever they could."""
    plan = replace(
        PLAN, title=(words or "?")[:80], rules=words[:1000], we_did=((words, words),) * 9,
        schedule=tuple(Slot(OPENS, words[:80]) for _ in range(12)), hosts=("U1",) * 10,
    )  # fmt: skip
    asked = tuple(
        replace(each, text=words[:500], reason=words[:300], answer=words[:2000], flags=2) for each in ALL
    )
    return replace(AMA, plan=plan), asked * count


@pytest.mark.parametrize("words", ENORMOUS.values(), ids=ENORMOUS)
@pytest.mark.parametrize("name", VIEWS)
def test_the_longest_words_fit(name: str, words: str) -> None:
    ama, asked = full_of(words, 12)
    numbered = tuple(replace(each, question_id=f"q{place}") for place, each in enumerate(asked))
    assert faults(VIEWS[name](ama, numbered, words)) == []


@pytest.mark.parametrize("name", VIEWS)
@given(words=hostile)
@settings(max_examples=15)
def test_nothing_that_people_write_becomes_active(name: str, words: str) -> None:
    ama, asked = full_of(words)
    shown = VIEWS[name](ama, asked, words)
    allowed = {each for each in active(shown) if each.startswith(("!date^", "https://b.example/"))}
    assert set(active(shown)) - allowed <= OURS
    assert loose(shown) == []
    fields = {each["element"].get("initial_value") for each in shown["blocks"] if each["type"] == "input"}
    assert [each for each in unseen(shown) if not any(each in str(field) for field in fields)] == []


@given(st.text(max_size=20))
def test_where_a_list_stands_is_read_from_anything(choice: str) -> None:
    order, page = lists.where(choice)
    assert order in NAMES
    assert 0 <= page < 1000
