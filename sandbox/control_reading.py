"""Reading as a person does: their conversations with what is new, pages of history, threads, and how far they have read."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import Any

from sandbox.channels import Channel
from sandbox.control_request import Answer, ControlError, ControlRequest, sees, shown_message
from sandbox.messages import Message
from sandbox.people import Person
from sandbox.timestamps import is_ts

_PAGE = 60
_MOST = 500


def conversations(request: ControlRequest) -> Answer:
    """What {person} may read, with what is new to them there."""
    person = request.person()
    seen = (channel for channel in request.workspace.channels.values() if sees(person, channel))
    return {"conversations": [_conversation(request, person, channel) for channel in seen]}


def members(request: ControlRequest) -> Answer:
    """Who is in {channel|dm}, if {person} sees it."""
    return {"members": sorted(_seen(request).members)}


def history(request: ControlRequest) -> Answer:
    """A page of {channel|dm} as {person} sees it, oldest first: the newest, or {before|after|around: a ts}, {limit?}."""
    channel, person = _seen(request), request.person()
    first, last = _page(request, channel)
    timeline = channel.timeline
    shown = [channel.messages[ts] for ts in timeline[first:last]]
    has_older, has_newer = first > 0, last < len(timeline)
    notes = _notes(person, channel, None)
    if has_older:
        notes = [note for note in notes if note.ts > timeline[first]]
    if has_newer:
        notes = [note for note in notes if note.ts < timeline[last]]
    return {
        "channel": channel.id,
        "messages": _in_order(request, channel, [*shown, *notes]),
        "has_older": has_older,
        "has_newer": has_newer,
    }


def replies(request: ControlRequest) -> Answer:
    """The thread that the message {ts} in {channel|dm} stands in, its first message first, as {person} sees it."""
    channel, message = request.message()
    parent_ts = message.thread_ts or message.ts
    thread = [*channel.replies(parent_ts), *_notes(request.person(), channel, parent_ts)]
    parent = channel.messages.get(parent_ts)
    return {
        "channel": channel.id,
        "thread_ts": parent_ts,
        "messages": _in_order(request, channel, [*([parent] if parent else []), *thread]),
    }


def mark(request: ControlRequest) -> Answer:
    """Say that {person} has read {channel|dm} up to {ts}, or to its end; an earlier ts makes messages new again."""
    channel, person = _seen(request), request.person()
    ts = request.optional("ts") or (channel.timeline[-1] if channel.timeline else None)
    if ts is not None:
        request.desk.site.reading.mark(person, channel, _checked(ts, "ts"))
    return {"channel": channel.id, "last_read": request.desk.site.reading.last_read(person, channel)}


def _conversation(request: ControlRequest, person: Person, channel: Channel) -> dict[str, Any]:
    reading = request.desk.site.reading
    is_member = person.id in channel.members
    unread, mentions = reading.unread(person, channel) if is_member else (0, 0)
    return {
        "id": channel.id,
        "name": channel.name,
        "kind": channel.kind,
        "is_member": is_member,
        "is_archived": channel.is_archived,
        "is_general": channel.is_general,
        "is_read_only": channel.is_read_only,
        "topic": channel.topic,
        "purpose": channel.purpose,
        "member_count": len(channel.members),
        "others": sorted(channel.members - {person.id}) if channel.is_im or channel.is_mpim else [],
        "has_bot": request.workspace.bot_user_id in channel.members,
        "latest": channel.timeline[-1] if channel.timeline else "",
        "last_read": reading.last_read(person, channel) if is_member else "",
        "unread": unread,
        "mentions": mentions,
    }


def _seen(request: ControlRequest) -> Channel:
    channel, person = request.channel(), request.person()
    if not sees(person, channel):
        raise ControlError(f"{person.name} cannot see that conversation.")
    return channel


def _page(request: ControlRequest, channel: Channel) -> tuple[int, int]:
    timeline = channel.timeline
    limit = max(1, min(int(request.number("limit", _PAGE)), _MOST))
    if before := request.optional("before"):
        last = bisect_left(timeline, _checked(before, "before"))
        return max(0, last - limit), last
    if after := request.optional("after"):
        first = bisect_right(timeline, _checked(after, "after"))
        return first, min(len(timeline), first + limit)
    if around := request.optional("around"):
        middle = bisect_left(timeline, _checked(around, "around"))
        return max(0, middle - limit // 2), min(len(timeline), middle + limit // 2 + 1)
    return max(0, len(timeline) - limit), len(timeline)


def _checked(ts: str, name: str) -> str:
    if not is_ts(ts):
        raise ControlError(f"{name} must be the ts of a message, not {ts!r}.")
    return ts


def _notes(person: Person, channel: Channel, thread_ts: str | None) -> list[Message]:
    return [
        note
        for note in channel.ephemerals.values()
        if note.ephemeral_to == person.id and note.thread_ts == thread_ts
    ]


def _in_order(request: ControlRequest, channel: Channel, found: Iterable[Message]) -> list[Answer]:
    ordered = sorted(found, key=lambda message: message.ts)
    return [shown_message(request.workspace, channel, message) for message in ordered]


SIGHTS = (conversations, members, history, replies)
ACTS = (mark,)
