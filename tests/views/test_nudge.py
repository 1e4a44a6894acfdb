"""A nudge as its receiver sees it, with the longest that it can hold, and the modals that Pause and settings open."""

from dataclasses import replace
from datetime import date, time
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from bot.nudges import Nudge, Source, kinds
from bot.nudges.kinds import KINDS
from handlers.views import nudge as view
from handlers.views import pause
from handlers.views import settings as hours_view
from handlers.views.settings import State
from storage.nudges import Hours, Said
from tests.moments import at
from tests.views.hostile import ENORMOUS, hostile
from tests.views.rendered import active, faults, loose, objects, pressed, unseen

URL = "https://fernhill.example/"
NOW = at("2026-03-02 09:30")
NUDGE = Nudge(
    "going_cold",
    "U2:2026-03-02",
    0.5,
    NOW,
    NOW,
    "A word with <@U2>?",
    "You two usually talk every week; it has been five.\nYou could answer their question.",
    "Does anybody know who owns the ferry list?",
    Source("C1", "1772442000.000100", "their question"),
    "Hello Alder,\nI think Plover keeps it.",
)
SAID = Said(
    7,
    "T1",
    "U1",
    NUDGE.kind,
    NUDGE.about,
    NOW,
    None,
    "D1",
    "1.1",
    NUDGE.title,
    NUDGE.words,
    NUDGE.quote,
    NUDGE.draft,
    NUDGE.source,
)
DAY = Hours(time(8), time(20), (), None, None)


def message(nudge: Nudge = NUDGE) -> dict[str, Any]:
    """As it is sent."""
    return view.message(nudge, KINDS[nudge.kind], 7, URL)


def modal_of(hours: Hours, ends: date | None = None) -> dict[str, Any]:
    """The settings as somebody finds them."""
    return hours_view.modal(State(hours, ends, has_started=True), "Europe/Berlin")


def test_a_nudge(snapshot: SnapshotAssertion) -> None:
    assert message() == snapshot
    assert faults(message()) == []


def test_a_nudge_with_nothing_but_a_title() -> None:
    bare = replace(NUDGE, words="", quote="", draft="", source=None)
    shown = message(bare)
    assert faults(shown) == []
    assert [block["type"] for block in shown["blocks"]] == ["section", "actions"]
    assert shown["text"] == bare.title


@pytest.mark.parametrize("undo", [None, ("Undo", "going_cold.undo")])
def test_a_nudge_that_was_answered(undo: tuple[str, str] | None, snapshot: SnapshotAssertion) -> None:
    shown = view.settled(SAID, "Done. I count from today.", URL, undo)
    assert shown == snapshot
    assert faults(shown) == []
    assert NUDGE.quote not in str(shown)
    assert "Plover" not in str(shown)


@pytest.mark.parametrize("module", kinds._MODULES, ids=lambda module: module.KIND.name)
def test_every_kind_has_its_buttons_and_why_and_pause(module: ModuleType) -> None:
    shown = message(replace(NUDGE, kind=module.KIND.name))
    answers = [f"{module.KIND.name}.{answer.verb}" for answer in module.KIND.answers]
    assert pressed(shown) == [*answers, "nudge.why", "nudge.pause"]
    assert faults(shown) == []


def test_a_reply_opens_in_its_thread_and_a_button_can_open_a_channel() -> None:
    shown = message(replace(NUDGE, source=Source("C1", "1772442000.000200", "it", "1772442000.000100")))
    assert f"{URL}archives/C1/p1772442000000200?thread_ts=1772442000.000100&amp;cid=C1" in str(shown) or (
        f"{URL}archives/C1/p1772442000000200?thread_ts=1772442000.000100&cid=C1" in str(shown)
    )
    kind = KINDS["going_cold"]
    opens = replace(kind, answers=(replace(kind.answers[0], address="archives/{about}"),))
    shown = view.message(replace(NUDGE, about="C7"), opens, 7, URL)
    assert [each["url"] for each in objects(shown) if "url" in each] == [f"{URL}archives/C7"]


@pytest.mark.parametrize("words", ENORMOUS.values(), ids=ENORMOUS.keys())
def test_the_longest_of_everything_fits(words: str) -> None:
    assert faults(message(replace(NUDGE, title="t" * 200, words="w" * 5000, quote=words, draft=words))) == []


@given(hostile, hostile)
@settings(deadline=None, max_examples=60)
def test_whatever_people_wrote_stays_words(quote: str, draft: str) -> None:
    for shown in (
        message(replace(NUDGE, quote=quote, draft=draft)),
        view.settled(replace(SAID, quote=quote, draft=draft), "Done.", URL),
    ):
        assert faults(shown) == []
        assert loose(shown) == []
        assert unseen(shown) == []
        assert all(found.startswith(("@U2", URL)) for found in active(shown))


def test_the_pause_modal(snapshot: SnapshotAssertion) -> None:
    assert pause.modal("") == snapshot
    assert faults(pause.modal("")) == []


HOLIDAYS = tuple(date(2026, 12, day) for day in range(24, 32))
PAUSED = {
    "by default": (DAY, None),
    "with days off": (replace(DAY, wakes=time(9, 30), days_off=(*HOLIDAYS, date(2027, 5, 1))), None),
    "paused": (replace(DAY, pause_begin=NOW), None),
    "paused until a day": (
        replace(DAY, pause_begin=NOW, pause_end=at("2026-03-16 00:00")),
        date(2026, 3, 16),
    ),
}


@pytest.mark.parametrize(("hours", "ends"), PAUSED.values(), ids=PAUSED.keys())
def test_when_it_may_write(hours: Hours, ends: date | None, snapshot: SnapshotAssertion) -> None:
    state = State(hours, ends, has_started=True)
    assert hours_view.line(state) == snapshot
    assert modal_of(hours, ends) == snapshot(name="modal")
    assert faults(modal_of(hours, ends)) == []
    assert [each.to_dict()["type"] for each in hours_view.section(state)] == ["section", "actions"]


def test_who_never_started_has_no_line() -> None:
    assert hours_view.section(State(DAY, None, has_started=False)) == []


@given(st.sets(st.integers(0, 400), max_size=120))
@settings(deadline=None, max_examples=30)
def test_any_days_off_fit(found: set[int]) -> None:
    hours = replace(DAY, days_off=tuple(date.fromordinal(739_000 + each) for each in sorted(found)))
    assert faults(modal_of(hours)) == []
    assert len(hours_view.line(State(hours, None, has_started=True))) < 400
