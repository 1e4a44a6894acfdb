"""The Home tab, brought up to date when it is opened and when what it shows changes."""

from datetime import datetime, timedelta

from sqlmodel import Session

from bot import backfill
from bot.call import Promise
from bot.event import Event
from bot.green_button import journal
from bot.green_button.calibration import calibrated
from handlers.answers import who_asked
from handlers.views import home as view
from handlers.views.green_journal import Journal
from storage import attention, channels, digests, follows, green_button, outbox

WAITING = "waiting: you and I both need to be in it"
STARTING = "about to read the last 90 days"


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
    """Promise the tab to everybody who follows a channel, because its reading went on."""
    for user in channels.followers(session, event.team_id, channel):
        publish(session, event, user, now)


def publish(session: Session, event: Event, user: str, now: datetime) -> None:
    """Promise the tab as it should look after this event; one that still waits to go out would be old by then."""
    outbox.withdraw(session, event.team_id, f"home:{user}")
    asked = Promise(
        team_id=event.team_id,
        method="views.publish",
        recipient=user,
        purpose="home",
        period=event.event_id,
        arguments={"user_id": user, "view": view.view(_state(session, event.team_id, user))},
        lane=f"home:{user}",
        expires_at=now + timedelta(hours=1),
    )
    outbox.promise(session, asked, now)


def _state(session: Session, team_id: str, user: str) -> view.State:
    session.flush()
    following = follows.following(session, team_id, user)
    followed = list(following.channels) if following else []
    latest = attention.latest(session, team_id)
    return view.State(
        following=following,
        progress=_progress(session, team_id, followed),
        muted=digests.muted(session, team_id, user),
        last_digest=digests.last(session, team_id, user),
        learned=attention.learned(session, team_id, followed),
        refit_at=latest.made_at if latest else None,
        journal=_journal(session, team_id, user),
    )


def _journal(session: Session, team_id: str, user: str) -> Journal:
    kept = green_button.journal(session, team_id, user)
    entries = [each.entry for each in kept if each.entry is not None]
    said = journal.said(entries)
    return Journal(kept, journal.mix(entries), len(said), calibrated(said))


def _progress(session: Session, team_id: str, followed: list[str]) -> list[tuple[str, str]]:
    rows = {row.channel_id: row for row in channels.backfills(session, team_id, followed)}
    progress = []
    for channel in followed:
        row = rows.get(channel)
        if row is None or row.problem:
            progress.append((channel, WAITING))
        elif not row.posts_read and row.done_at is None:
            progress.append((channel, STARTING))
        else:
            progress.append((channel, backfill.progress(row.posts_read, row.threads_open)))
    return progress


HANDLERS = {"event.app_home_opened": on_opened, "action.home.unmute": on_unmuted}
