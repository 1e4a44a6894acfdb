"""What stands on the Home tab: each domain says how things are (`home_state`) and how that looks (`section`)."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TypeVar

from sqlmodel import Session

from bot import backfill
from bot.call import Promise
from bot.event import Event
from bot.green_button import journal
from bot.green_button.calibration import calibrated
from handlers import open_promises, quiet_hours, relationships, small_actions, weeks
from handlers.ama import owed
from handlers.feedback import open_loops as feedback
from handlers.views import feedback_home as feedback_view
from handlers.views import following as following_view
from handlers.views import green_journal as green_view
from handlers.views import home as view
from handlers.views import promises as promises_view
from handlers.views import relationships as relationships_view
from handlers.views import settings as settings_view
from handlers.views import small_actions as small_actions_view
from handlers.views import week as week_view
from handlers.views.ama import owed as owed_view
from handlers.views.green_journal import Journal
from handlers.views.home import Lines
from storage import attention, channels, digests, follows, green_button, nudges, outbox

WAITING = "waiting: you and I both need to be in it"
STARTING = "about to read the last 90 days"
EXPIRES = timedelta(hours=1)  # Slack forgets a tab as soon as it is opened anew

State = TypeVar("State")
Drawn = Callable[[Session, str, str, datetime], Lines]


def drawn(
    state: Callable[[Session, str, str, datetime], State], *sections: Callable[[State], Lines]
) -> Drawn:
    """The blocks that a domain has for somebody: its `home_state`, looked at by its sections."""

    def blocks(session: Session, team_id: str, user: str, now: datetime) -> Lines:
        found = state(session, team_id, user, now)
        return [block for section in sections for block in section(found)]

    return blocks


def follow_state(session: Session, team_id: str, user: str, now: datetime) -> following_view.State:
    """What somebody follows, and how far that is read and learned."""
    following = follows.following(session, team_id, user)
    followed = list(following.channels) if following else []
    latest = attention.latest(session, team_id)
    return following_view.State(
        following=following,
        progress=_progress(session, team_id, followed),
        muted=digests.muted(session, team_id, user),
        last_digest=digests.last(session, team_id, user),
        learned=attention.learned(session, team_id, followed),
        refit_at=latest.made_at if latest else None,
    )


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


def journal_state(session: Session, team_id: str, user: str, now: datetime) -> Journal:
    """What somebody weighed, and how well they guess."""
    kept = green_button.journal(session, team_id, user)
    entries = [each.entry for each in kept if each.entry is not None]
    said = journal.said(entries)
    return Journal(kept, journal.mix(entries), len(said), calibrated(said))


# In the order of the page, several to a heading.
PARTS: Mapping[str, tuple[Drawn, ...]] = {
    view.THIS_WEEK: (drawn(small_actions.home_state, small_actions_view.section),),
    view.PEOPLE: (drawn(relationships.home_state, relationships_view.section),),
    view.LOOPS: (
        drawn(journal_state, green_view.loops),
        drawn(open_promises.home_state, promises_view.section),
        drawn(feedback.home_state, feedback_view.section),
        drawn(owed.home_state, owed_view.section),
    ),
    view.DIGEST: (drawn(follow_state, following_view.digest),),
    view.LEADS: (drawn(weeks.home_state, week_view.section),),
    view.FOLLOWING: (drawn(follow_state, following_view.section),),
    view.GREEN: (drawn(journal_state, green_view.section),),
    view.QUIET: (drawn(quiet_hours.home_state, settings_view.section),),
}
FOR_ANYBODY = frozenset({view.LOOPS, view.GREEN})  # also for those who have not started


def on_draw(event: Event, session: Session, now: datetime) -> None:
    """Promise the tab as it should look now; one that still waits to go out would be old by then."""
    user = str(event.payload["user"])
    lane = f"home:{user}"
    outbox.withdraw(session, event.team_id, lane)
    shown = view.view(
        page(session, event.team_id, user, now, has_asked=event.payload.get("has_asked", False))
    )
    asked = Promise(
        team_id=event.team_id,
        method="views.publish",
        recipient=user,
        purpose="home",
        period=event.event_id,
        arguments={"user_id": user, "view": shown},
        lane=lane,
        expires_at=now + EXPIRES,
    )
    outbox.promise(session, asked, now)


def page(session: Session, team_id: str, user: str, now: datetime, *, has_asked: bool = False) -> view.Page:
    """Everything that the tab says to somebody."""
    session.flush()
    is_new = not nudges.has_started(session, team_id, user)
    parts = {
        heading: [block for each in those for block in each(session, team_id, user, now)]
        for heading, those in PARTS.items()
        if not is_new or heading in FOR_ANYBODY
    }
    return view.Page(parts, is_new, has_asked)


HANDLERS = {"home.draw": on_draw}
