"""How somebody's hours and silence stand, for the Home tab and the modal that changes them."""

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from bot import schedule
from handlers.views.settings import State
from storage import follows, nudges


def home_state(session: Session, team_id: str, user: str, now: datetime) -> State:
    """What the section shows; days off that are over are left out."""
    zone = schedule.zone_of(follows.zone(session, team_id, user))
    hours = nudges.hours(session, team_id, user)
    today = now.astimezone(zone).date()
    ahead = tuple(day for day in hours.days_off if day >= today)
    ends = hours.pause_end.astimezone(zone).date() if hours.pause_end else None
    has_started = nudges.has_started(session, team_id, user)
    return State(replace(hours, days_off=ahead), ends, has_started=has_started)
