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
    """Start to read a channel that was joined, or keep the reason why it can't be."""
    channel = event.payload["context"]["channel"]
    if event.payload["ok"]:
        start(session, event.team_id, channel, backfill.oldest(now), now)
        return
    row = channels.start_reading(session, event.team_id, channel, backfill.oldest(now), now)
    row.problem, row.done_at = str(event.payload["error"]), now


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


def _ask_page(session: Session, row: Backfill, oldest: str, latest: str, now: datetime) -> None:
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
        row.problem, row.done_at = str(event.payload["error"]), now
        return
    answer = event.payload["answer"]
    said = [each for each in answer.get("messages") or () if float(oldest) <= float(each.get("ts") or 0)]
    for each in said:
        _keep(session, event.team_id, row, each, now)
    if answer.get("has_more") and said:
        earliest = min((str(each["ts"]) for each in said), key=float)
        _ask_page(session, row, oldest, earliest, now)
    else:
        row.is_listed = True
    _finish(session, row, now)


def _keep(session: Session, team_id: str, row: Backfill, said: dict[str, Any], now: datetime) -> None:
    message = message_from(said, row.channel_id)
    if message is None or not message.is_root:
        return
    row.posts_read += keep(session, team_id, message, now)
    posts.keep_engagements(session, team_id, _reactions(said, message))
    if said.get("reply_count") and not message.is_bot:
        row.threads_open += 1
        _ask_thread(session, team_id, row, message.ts, "", now)


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


def _ask_thread(session: Session, team_id: str, row: Backfill, ts: str, cursor: str, now: datetime) -> None:
    arguments = {"channel": row.channel_id, "ts": ts, "limit": backfill.PAGE}
    asked = Promise(
        team_id=team_id,
        method="conversations.replies",
        recipient=row.channel_id,
        purpose="backfill.thread",
        period=f"{row.started_at.timestamp():.6f}:{ts}:{cursor}",
        arguments=arguments | ({"cursor": cursor} if cursor else {}),
        lane=f"thread:{row.channel_id}:{ts}",
        answer="backfill.thread",
        context={
            "channel": row.channel_id,
            "ts": ts,
            "started": row.started_at.timestamp(),
            "lane": row.channel_id,
        },
    )
    outbox.promise(session, asked, now)


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
        _ask_thread(session, event.team_id, row, context["ts"], cursor, now)
    else:
        row.threads_open -= 1
    _finish(session, row, now)


def _finish(session: Session, row: Backfill, now: datetime) -> None:
    session.add(row)
    if row.is_listed and row.threads_open == 0 and row.done_at is None:
        row.done_at = now
        read = Event(
            team_id=row.team_id,
            event_id=f"backfill.done:{row.channel_id}:{row.started_at.timestamp()}",
            kind="backfill.done",
            lane=row.channel_id,
            payload={"channel": row.channel_id},
            received_at=now,
        )
        inbox.happened(session, read)


def catch_up(session: Session, team_id: str, since: datetime, now: datetime) -> None:
    """Read what was said while Earshot did not run; Slack does not repeat it for long."""
    for channel in channels.joined(session, team_id):
        row = channels.backfill(session, team_id, channel)
        if row is not None and row.done_at is not None:
            again(session, team_id, channel, f"{since.timestamp():.6f}", now)


HANDLERS = {
    "answer.backfill.joined": on_joined,
    "answer.backfill.page": on_page,
    "answer.backfill.thread": on_thread,
}
