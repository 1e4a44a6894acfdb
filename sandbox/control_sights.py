"""What people see, and what happened: GET /control/messages and the like. Where `wait_s` is given, they wait for news."""

import time
from collections.abc import Callable

from sandbox.channels import Channel
from sandbox.control_request import Answer, ControlError, ControlRequest, iso, sees, shown_message
from sandbox.events import WorkspaceEvent
from sandbox.messages import Message
from sandbox.objects import channel_json, user_json
from sandbox.sight import wait_until
from sandbox.timestamps import ts_micros

_LIMIT = 100


def people(request: ControlRequest) -> Answer:
    """Everybody in the workspace, in Slack's shape."""
    workspace = request.workspace
    now = workspace.clock.now()
    return {"people": [user_json(person, workspace.team_id, now) for person in workspace.people.values()]}


def channels(request: ControlRequest) -> Answer:
    """The conversations that {person} may see; all of them without a person."""
    workspace = request.workspace
    person = request.person() if request.value("person") else None
    shown = [
        {
            **channel_json(channel, workspace.team_id, person.id if person else ""),
            "members": sorted(channel.members),
        }
        for channel in workspace.channels.values()
        if person is None or sees(person, channel)
    ]
    return {"channels": shown}


async def messages(request: ControlRequest) -> Answer:
    """What {person} sees in {channel|dm}, oldest first: new or edited {after?} a ts, replies too with {threads?}, {limit?, wait_s?}."""
    channel = _seen_channel(request)

    def found() -> list[Message]:
        replies = request.flag("threads")
        return [message for message in _after(request, channel) if replies or message.is_in_channel]

    return await _answer(request, channel, found)


async def thread(request: ControlRequest) -> Answer:
    """The message {ts} and its replies in {channel|dm} as {person} sees them: {after?, limit?, wait_s?}."""
    channel, ts = _seen_channel(request), request.text("ts")
    if ts not in channel.messages:
        raise ControlError(f"ts: there is no message {ts} there.")

    def found() -> list[Message]:
        return [message for message in _after(request, channel) if ts in (message.ts, message.thread_ts)]

    return await _answer(request, channel, found)


async def views(request: ControlRequest) -> Answer:
    """The modals that {person} has open, the visible one last, and their Home; waits for a version other than {after?, wait_s?}."""
    shown = request.desk.site.interactivity.views
    person = request.person()
    after = request.value("after")
    if after is not None:
        await wait_until(lambda: shown.version != int(request.number("after", 0)), request.wait_s())
    home = shown.home(person.id)
    return {
        "version": shown.version,
        "stack": [shown.to_json(view) for view in shown.stack(person.id)],
        "home": shown.to_json(home) if home else None,
    }


async def log(request: ControlRequest) -> Answer:
    """What the app called and what it was sent, after entry {after?}; waits for one if there is none {wait_s?}."""
    kept = request.workspace.log
    after = int(request.number("after", 0))
    await wait_until(lambda: bool(kept.after(after)), request.wait_s())
    return {"entries": [{**vars(entry), "iso": iso(entry.at)} for entry in kept.after(after)]}


async def clock(request: ControlRequest) -> Answer:
    """The workspace's time; waits for a version other than {after?, wait_s?}."""
    workspace_clock = request.workspace.clock
    if request.value("after") is not None:
        await workspace_clock.wait_change(int(request.number("after", 0)), request.wait_s())
    now = workspace_clock.now()
    return {"now": now, "iso": iso(now), "version": workspace_clock.version}


def _seen_channel(request: ControlRequest) -> Channel:
    channel, person = request.channel(), request.person()
    if not sees(person, channel):
        raise ControlError(f"{person.name} cannot see that conversation.")
    return channel


def _after(request: ControlRequest, channel: Channel) -> list[Message]:
    after, person = _ts(request.optional("after")), request.person()
    posted = sorted((*channel.messages.values(), *channel.ephemerals.values()), key=lambda one: one.ts)
    return [
        message
        for message in posted
        if sees(person, channel, message)
        and max(ts_micros(message.ts), _ts((message.edited or {}).get("ts"))) > after
    ]


def _ts(ts: str | None) -> int:
    try:
        return ts_micros(ts) if ts else -1
    except ValueError:
        raise ControlError(f"after must be the ts of a message, not {ts!r}.") from None


async def _answer(request: ControlRequest, channel: Channel, found: Callable[[], list[Message]]) -> Answer:
    await _wait_for_news(request, channel, found)
    newest = found()[-max(1, int(request.number("limit", _LIMIT))) :]
    return {
        "channel": channel.id,
        "messages": [shown_message(request.workspace, channel, one) for one in newest],
    }


async def _wait_for_news(
    request: ControlRequest, channel: Channel, found: Callable[[], list[Message]]
) -> None:
    deadline = time.monotonic() + request.wait_s()
    events: list[WorkspaceEvent] = []

    def receive(event: WorkspaceEvent) -> None:
        if event.channel_id == channel.id:
            events.append(event)

    def state() -> tuple[int, list[Message]]:
        return len(events), list(channel.ephemerals.values())

    request.workspace.listeners.append(receive)
    try:
        # Looking through a long channel is slow: it is done again only when something happened there.
        while not found() and time.monotonic() < deadline:
            await wait_until(_change_of(state), deadline - time.monotonic())
    finally:
        request.workspace.listeners.remove(receive)


def _change_of(state: Callable[[], object]) -> Callable[[], bool]:
    before = state()
    return lambda: state() != before


SIGHTS = (people, channels, messages, thread, views, log, clock)
