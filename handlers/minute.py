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
    week_times,
)
from handlers.ama import minute as ama
from storage import feedback, feedback_wishes, inbox, nudges, outbox, posts

DRAFTS_KEPT = timedelta(days=14)  # of feedback that was begun
NOTES_KEPT = timedelta(days=180)  # for feedback that was never written
NUDGES_KEPT = timedelta(days=401)  # longer than promises, so that none is made twice


def on_minute(event: Event, session: Session, now: datetime) -> None:
    """Begin what is due, and note that Earshot runs."""
    digest_times.on_due(session, now)
    week_times.on_due(session, now)
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
        feedback.forget_drafts(session, now - DRAFTS_KEPT)
        feedback.forget_words(session, now - TEXT_KEPT)
        feedback.forget_old(session, now - NUDGES_KEPT)
        feedback_wishes.forget_old(session, now - NOTES_KEPT)
        nudges.forget_words(session, now - TEXT_KEPT)
        nudges.forget_old(session, now - NUDGES_KEPT)


HANDLERS = {"clock.minute": on_minute}
