"""conversations.history and conversations.replies: what was said, page by page."""

import time
from dataclasses import dataclass

from sandbox.api.method import Answer, Call, Method, of_kinds, table
from sandbox.api.paging import decode_cursor, encode_cursor
from sandbox.channels import Channel, span
from sandbox.errors import SlackError
from sandbox.objects import message_json
from sandbox.timestamps import ts_micros

MAX_PAGE = 999


@dataclass(frozen=True)
class _Bounds:
    """The stretch of time that is asked for; the ends count only when `inclusive`."""

    oldest: str
    latest: str
    inclusive: bool


def history(call: Call) -> Answer:
    """A channel's messages, newest first, without replies in threads.

    As in Slack, with `oldest` alone the pages start at `oldest` and go forward, otherwise they start at the newest and go back.
    """
    channel = call.joined_channel("history")
    bounds = _bounds(call)
    limit = call.args.limit(default=100, most=MAX_PAGE)
    forward = bool(bounds.oldest) and not bounds.latest
    visible = _without_fresh(call, channel, channel.timeline, bounds)
    chosen, cursor = _page(channel.timeline, visible, call.args.text("cursor"), limit, forward=forward)
    answer = _messages(call, channel, list(reversed(chosen)), cursor)
    return answer | {"pin_count": 0, "channel_actions_ts": None, "channel_actions_count": 0}


def replies(call: Call) -> Answer:
    """A thread, oldest first: the parent leads every page. A message that nobody answered, or a reply, comes alone."""
    channel = call.joined_channel("history")
    bounds = _bounds(call)
    ts = call.args.ts("ts", "thread_not_found")
    message = channel.messages.get(ts)
    if message is None or (message.is_system and message.subtype != "tombstone"):
        raise SlackError("thread_not_found")
    replies_ts = [] if message.is_reply else channel.threads.get(ts, [])
    limit = call.args.limit(default=1000, most=1000)
    visible = _without_fresh(call, channel, replies_ts, bounds)
    cursor = call.args.text("cursor")
    chosen, next_cursor = _page(replies_ts, visible, cursor, max(1, limit - 1), forward=True)
    return _messages(call, channel, [ts, *chosen], next_cursor)


def _bounds(call: Call) -> _Bounds:
    found = {}
    for name in ("oldest", "latest"):
        found[name] = call.args.text(name)
        try:
            if found[name]:
                ts_micros(found[name])
        except ValueError as problem:
            raise SlackError(f"invalid_ts_{name}") from problem
    oldest = "" if found["oldest"].strip("0.") == "" else found["oldest"]
    return _Bounds(oldest, found["latest"], call.args.flag("inclusive"))


def _without_fresh(call: Call, channel: Channel, sorted_ts: list[str], bounds: _Bounds) -> range:
    visible = span(sorted_ts, bounds.oldest, bounds.latest, inclusive=bounds.inclusive)
    lag = call.site.faults.history_lag_s
    if not lag:
        return visible
    threshold, stop = time.monotonic() - lag, visible.stop
    while stop > visible.start and channel.messages[sorted_ts[stop - 1]].received > threshold:
        stop -= 1
    return range(visible.start, stop)


def _page(
    sorted_ts: list[str], visible: range, cursor: str, limit: int, *, forward: bool
) -> tuple[list[str], str]:
    start, stop = visible.start, visible.stop
    if cursor:
        at = _position(cursor)
        # The cursor names the next message to show, which may be gone by now: its place in time stays.
        if forward:
            start = max(start, span(sorted_ts, at, "", inclusive=True).start)
        else:
            stop = min(stop, span(sorted_ts, "", at, inclusive=True).stop)
    if stop - start <= limit:
        return sorted_ts[start : max(start, stop)], ""
    if forward:
        return sorted_ts[start : start + limit], _cursor(sorted_ts[start + limit])
    return sorted_ts[stop - limit : stop], _cursor(sorted_ts[stop - limit - 1])


def _cursor(ts: str) -> str:
    return encode_cursor("next_ts", ts)


def _position(cursor: str) -> str:
    position = decode_cursor("next_ts", cursor)
    try:
        ts_micros(position)
    except ValueError as problem:
        raise SlackError("invalid_cursor") from problem
    return position


def _messages(call: Call, channel: Channel, chosen: list[str], cursor: str) -> Answer:
    everything = call.args.flag("include_all_metadata")
    team_id = call.workspace.team_id
    shown = [message_json(channel, channel.messages[ts], team_id, all_metadata=everything) for ts in chosen]
    answer: Answer = {"messages": shown, "has_more": bool(cursor)}
    if cursor:
        answer["response_metadata"] = {"next_cursor": cursor}
    return answer


METHODS = table(
    Method("conversations.history", 3, history, of_kinds("history")),
    Method("conversations.replies", 3, replies, of_kinds("history")),
)
