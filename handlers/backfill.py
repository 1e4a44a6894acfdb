"""Reading a channel back: one call a page, one a thread; each answer is an event that promises the next.

The outbox is the list of what is still to read, so a crash at any moment goes on where it was.
"""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot import backfill
from bot.call import Promise
from bot.event import Event
from bot.posts import Message, message_from
from handlers import attention, home
from handlers.posts import keep, reply_row
from storage import channels, inbox, outbox, posts
from storage.tables import Backfill

DAY = 86_400


def join(session: Session, team_id: str, channel: str, period: str, now: datetime) -> None:
    """Join a public channel; reading begins when that is done."""
    asked = Promise(
        team_id=team_id,
        method="conversations.join",
        recipient=channel,
        purpose="backfill.join",
        period=period,
        arguments={"channel": channel},
        lane=f"join:{channel}",
        answer="backfill.joined",
        context={"channel": channel, "lane": channel},
    )
    outbox.promise(session, asked, now)


def on_joined(event: Event, session: Session, now: datetime) -> None:
    """Start to read; also where joining was refused, since Earshot may have been invited. The first page tells."""
    channel = event.payload["context"]["channel"]
    start(session, event.team_id, channel, backfill.oldest(now), now)
    home.publish_to_followers(session, event, channel, now)


def start(session: Session, team_id: str, channel: str, oldest: str, now: datetime) -> None:
    """Read a channel back to `oldest`, unless it has been read or is being read already."""
    known = channels.channel(session, team_id, channel)
    known.is_joined = True
    session.add(known)
    row = channels.backfill(session, team_id, channel)
    if row is None or row.problem or float(oldest) < float(row.oldest) - DAY:
        again(session, team_id, channel, oldest, now)


def again(session: Session, team_id: str, channel: str, oldest: str, now: datetime) -> None:
    """Read a channel back to `oldest`, whatever was read before; what is known stays as it is."""
    row = channels.start_reading(session, team_id, channel, oldest, now)
    _ask_page(session, row, oldest, backfill.newest(now), now)


def _ask_page(
    session: Session, row: Backfill, oldest: str, latest: str, now: datetime, *, is_gap: bool = False
) -> None:
    # Paged by time, not by cursor: a timestamp never goes stale, however long the bot was down. `latest` is
    # always given: without it Slack may return the posts nearest to `oldest` instead of the newest ones.
    arguments = {"channel": row.channel_id, "oldest": oldest, "latest": latest, "limit": backfill.PAGE}
    started = row.started_at.timestamp()
    asked = Promise(
        team_id=row.team_id,
        method="conversations.history",
        recipient=row.channel_id,
        purpose="backfill.page",
        period=f"{started:.6f}:{latest}",
        arguments=arguments,
        lane=f"backfill:{row.channel_id}",
        answer="backfill.page",
        context={
            "channel": row.channel_id,
            "oldest": oldest,
            "is_gap": is_gap,
            "started": started,
            "lane": row.channel_id,
        },
    )
    outbox.promise(session, asked, now)


def on_page(event: Event, session: Session, now: datetime) -> None:
    """Keep a page of posts, promise their threads, and go on with the page before it."""
    context = event.payload["context"]
    channel, oldest = context["channel"], context["oldest"]
    row = channels.backfill(session, event.team_id, channel)
    if row is None or row.started_at.timestamp() != context["started"]:
        return  # forgotten meanwhile, or begun again
    if not event.payload["ok"]:
        row.problem = str(event.payload["error"])
        _end(session, row, now)
        return
    answer = event.payload["answer"]
    said = [each for each in answer.get("messages") or () if float(oldest) <= float(each.get("ts") or 0)]
    for each in said:
        _keep(session, row, oldest, each, now)
    if answer.get("has_more") and said:
        earliest = min((str(each["ts"]) for each in said), key=float)
        _ask_page(session, row, oldest, earliest, now, is_gap=context["is_gap"])
    else:
        row.is_listed = row.is_listed or not context["is_gap"]
        home.publish_to_followers(session, event, channel, now)
    _finish(session, row, now)


def _keep(session: Session, row: Backfill, oldest: str, said: dict[str, Any], now: datetime) -> None:
    message = message_from(said, row.channel_id)
    if message is None or not message.is_root:
        return
    row.posts_read += keep(session, row.team_id, message, now)
    posts.keep_engagements(session, row.team_id, _reactions(said, message))
    count = int(said.get("reply_count") or 0)
    if not message.is_bot and count != posts.replies(session, row.team_id, row.channel_id, message.ts):
        row.threads_open += _ask_thread(session, row, message.ts, oldest, "", now)


def _reactions(said: dict[str, Any], message: Message) -> list[dict[str, Any]]:
    # History does not say when somebody reacted.
    return [
        {
            "channel_id": message.channel,
            "ts": message.ts,
            "user_id": str(user),
            "kind": "reaction",
            "name": str(reaction.get("name")),
            "at": None,
        }
        for reaction in said.get("reactions") or ()
        for user in reaction.get("users") or ()
    ]


def _ask_thread(session: Session, row: Backfill, ts: str, oldest: str, cursor: str, now: datetime) -> bool:
    started = row.started_at.timestamp()
    lane = f"thread:{row.channel_id}:{started:.6f}:{ts}"
    if not cursor and outbox.is_waiting(session, row.team_id, lane):
        return False  # it will be read as it is by then; restarts must not add to a long queue
    arguments = {"channel": row.channel_id, "ts": ts, "limit": backfill.PAGE}
    asked = Promise(
        team_id=row.team_id,
        method="conversations.replies",
        recipient=row.channel_id,
        purpose="backfill.thread",
        period=f"{started:.6f}:{oldest}:{ts}:{cursor}",
        arguments=arguments | ({"cursor": cursor} if cursor else {}),
        lane=lane,
        answer="backfill.thread",
        context={
            "channel": row.channel_id,
            "ts": ts,
            "oldest": oldest,
            "started": started,
            "lane": row.channel_id,
        },
    )
    return outbox.promise(session, asked, now)  # False for a thread that an overlapping page named too


def on_thread(event: Event, session: Session, now: datetime) -> None:
    """Keep the replies of one thread, and go on with its next page."""
    context = event.payload["context"]
    row = channels.backfill(session, event.team_id, context["channel"])
    if row is None or row.started_at.timestamp() != context["started"]:
        return
    answer = event.payload.get("answer") or {}
    replies = [message_from(each, row.channel_id) for each in answer.get("messages") or ()]
    rows = [reply_row(each) for each in replies if each and not each.is_root and not each.is_bot]
    posts.keep_engagements(session, event.team_id, rows)
    cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
    if cursor:
        _ask_thread(session, row, context["ts"], context["oldest"], cursor, now)
    else:
        row.threads_open -= 1
    _finish(session, row, now)


def _finish(session: Session, row: Backfill, now: datetime) -> None:
    session.add(row)
    if row.is_listed and row.threads_open == 0 and row.done_at is None:
        _end(session, row, now)


def _end(session: Session, row: Backfill, now: datetime) -> None:
    row.done_at = now
    session.add(row)
    read = Event(
        team_id=row.team_id,
        event_id=f"backfill.done:{row.channel_id}:{row.started_at.timestamp()}",
        kind="backfill.done",
        lane=row.channel_id,
        payload={"channel": row.channel_id},
        received_at=now,
    )
    inbox.happened(session, read)
    attention.on_read_back(session, row.team_id, row.channel_id, now)


def catch_up(session: Session, team_id: str, since: datetime, now: datetime) -> None:
    """Read what was said while Earshot did not run; Slack does not repeat it for long."""
    for channel in channels.joined(session, team_id):
        row, oldest = channels.backfill(session, team_id, channel), f"{since.timestamp():.6f}"
        if row is not None and row.done_at is not None:
            again(session, team_id, channel, row.oldest if row.problem else oldest, now)
        elif row is not None:  # it goes on with older pages, so this gap needs one of its own
            _ask_page(session, row, oldest, backfill.newest(now), now, is_gap=True)


HANDLERS = {
    "answer.backfill.joined": on_joined,
    "answer.backfill.page": on_page,
    "answer.backfill.thread": on_thread,
}
