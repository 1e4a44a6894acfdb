"""Promises and this week's small things: on Home, as a list, and in the foot of a digest."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View
from syrupy.assertion import SnapshotAssertion

from bot.promises import Promise
from bot.small_actions import ACTIONS, Action
from handlers.views import promises, small_actions, text
from handlers.views.promises import PAGE, Reminder
from storage.promises import Taken
from storage.small_actions import Shown
from tests.moments import at
from tests.views.hostile import ENORMOUS, hostile
from tests.views.rendered import active, faults, loose, markup, pressed

URL, SAID = "https://b.example/", at("2026-03-02 09:30")
ROOT = "1772442000.000100"
READ = Action(
    "matters", "read:C1:1.5", "Read what <@U9> wrote in <#C1>, and note why they wrote it.", "C1", "1.5"
)
THANK = Action(*ACTIONS["thank"][:1], "thank", ACTIONS["thank"][1])


def reminder(number: int = 1, words: str = "I'll send the figures by Friday.") -> Reminder:
    """A promise that is kept."""
    day = date(2026, 3, 6)
    ts = f"17724420{number:02d}.000200"
    taken = Taken("U1", "C1", ts, ROOT, Promise(words, day), SAID, None, "kept")
    return Reminder(taken, text.plain(words, {}), day)


def state(*reminders: Reminder) -> promises.State:
    """What Home and the list are drawn from."""
    return promises.State(reminders, URL)


def tab(blocks: list[Block]) -> dict[str, object]:
    """The blocks as a Home tab."""
    return dict(View(type="home", blocks=blocks).to_dict())


def actions(*answers: str) -> small_actions.State:
    """This week's, as far as they were answered."""
    shown = [
        Shown(action, "2026-W10", answer) for action, answer in zip((READ, THANK), answers, strict=False)
    ]
    return small_actions.State(shown, URL, is_ready=True)


@pytest.mark.parametrize("count", [1, 9])
def test_promises_on_home(count: int, snapshot: SnapshotAssertion) -> None:
    shown = tab(promises.section(state(*map(reminder, range(count)))))
    assert markup(shown) == snapshot
    assert faults(shown) == []
    assert len(pressed(shown)) <= 5
    assert promises.section(state()) == []


def test_the_list_of_promises(snapshot: SnapshotAssertion) -> None:
    shown = promises.modal(state(reminder(), reminder(2)))
    assert shown == snapshot
    assert faults(shown) == []
    assert markup(promises.modal(state())) == [promises.EMPTY]


def test_pages_lead_to_each_other() -> None:
    many = state(*map(reminder, range(2 * PAGE + 1)))
    turning = [
        [each for each in pressed(promises.modal(many, skipped)) if each.startswith(promises.OPEN)]
        for skipped in (0, PAGE, 2 * PAGE)
    ]
    earlier, later = f"{promises.OPEN}.earlier", f"{promises.OPEN}.later"
    assert turning == [[later], [earlier, later], [earlier]]


@pytest.mark.parametrize(
    "answers", [("", ""), ("done", "skip"), ("",)], ids=["open", "answered", "one alone"]
)
def test_small_things_on_home(answers: tuple[str, ...], snapshot: SnapshotAssertion) -> None:
    shown = tab(small_actions.section(actions(*answers)))
    assert markup(shown) == snapshot
    assert faults(shown) == []


def test_small_things_in_a_digest(snapshot: SnapshotAssertion) -> None:
    assert small_actions.line(actions("", "")) == snapshot
    assert small_actions.line(actions("done", "")) == small_actions.FOOT.format(actions=THANK.words)
    assert small_actions.line(actions("done", "skip")) == ""


def test_nothing_for_whoever_has_not_started_and_a_kind_word_for_whoever_does_plenty() -> None:
    assert small_actions.section(small_actions.State()) == []
    assert len(small_actions.section(small_actions.State(is_ready=True))) == 1


@pytest.mark.parametrize("words", ENORMOUS.values(), ids=ENORMOUS)
def test_the_longest_of_everything_fits(words: str) -> None:
    check_harmless([words[:4000]] * 40)


@given(st.lists(hostile, min_size=1, max_size=4))
@settings(deadline=None, max_examples=60)
def test_whatever_people_write_stays_words(words: list[str]) -> None:
    check_harmless(words)


def check_harmless(words: list[str]) -> None:
    """Fail if Slack would refuse it, or if a sentence became anything but words."""
    many = state(*(reminder(number, each) for number, each in enumerate(words)))
    for shown in (tab(promises.section(many)), promises.modal(many), promises.modal(many, PAGE)):
        assert faults(shown) == []
        assert loose(shown) == []
        assert all(found.startswith(("#C1", URL)) for found in active(shown))
