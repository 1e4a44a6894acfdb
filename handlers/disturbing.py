"""Slack's do-not-disturb: read once an hour for those who started, and whenever somebody changes theirs."""

from datetime import datetime

from sqlmodel import Session

from bot.call import Promise
from bot.event import Event
from bot.nudges.do_not_disturb import silences
from handlers import nudges
from storage import nudges as listeners
from storage import outbox

AT_ONCE = 50  # people that Slack answers for in one call


def ask_hourly(session: Session, team_id: str, now: datetime) -> None:
    """Ask when Slack keeps quiet for everybody who started."""
    everybody = listeners.listeners(session, team_id)
    for start in range(0, len(everybody), AT_ONCE):
        asked = Promise(
            team_id=team_id,
            method="dnd.teamInfo",
            recipient=team_id,
            purpose="disturbing",
            period=f"{now:%Y-%m-%dT%H}:{start}",
            arguments={"users": ",".join(everybody[start : start + AT_ONCE])},
            lane="disturbing",
            answer="disturbing.told",
            context={"lane": "disturbing"},
        )
        outbox.promise(session, asked, now)


def on_told(event: Event, session: Session, now: datetime) -> None:
    """Take over what Slack said; where it said nothing, what was known stays."""
    answer = event.payload.get("answer") or {}
    for user, info in (answer.get("users") or {}).items():
        if listeners.keep_quiet(session, event.team_id, user, silences(info)):
            nudges.hours_changed(session, event.team_id, user, now)


def on_changed(event: Event, session: Session, now: datetime) -> None:
    """Somebody changed when Slack keeps quiet for them."""
    changed = event.payload["event"]
    user, status = str(changed.get("user", "")), changed.get("dnd_status") or {}
    if listeners.keep_quiet(session, event.team_id, user, silences(status)):
        nudges.hours_changed(session, event.team_id, user, now)


HANDLERS = {"answer.disturbing.told": on_told, "event.dnd_updated_user": on_changed}
