"""Which events reach the app, in which envelope, and how often they are tried."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest

from sandbox.delivery import Delivery
from sandbox.envelopes import Envelope, Receipt
from sandbox.workspace import Workspace
from tests.sandbox.local_site import CONFIG, make_site

ACKNOWLEDGED = Receipt(acknowledged=True)
TIMEOUT = Receipt(acknowledged=False, reason="timeout")


class Recorder:
    """A way to an app that answers with `receipts` in turn, the last one for ever."""

    def __init__(self, *receipts: Receipt) -> None:
        self.receipts = list(receipts) or [ACKNOWLEDGED]
        self.envelopes: list[Envelope] = []
        self.reachable = asyncio.Event()
        self.reachable.set()

    @property
    def is_reachable(self) -> bool:
        return self.reachable.is_set()

    async def wait_reachable(self, timeout_s: float) -> bool:
        try:
            async with asyncio.timeout(timeout_s):
                await self.reachable.wait()
        except TimeoutError:
            return False
        return True

    async def deliver(self, envelope: Envelope, timeout_s: float) -> Receipt:
        assert timeout_s <= 3
        self.envelopes.append(envelope)
        return self.receipts.pop(0) if len(self.receipts) > 1 else self.receipts[0]

    async def close(self) -> None:
        self.reachable.clear()


class RecordedDelivery(Delivery):
    """A delivery over a recorder."""

    def __init__(self, workspace: Workspace, recorder: Recorder, **options: Any) -> None:
        super().__init__(workspace, **options)
        self.recorder = recorder

    @property
    def transport(self) -> Recorder:
        return self.recorder


async def _settled(delivery: Delivery) -> None:
    async with asyncio.timeout(2):
        while delivery.undelivered:  # noqa: ASYNC110 it tells nobody
            await asyncio.sleep(0.001)


def _run(
    act: Callable[[Workspace, RecordedDelivery], Awaitable[None]], *receipts: Receipt, **options: Any
) -> list[Envelope]:
    async def run() -> list[Envelope]:
        workspace = make_site().workspace
        recorder = Recorder(*receipts)
        delivery = RecordedDelivery(workspace, recorder, **options)
        delivery.start()
        await act(workspace, delivery)
        await _settled(delivery)
        await delivery.close()
        return recorder.envelopes

    return asyncio.run(run())


def test_the_envelope_is_slacks() -> None:
    async def act(workspace: Workspace, _: Delivery) -> None:
        workspace.post("UANA", "CGENERAL", "hello")

    (envelope,) = _run(act)
    payload = envelope.payload
    assert envelope.kind == "events_api"
    assert payload["type"] == "event_callback"
    assert payload["event"]["text"] == "hello"
    assert payload["event_id"].startswith("Ev")
    assert payload["authorizations"] == [
        {
            "enterprise_id": None,
            "team_id": "T0LOCAL",
            "user_id": "U0EARSHOT",
            "is_bot": True,
            "is_enterprise_install": False,
        }
    ]
    assert payload["is_ext_shared_channel"] is False
    assert '"retry_attempt": 0, "retry_reason": ""' in envelope.to_frame()


def test_a_mention_comes_twice_with_two_event_ids() -> None:
    async def act(workspace: Workspace, _: Delivery) -> None:
        workspace.post("UANA", "CGENERAL", "<@U0EARSHOT> hi")

    envelopes = _run(act)
    assert [envelope.name for envelope in envelopes] == ["message", "app_mention"]
    assert len({envelope.payload["event_id"] for envelope in envelopes}) == 2


def test_only_subscribed_events_from_channels_with_the_bot_arrive() -> None:
    async def act(workspace: Workspace, _: Delivery) -> None:
        workspace.post("UANA", "CSECRET", "nobody hears this")
        workspace.post("UANA", "CGENERAL", "heard")
        message = workspace.post("UBEN", "CGENERAL", "reacted to")
        workspace.react("UANA", "CGENERAL", message.ts, "eyes")
        workspace.unreact("UANA", "CGENERAL", message.ts, "eyes")
        workspace.create_channel("UANA", "new")
        workspace.add_person("zoe")
        workspace.post("UANA", workspace.open_dm(["UANA", "UBEN"]).id, "private")
        workspace.post("UANA", workspace.open_dm(["UANA", "U0EARSHOT"]).id, "to the bot")

    events = [envelope.payload["event"] for envelope in _run(act)]
    assert [event.get("text") or event["type"] for event in events] == [
        "heard",
        "reacted to",
        "reaction_added",
        "team_join",
        "to the bot",
    ]


def test_the_bot_hears_that_it_was_let_in_and_put_out() -> None:
    async def act(workspace: Workspace, _: Delivery) -> None:
        workspace.invite("UANA", "CSECRET", "U0EARSHOT")
        workspace.kick("UANA", "CSECRET", "U0EARSHOT")
        workspace.post("UANA", "CSECRET", "alone again")

    assert [envelope.name for envelope in _run(act)][:2] == ["message", "member_joined_channel"]
    assert "alone again" not in [envelope.payload["event"].get("text") for envelope in _run(act)]


def test_a_subscription_to_one_kind_of_channel_is_no_other() -> None:
    workspace = make_site(replace(CONFIG, bot_events=frozenset({"message.im"}))).workspace
    delivery = Delivery(workspace)
    wanted: list[bool] = []
    workspace.listeners.append(lambda event: wanted.append(delivery.wants(event)))
    workspace.post("UANA", "CGENERAL", "hello")
    workspace.post("UANA", workspace.open_dm(["UANA", "U0EARSHOT"]).id, "hello")
    assert wanted == [False, True]


@pytest.mark.parametrize("failures", [0, 1, 3])
def test_what_is_not_acknowledged_comes_again_with_the_reason(failures: int) -> None:
    async def act(workspace: Workspace, _: Delivery) -> None:
        workspace.post("UANA", "CGENERAL", "hello")

    receipts = [TIMEOUT] * failures + [ACKNOWLEDGED]
    envelopes = _run(act, *receipts, retry_scale=0.0001)
    assert [envelope.attempt for envelope in envelopes] == list(range(failures + 1))
    assert [envelope.reason for envelope in envelopes] == [""] + ["timeout"] * failures
    assert len({envelope.payload["event_id"] for envelope in envelopes}) == 1
    assert len({envelope.id for envelope in envelopes}) == failures + 1


def test_after_three_repetitions_it_is_given_up_and_logged() -> None:
    logged: list[str] = []

    async def act(workspace: Workspace, delivery: Delivery) -> None:
        workspace.post("UANA", "CGENERAL", "hello")
        await _settled(delivery)
        logged.extend(entry.status for entry in workspace.log)

    assert len(_run(act, TIMEOUT, retry_scale=0.0001)) == 4
    assert logged == ["timeout"] * 4 + ["dropped"]


def test_an_app_may_refuse_repetitions() -> None:
    async def act(workspace: Workspace, _: Delivery) -> None:
        workspace.post("UANA", "CGENERAL", "hello")

    refused = Receipt(acknowledged=False, reason="http_error", retry_allowed=False)
    assert len(_run(act, refused, retry_scale=0.0001)) == 1


def test_events_wait_for_an_app_that_is_away() -> None:
    async def act(workspace: Workspace, delivery: RecordedDelivery) -> None:
        delivery.recorder.reachable.clear()
        workspace.post("UANA", "CGENERAL", "first")
        workspace.post("UANA", "CGENERAL", "second")
        await asyncio.sleep(0.02)
        assert not delivery.recorder.envelopes
        delivery.recorder.reachable.set()

    assert [envelope.payload["event"]["text"] for envelope in _run(act)] == ["first", "second"]


def test_closing_forgets_what_is_on_its_way() -> None:
    async def run() -> None:
        workspace = make_site().workspace
        recorder = Recorder()
        recorder.reachable.clear()
        delivery = RecordedDelivery(workspace, recorder)
        delivery.start()
        workspace.post("UANA", "CGENERAL", "lost")
        await asyncio.sleep(0)
        assert delivery.undelivered == 1
        await delivery.close()
        assert delivery.undelivered == 0
        workspace.post("UANA", "CGENERAL", "unheard")
        assert not recorder.envelopes

    asyncio.run(run())


def test_what_is_sent_does_not_change_with_the_workspace() -> None:
    async def act(workspace: Workspace, _: Delivery) -> None:
        message = workspace.post("UANA", "CGENERAL", "before")
        workspace.update("UANA", "CGENERAL", message.ts, "after")

    texts = [envelope.payload["event"].get("text") for envelope in _run(act)]
    assert texts[0] == "before"
