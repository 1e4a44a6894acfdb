"""When somebody's week comes: the weekday and time they chose, in their zone, and never into a silence."""

from datetime import datetime, timedelta

from sqlmodel import Session

from bot import nudges, schedule
from bot.event import Event
from bot.nudges import Listener
from handlers.visible import ask_channels
from storage import weeks
from storage.nudges import listener
from storage.weeks import Lead

WEEK = timedelta(days=7)


def on_due(session: Session, now: datetime) -> None:
    """Begin every week whose time has come. One that was missed comes late in the same week, and later not at all."""
    for team_id, user, first in weeks.due(session, now):
        lead, who = weeks.lead(session, team_id, user), listener(session, team_id, user)
        assert lead is not None
        following = schedule.next_on(now, lead.weekday, lead.at, who.day.zone)
        period = _week(now, who)
        is_late = _week(first, who) != period and _week(following - WEEK, who) != period
        moment = nudges.letter_moment(who, now)
        waits = moment is not None and moment > now and _week(moment, who) == period
        weeks.next_is(session, team_id, user, _usual(moment, lead, who) if waits and moment else following)
        if moment == now and not is_late:
            event = Event(team_id, f"week:{user}:{period}", "week.due", user, {}, now)
            ask_channels(session, event, user, "week", {"week": period, "asked": False}, now)


def _usual(moment: datetime, lead: Lead, who: Listener) -> datetime:
    """The chosen time on the day on which a silence ends, or the end where that is later."""
    day = moment.astimezone(who.day.zone).date()
    return max(moment, schedule.at_wall_time(day, lead.at, who.day.zone))


def next_at(session: Session, team_id: str, user: str, lead: Lead, now: datetime) -> datetime:
    """When the next week of somebody comes; one of the present week is not sent twice."""
    who = listener(session, team_id, user)
    moment = schedule.next_on(now, lead.weekday, lead.at, who.day.zone)
    if weeks.is_made(session, team_id, user, _week(moment, who)):
        return schedule.next_on(moment, lead.weekday, lead.at, who.day.zone)
    return moment


def moved(session: Session, team_id: str, user: str, now: datetime) -> None:
    """Somebody is in another zone now, or their day changed: their week comes at its time there."""
    lead = weeks.lead(session, team_id, user)
    if lead is not None:
        weeks.next_is(session, team_id, user, next_at(session, team_id, user, lead, now))


def _week(moment: datetime, who: Listener) -> str:
    return schedule.period(moment, "weekly", who.day.zone)
