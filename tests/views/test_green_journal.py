"""The journal: on Home, as a modal, as messages and as Markdown; and the poll, and the words to look for."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from syrupy.assertion import SnapshotAssertion

from bot.green_button.calibration import Said, calibrated
from bot.green_button.journal import Button, Entry, Mix, Review, Round, mix
from bot.green_button.poll import Tally
from handlers.views import green_entry, green_export, green_journal, green_poll, green_words, home
from handlers.views.green_journal import PAGE, Journal
from storage.green_button import Kept
from tests.moments import at
from tests.views.hostile import ENORMOUS, hostile
from tests.views.kept import OPEN, decided, reviewed
from tests.views.rendered import active, faults, loose, markup, pressed

ROUNDS: tuple[Round, ...] = get_args(Round)
BUTTONS: tuple[Button, ...] = get_args(Button)
SOME = (OPEN, decided("discover", 2), decided("delegate", 3), decided("red", 4), reviewed(5))


def journal(kept: Sequence[Kept], said: int = 0) -> Journal:
    """What Home shows of these, with so many reviews."""
    entries = [each.entry for each in kept if each.entry]
    reviews = [Said(70, number % 3 > 0) for number in range(said)]
    return Journal(kept, mix(entries), said, calibrated(reviews))


def tab(shown: Journal) -> dict[str, Any]:
    """The Home tab with nothing else on it."""
    parts = {home.LOOPS: green_journal.loops(shown), home.GREEN: green_journal.section(shown)}
    return home.view(home.Page(parts))


@pytest.mark.parametrize("said", [1, 20], ids=["too few to tell", "enough to tell"])
def test_the_part_of_home(said: int, snapshot: SnapshotAssertion) -> None:
    shown = tab(journal(SOME, said))
    assert shown["blocks"][:-2] == snapshot
    assert faults(shown) == []


def test_open_loops_and_what_is_undecided_can_be_settled_from_home() -> None:
    assert pressed(tab(journal(SOME)))[:-2] == [
        "green_journal.close", "green_journal.close", "green_journal.entry", "green_button.open", "green_journal.open",
    ]  # fmt: skip


def test_a_page_of_the_journal(snapshot: SnapshotAssertion) -> None:
    shown = green_journal.modal(SOME, 0)
    assert markup(shown) == snapshot
    assert faults(shown) == []
    assert faults(green_journal.modal((), 0)) == []


def test_pages_lead_to_each_other() -> None:
    many = [decided(number=number) for number in range(2 * PAGE + 1)]
    turning = [
        [
            each
            for each in pressed(green_journal.modal(many, skipped))
            if each.startswith("green_journal.open")
        ]
        for skipped in (0, PAGE, 2 * PAGE)
    ]
    later, earlier = "green_journal.open.later", "green_journal.open.earlier"
    assert turning == [[earlier], [later, earlier], [later]]


@pytest.mark.parametrize("kept", SOME, ids=["undecided", "discover", "delegate", "red", "reviewed"])
def test_an_entry(kept: Kept, snapshot: SnapshotAssertion) -> None:
    shown = green_entry.modal(kept)
    assert shown == snapshot
    assert faults(shown) == []


@pytest.mark.parametrize("answer", get_args(Review))
def test_what_is_noted(answer: Review, snapshot: SnapshotAssertion) -> None:
    again = at("2027-03-01 10:00")
    shown = [green_journal.reviewed(reviewed(), answer, each) for each in (again, None)]
    assert [each["text"] for each in shown] == snapshot
    assert [faults(each) for each in shown] == [[], []]


def test_the_journal_to_take_along(snapshot: SnapshotAssertion) -> None:
    assert green_export.markdown(SOME) == snapshot
    assert [faults(each) for each in green_export.messages(SOME)] == [[]]


@pytest.mark.parametrize("counted", [Tally(0, 0), Tally(1, 0), Tally(12, 11), Tally(10**6, 10**6)])
def test_the_poll(counted: Tally, snapshot: SnapshotAssertion) -> None:
    shown = green_poll.message(7, "U0", counted)
    assert markup(shown) == snapshot
    assert faults(shown) == []


def test_the_words_to_look_for() -> None:
    shown = green_words.modal(["land unter", "up to here"])
    assert faults(shown) == []
    assert faults(green_words.modal([])) == []
    assert faults(green_words.modal(["x" * 60] * 50)) == []
    sent = {"state": {"values": {"words": {"words": {"value": " land unter,, up to here\nland unter,"}}}}}
    assert green_words.words_from(sent) == ["land unter", "up to here"]


@pytest.mark.parametrize("ask", ENORMOUS.values(), ids=ENORMOUS)
def test_the_longest_of_everything_fits(ask: str) -> None:
    check_harmless([decided(BUTTONS[number % 4], number, ask[:3000]) for number in range(240)])


@given(st.lists(hostile, min_size=1, max_size=4))
@settings(deadline=None, max_examples=60)
def test_whatever_people_write_stays_words(asks: list[str]) -> None:
    check_harmless([reviewed(number, ask) for number, ask in enumerate(asks)])


def check_harmless(kept: list[Kept]) -> None:
    """Fail if Slack would refuse it, or if an ask became anything but words."""
    pages = [green_journal.modal(kept, skipped) for skipped in range(0, len(kept), PAGE)]
    for shown in (
        tab(journal(kept, 400)),
        tab(Journal([replace(OPEN, id=number) for number in range(300)], Mix(0, 0, 0, 0), 0, None)),
        *pages,
        green_entry.modal(kept[-1]),
        green_journal.reviewed(kept[0], "not_yet", at("2027-03-01 10:00")),
        green_journal.closed(kept[-1]),
        *green_export.messages(kept),
    ):
        assert faults(shown) == []
        assert loose(shown) == []
        assert all(found.startswith(("!date^", "@U")) for found in active(shown))


def test_every_decision_has_its_words() -> None:
    entry = Entry("green", at("2026-03-02 09:30"))
    assert entry.chance is None
    for button in BUTTONS:
        assert button in green_journal.VERDICTS
        assert green_journal.is_open_loop(decided(button)) is (button in green_journal.DONE)
