"""What stands on the Home tab: each domain says how things are (`home_state`) and how that looks (`section`)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar

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
from storage import attention, channels, digests, follows, green_button, inbox, nudges, outbox

WAITING = "waiting: you and I both need to be in it"
STARTING = "about to read the last 90 days"
EXPIRES = timedelta(hours=1)  # Slack forgets a tab as soon as it is opened anew

State = TypeVar("State")
Asked = Callable[[Session, str, str, datetime], State]


@dataclass(frozen=True)
class Part:
    """What a domain has on the page: the headings below which it stands, and its lines for each."""

    headings: frozenset[str]
    lines: Callable[[Session, str, str, datetime], Mapping[str, Lines]]


def part(home_state: Asked[State], sections: Mapping[str, Callable[[State], Lines]]) -> Part:
    """A domain's part: how things are for somebody, asked once, and how that looks below each heading."""

    def lines(session: Session, team_id: str, user: str, now: datetime) -> Mapping[str, Lines]:
        state = home_state(session, team_id, user, now)
        return {heading: section(state) for heading, section in sections.items()}

    return Part(frozenset(sections), lines)


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


# Below a heading they stand in this order.
PARTS: tuple[Part, ...] = (
    part(small_actions.home_state, {view.THIS_WEEK: small_actions_view.section}),
    part(relationships.home_state, {view.PEOPLE: relationships_view.section}),
    part(journal_state, {view.LOOPS: green_view.loops, view.GREEN: green_view.section}),
    part(open_promises.home_state, {view.LOOPS: promises_view.section}),
    part(feedback.home_state, {view.LOOPS: feedback_view.section}),
    part(owed.home_state, {view.LOOPS: owed_view.section}),
    part(weeks.home_state, {view.LEADS: week_view.section}),
    part(follow_state, {view.DIGEST: following_view.digest, view.FOLLOWING: following_view.section}),
    part(quiet_hours.home_state, {view.QUIET: settings_view.section}),
)
FOR_ANYBODY = frozenset({view.LOOPS, view.GREEN})  # also for those who have not started


def on_draw(event: Event, session: Session, now: datetime) -> None:
    """Promise the tab as it should look now; one that still waits to go out would be old by then.

    Where the next change of it waits to be drawn already, that one draws for both.
    """
    if inbox.is_followed(session, event):
        return
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
    parts: dict[str, list[Any]] = {}
    for each in PARTS:
        if not is_new or each.headings <= FOR_ANYBODY:
            for heading, lines in each.lines(session, team_id, user, now).items():
                parts.setdefault(heading, []).extend(lines)
    return view.Page(parts, is_new, has_asked)


HANDLERS = {"home.draw": on_draw}
