"""Every minute: what is due now, and once an hour what may be forgotten."""

from datetime import datetime, timedelta

from sqlmodel import Session

from bot.backfill import TEXT_KEPT
from bot.event import Event
from handlers import (
    attention,
    digest_times,
    disturbing,
    green_journal,
    join_channel,
    looks,
    open_promises,
    pauses,
    small_actions,
)
from handlers.ama import minute as ama
from storage import inbox, nudges, outbox, posts

NUDGES_KEPT = timedelta(days=401)  # longer than promises, so that none is made twice


def on_minute(event: Event, session: Session, now: datetime) -> None:
    """Begin what is due, and note that Earshot runs."""
    digest_times.on_due(session, now)
    ama.on_minute(session, event.team_id, now)
    pauses.on_due(session, now)
    looks.on_due(session, now)
    attention.on_night(session, event.team_id, now)
    posts.seen_now(session, event.team_id, now)
    if event.received_at.minute == 0:
        posts.forget_text(session, now - TEXT_KEPT)
        posts.forget_taken_back(session, now - inbox.KEPT)
        inbox.forget_old(session, now)
        outbox.forget_old(session, now)
        disturbing.ask_hourly(session, event.team_id, now)
        green_journal.pass_over(session, now)
        join_channel.on_hour(session, event.team_id, now)
        open_promises.forget_old(session, now)
        small_actions.forget_old(session, now)
        nudges.forget_words(session, now - TEXT_KEPT)
        nudges.forget_old(session, now - NUDGES_KEPT)


HANDLERS = {"clock.minute": on_minute}
