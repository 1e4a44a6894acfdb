"""The first conversation, three questions by buttons: only with somebody who wrote to Earshot, or pressed Start."""

from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from bot.call import Promise
from bot.event import Event
from handlers import follow, home, settings, weeks
from handlers.answers import who_asked
from handlers.views import first_run as view
from handlers.views.home import START
from handlers.views.words import HELP
from storage import follows, nudges, outbox

HELLO_AGAIN = "Nothing you write here reaches anyone; buttons and these words do. "
LEADS = "Noted: you lead people. On Mondays at nine I write to you what is worth handing on, if there is something."
LEADS_NOBODY = "Noted."


def on_direct_message(event: Event, session: Session, now: datetime) -> None:
    """Somebody wrote to Earshot: begin with those who have not started, help the others; once a day."""
    said = event.payload["event"]
    if said.get("bot_id") or said.get("subtype") or not said.get("user"):
        return
    user = str(said["user"])
    if nudges.has_started(session, event.team_id, user):
        _say(session, event, user, {"text": HELLO_AGAIN + HELP}, f"{now:%Y-%m-%d}", now)
    else:
        _say(session, event, user, view.first(), f"{now:%Y-%m-%d}", now)


def on_start(event: Event, session: Session, now: datetime) -> None:
    """Somebody pressed Start on the Home tab: ask, and say there where."""
    user = who_asked(event)
    _say(session, event, user, view.first(), f"{now:%Y-%m-%dT%H}", now)
    home.publish(session, event, user, now, has_asked=True)


def _say(
    session: Session, event: Event, user: str, message: dict[str, Any], period: str, now: datetime
) -> None:
    asked = Promise(
        team_id=event.team_id,
        method="chat.postMessage",
        recipient=user,
        purpose="hello",
        period=period,
        arguments=message,
        expires_at=now + timedelta(hours=1),
    )
    outbox.promise(session, asked, now)


def on_lead(event: Event, session: Session, now: datetime) -> None:
    """They answered whether they lead people, and have started with it."""
    user = who_asked(event)
    leads = event.payload["actions"][0]["action_id"] == view.LEAD
    nudges.start(session, event.team_id, user, now)
    if leads:
        weeks.lead(session, event, user, now)
    _turn(session, event, view.second(LEADS if leads else LEADS_NOBODY), now)
    home.publish(session, event, user, now)


def on_form(event: Event, session: Session, now: datetime) -> None:
    """The form was opened at the door, or is to wait: go on to the third question."""
    nudges.start(session, event.team_id, who_asked(event), now)
    is_form_open = event.payload["actions"][0]["action_id"] == view.FORM
    _turn(session, event, view.third(is_form_open=is_form_open), now)


def on_hours(event: Event, session: Session, now: datetime) -> None:
    """They agreed to the hours, or change them in the modal that was opened at the door: this is the end."""
    user = who_asked(event)
    has_chosen = follows.following(session, event.team_id, user) is not None
    _turn(session, event, view.last(has_chosen=has_chosen), now)


def on_later(event: Event, session: Session, now: datetime) -> None:
    """They would rather not: nothing is kept of it."""
    _turn(session, event, view.put_off(), now)


def _turn(session: Session, event: Event, message: dict[str, Any], now: datetime) -> None:
    place = event.payload.get("container") or {}
    channel, ts = str(place.get("channel_id", "")), str(place.get("message_ts", ""))
    asked = Promise(
        team_id=event.team_id,
        method="chat.update",
        recipient=who_asked(event),
        purpose="hello.next",
        period=event.event_id,
        arguments={"channel": channel, "ts": ts, **message},
        lane=f"edit:{channel}:{ts}",
        expires_at=now + timedelta(days=1),
    )
    outbox.promise(session, asked, now)


HANDLERS = {
    "event.message.im": on_direct_message,
    f"action.{START}": on_start,
    f"action.{view.LEAD}": on_lead,
    f"action.{view.NO_LEAD}": on_lead,
    f"action.{view.FORM}": on_form,
    f"action.{view.NO_FORM}": on_form,
    f"action.{view.FINE}": on_hours,
    f"action.{view.HOURS}": on_hours,
    f"action.{view.LATER}": on_later,
}
MODALS = {f"action.{view.FORM}": follow.open_modal, f"action.{view.HOURS}": settings.open_modal}
