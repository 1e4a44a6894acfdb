"""/greenbutton poll: the thought experiment in a channel, one vote a person, changeable, counted in place."""

from datetime import datetime, timedelta
from typing import Any, get_args

from sqlmodel import Session

from bot.call import Promise
from bot.event import Event
from bot.green_button.poll import Tally, Vote, tally
from handlers.answers import RESPONSE_URL_LIVES, answer_privately, response_url, who_asked
from handlers.views import green_poll as view
from storage import green_poll, outbox

BETWEEN = timedelta(seconds=1)  # two updates of one message
NOT_HERE = "I can't post in here: type `/invite @earshot` first, then `/greenbutton poll` once more."
GONE = "That poll is not here any more. `/greenbutton poll` starts another."


def ask(session: Session, event: Event, now: datetime) -> None:
    """Post the poll in the channel in which somebody asked for it."""
    channel, user = str(event.payload["channel_id"]), who_asked(event)
    asked = green_poll.ask(session, event.team_id, channel, user, now)
    promised = Promise(
        team_id=event.team_id,
        method="chat.postMessage",
        recipient=channel,
        purpose="green_poll",
        period=event.event_id,
        arguments={"channel": channel, **view.message(asked.id, user, Tally(0, 0))},
        answer="green_poll.posted",
        context={"poll": asked.id, "user": user, "response_url": response_url(event)},
        expires_at=now + RESPONSE_URL_LIVES,
    )
    outbox.promise(session, promised, now)


def on_posted(event: Event, session: Session, now: datetime) -> None:
    """Remember where the poll stands; or say why it stands nowhere."""
    if event.payload["ok"]:
        ts = str(event.payload["answer"]["ts"])
        green_poll.arrived(session, event.team_id, event.payload["context"]["poll"], ts)
    else:
        answer_privately(session, event, NOT_HERE, now)


def on_vote(event: Event, session: Session, now: datetime) -> None:
    """Store which button somebody would press, and show the counts."""
    action = event.payload["actions"][0]
    value, button = str(action.get("value", "")), str(action["action_id"]).rpartition(".")[2]
    place = event.payload.get("container") or {}
    channel, ts = str(place.get("channel_id", "")), str(place.get("message_ts", ""))
    asked = green_poll.poll(session, event.team_id, channel, int(value)) if value.isdecimal() else None
    if asked is None:
        answer_privately(session, event, GONE, now)
        return
    chosen: Vote = next(each for each in get_args(Vote) if each == button)
    green_poll.vote(session, event.team_id, asked.id, who_asked(event), chosen, now)
    _draw(session, event, asked, ts, now)


def _draw(session: Session, event: Event, asked: green_poll.Asked, ts: str, now: datetime) -> None:
    """Promise the counts anew, a second after the last time at the earliest: many votes are one update."""
    session.flush()
    lane = f"edit:{asked.channel}:{ts}"
    outbox.withdraw(session, event.team_id, lane)
    at = (
        max(now, asked.drawn_at + BETWEEN)
        if asked.drawn_at and asked.drawn_at <= now
        else asked.drawn_at or now
    )
    green_poll.will_be_drawn(session, event.team_id, asked.id, at)
    counted = tally(green_poll.votes(session, event.team_id, asked.id))
    message: dict[str, Any] = view.message(asked.id, asked.asked_by, counted)
    promised = Promise(
        team_id=event.team_id,
        method="chat.update",
        recipient=asked.channel,
        purpose=f"green_poll.draw:{asked.id}",
        period=event.event_id,
        arguments={"channel": asked.channel, "ts": ts, **message},
        lane=lane,
        not_before=at,
        expires_at=now + timedelta(days=1),
    )
    outbox.promise(session, promised, now)


HANDLERS = {
    "answer.green_poll.posted": on_posted,
    "action.green_poll.green": on_vote,
    "action.green_poll.red": on_vote,
}
