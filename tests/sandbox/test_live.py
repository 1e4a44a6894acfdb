"""Live traffic: the sample company goes on, without those whom somebody acts as."""

import asyncio
from collections import Counter
from datetime import UTC, datetime
from itertools import islice

import pytest

from sandbox import sample
from sandbox.app_config import AppConfig
from sandbox.clock import WorkspaceClock
from sandbox.events import Event
from sandbox.live import LiveTraffic
from sandbox.sample.cast import read_cast
from sandbox.sample.onwards import onwards
from sandbox.workspace import Workspace

MONDAY = datetime(2026, 1, 5, 10, 0, tzinfo=UTC)


def brambleway() -> tuple[Workspace, list[Event]]:
    clock = WorkspaceClock(real=MONDAY.timestamp)
    workspace = Workspace(clock=clock, config=AppConfig("Earshot", "earshot"))
    workspace.load(sample.company(MONDAY))
    events: list[Event] = []
    workspace.listeners.append(lambda one: events.append(one.event))
    return workspace, events


class Life:
    """Live traffic whose seconds pass as fast as possible."""

    def __init__(self, workspace: Workspace, *acted: str) -> None:
        self.now = 0.0
        self.live = LiveTraffic(workspace, Counter(acted), monotonic=lambda: self.now)

    def run(self, seconds: float) -> None:
        end = self.now + seconds
        while self.now < end:
            wait = self.live.tick()
            assert wait > 0
            self.now += wait


@pytest.fixture(name="company", scope="module")
def _company() -> tuple[Workspace, list[Event]]:
    return brambleway()


def test_colleagues_post_reply_and_react(company: tuple[Workspace, list[Event]]) -> None:
    workspace, events = company
    events.clear()
    Life(workspace).run(1_200)
    kinds = Counter(event["type"] for event in events)
    assert 60 <= sum(1 for event in events if event["type"] == "message" and "thread_ts" not in event) <= 240
    assert kinds["reaction_added"] > 20
    assert any(event.get("thread_ts") for event in events)
    assert not [event for event in events if event["type"] == "message" and "{" in event["text"]]


def test_who_is_acted_as_stays_silent(company: tuple[Workspace, list[Event]]) -> None:
    workspace, events = company
    events.clear()
    Life(workspace, "U0LARCH", "U0PIGEON").run(1_200)
    assert events
    assert not {"U0LARCH", "U0PIGEON"} & {event["user"] for event in events}


def test_the_same_seed_goes_on_the_same_way() -> None:
    first, again, other = (onwards(read_cast(), seed) for seed in ("a", "a", "b"))
    texts = [post.text for post in islice(first, 50)]
    assert texts == [post.text for post in islice(again, 50)]
    assert texts != [post.text for post in islice(other, 50)]


def test_it_goes_on_for_long() -> None:
    posts = list(islice(onwards(read_cast(), ""), 2_000))
    assert len({post.channel for post in posts}) > 5
    assert len({post.text for post in posts}) > 500


def test_somebody_answers_who_is_acted_as() -> None:
    workspace, events = brambleway()
    life = Life(workspace, "U0WREN")
    workspace.listeners.append(life.live.answer)
    for number in range(30):
        workspace.post("U0WREN", "C0PRODUCT", f"An idea, number {number}")
    life.run(60)
    assert any(event["type"] == "reaction_added" and event["item_user"] == "U0WREN" for event in events)


def test_a_switch_that_is_turned_off_forgets_what_was_planned() -> None:
    async def scenario() -> int:
        workspace, events = brambleway()
        live = LiveTraffic(workspace, Counter())
        before = len(workspace.listeners)
        live.switch(on=True)
        live.switch(on=True)
        assert live.is_on
        await asyncio.sleep(0)
        live.switch(on=False)
        live.switch(on=False)
        assert not live.is_on
        assert len(workspace.listeners) == before
        seen = len(events)
        await asyncio.sleep(0)
        return len(events) - seen

    assert asyncio.run(scenario()) == 0


def test_channels_that_are_closed_do_no_harm() -> None:
    workspace, events = brambleway()
    for name in ("engineering", "product", "random"):
        workspace.archive("U0ALDER", workspace.find_channel(name).id)
    events.clear()
    Life(workspace).run(600)
    assert events
    assert not {"C0ENGINEERING", "C0PRODUCT", "C0RANDOM"} & {event.get("channel") for event in events}
