"""The workspace as a whole: Earshot starts, Earshot is removed."""

from datetime import datetime, timedelta

from sqlmodel import Session

from bot.event import Event
from handlers import backfill
from handlers.ama import closing
from storage import ama, posts, workspace

SHORT = timedelta(minutes=5)  # Slack repeats what it could not deliver for about that long
OVERLAP = timedelta(
    minutes=3
)  # read again after a short stop: the last minute that was noted, and its neighbours
LONG_OVERLAP = timedelta(days=7)  # after a long one: people still answer the posts of a week
MOST = timedelta(days=14)


def on_started(event: Event, session: Session, now: datetime) -> None:
    """Earshot is back: read what was said while it did not run."""
    last = posts.last_seen(session, event.team_id)
    posts.seen_now(session, event.team_id, now)
    if last is not None:
        overlap = OVERLAP if now - last <= SHORT else LONG_OVERLAP
        backfill.catch_up(session, event.team_id, max(last - overlap, now - MOST), now)


def on_removed(event: Event, session: Session, now: datetime) -> None:
    """Earshot was uninstalled: everything of the workspace is deleted, and the keys of its sessions are destroyed."""
    sessions = ama.ids(session, event.team_id)
    workspace.forget(session, event.team_id, keep_event=event.event_id)
    closing.end_keys(session, event.team_id, sessions, now)


def on_tokens_revoked(event: Event, session: Session, now: datetime) -> None:
    """A revoked bot token means that Earshot was removed; people's own tokens are not used."""
    if (event.payload["event"].get("tokens") or {}).get("bot"):
        on_removed(event, session, now)


HANDLERS = {
    "clock.started": on_started,
    "event.app_uninstalled": on_removed,
    "event.tokens_revoked": on_tokens_revoked,
}
