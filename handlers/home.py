"""The Home tab is drawn anew when it is opened and when what it shows changes: handlers/home_page.py draws it."""

from datetime import datetime

from sqlmodel import Session

from bot.event import Event
from handlers.answers import who_asked
from storage import channels, digests, inbox


def on_opened(event: Event, session: Session, now: datetime) -> None:
    """Somebody opened the tab: show them how things stand."""
    opened = event.payload["event"]
    if opened.get("tab") == "home":
        publish(session, event, str(opened["user"]), now)


def on_unmuted(event: Event, session: Session, now: datetime) -> None:
    """Let a channel into somebody's digests again."""
    user = who_asked(event)
    digests.unmute(session, event.team_id, user, str(event.payload["actions"][0].get("value", "")))
    publish(session, event, user, now)


def publish_to_followers(session: Session, event: Event, channel: str, now: datetime) -> None:
    """Have the tab of everybody who follows a channel drawn anew, because its reading went on."""
    for user in channels.followers(session, event.team_id, channel):
        publish(session, event, user, now)


def publish(session: Session, event: Event, user: str, now: datetime, *, has_asked: bool = False) -> None:
    """Have somebody's tab drawn anew once this event is dealt with; saying it twice is harmless.

    `has_asked` says on it that the first questions are on their way.
    """
    drawing = {"user": user, "has_asked": has_asked}
    inbox.happened(
        session,
        Event(event.team_id, f"home:{user}:{event.event_id}", "home.draw", f"home:{user}", drawing, now),
    )


HANDLERS = {"event.app_home_opened": on_opened, "action.home.unmute": on_unmuted}
