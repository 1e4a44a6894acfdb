"""People: who they are, in which zone, and whether they still have an account."""

from datetime import datetime, timedelta

from sqlmodel import Session

from bot.call import Promise
from bot.event import Event
from bot.people import Person, person_from
from handlers import digest_times, nudges, week_times
from handlers.ama import channel as sessions
from storage import follows, outbox, people

FRESH = timedelta(days=1)
PAGE = 200


def read_people(session: Session, team_id: str, now: datetime) -> None:
    """Read the list of people, at most once a day; names, zones and apps are taken from it."""
    met = people.workspace(session, team_id)
    if met is not None and (met.people_read_at is None or now - met.people_read_at > FRESH):
        people.people_were_read(session, team_id, now)
        _ask_page(session, team_id, now.isoformat(), "", now)


def _ask_page(session: Session, team_id: str, started: str, cursor: str, now: datetime) -> None:
    asked = Promise(
        team_id=team_id,
        method="users.list",
        recipient=team_id,
        purpose="people.page",
        period=f"{started}:{cursor}",
        arguments={"limit": PAGE, "include_locale": True} | ({"cursor": cursor} if cursor else {}),
        answer="people.page",
        context={"started": started},
    )
    outbox.promise(session, asked, now)


def on_page(event: Event, session: Session, now: datetime) -> None:
    """Take one page of people and ask for the next."""
    answer = event.payload.get("answer") or {}
    people.remember(
        session, event.team_id, [person_from(user, event.team_id) for user in answer.get("members") or ()]
    )
    cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
    if cursor:
        _ask_page(session, event.team_id, event.payload["context"]["started"], cursor, now)


def on_one(event: Event, session: Session, now: datetime) -> None:
    """Take what Slack says of one follower, and set their digest to their own zone."""
    if event.payload["ok"]:
        people.remember(session, event.team_id, [person_from(event.payload["answer"]["user"], event.team_id)])
        _reschedule(session, event.team_id, event.payload["context"]["user"], now)
        nudges.hours_changed(session, event.team_id, event.payload["context"]["user"], now)


def on_changed(event: Event, session: Session, now: datetime) -> None:
    """Keep up with somebody who changed: a new name, another zone, an account that ended."""
    user = event.payload["event"]["user"]
    before = people.who_is(session, event.team_id, user["id"])
    known = person_from(user, event.team_id)
    if known.is_deleted:
        sessions.on_host_gone(session, event, known, now)
    following = follows.following(session, event.team_id, known.user_id)
    if before is None and following is None:
        return  # nobody we know; the daily list would bring them where they matter
    people.remember(session, event.team_id, [known])
    if following is not None and known.is_deleted:
        follows.pause(session, event.team_id, known.user_id, paused=True)
    elif before is None or before.zone != known.zone:
        _reschedule(session, event.team_id, known.user_id, now)
    if before is None or _day(before) != _day(known):
        nudges.hours_changed(session, event.team_id, known.user_id, now)


def _day(known: Person) -> tuple[str, str, bool]:
    """What decides when somebody may be written to."""
    return known.zone, known.locale, known.is_deleted


def _reschedule(session: Session, team_id: str, user: str, now: datetime) -> None:
    following = follows.following(session, team_id, user)
    if following is not None:
        due = digest_times.next_at(session, team_id, user, following.cadence, now)
        follows.next_digest(session, team_id, user, due)
    week_times.moved(session, team_id, user, now)


HANDLERS = {
    "answer.people.page": on_page,
    "answer.people.one": on_one,
    "event.user_change": on_changed,
    "event.team_join": on_changed,
}
