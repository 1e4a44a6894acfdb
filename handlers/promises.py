"""Promises: offered to be held on to, kept once their author says so, and named again on their day."""

from datetime import date, datetime, timedelta
from typing import Literal

from sqlmodel import Session

from bot import nudges
from bot.event import Event
from bot.nudges import promise_due, promise_made
from bot.nudges.promise_made import told
from bot.posts import Message
from bot.promises import foremost, promises
from bot.schedule import at_wall_time, zone_of
from handlers import home
from handlers.answers import answer_privately, who_asked
from handlers.nudges import answered, settle, show_again
from handlers.open_promises import pressed_value
from handlers.views import promises as view
from storage import follows
from storage import nudges as said
from storage import promises as kept
from storage.nudges import Said
from storage.promises import Taken

REMIND = "I'll remind you on {day}. Until then it stands on my Home tab."
DROPPED = "Fine. I keep nothing of it."
DONE = "Done: whoever waits for it will be glad."
LET_GO = "Let go. If somebody still waits for it, a word to them is kind."
REWORDED = "You changed that message, so I let go of this."
DELETED = "That message is gone, so I let go of this."
GONE = "I no longer have that one, so there is nothing to change."

Closed = Literal["done", "let_go"]
CLOSED: dict[Closed, str] = {"done": DONE, "let_go": LET_GO}
UNDO = "Undo"


def on_said(session: Session, event: Event, message: Message, now: datetime) -> None:
    """Somebody wrote something, or changed it: hold out an offer, or take it back with the words that it rested on."""
    known = kept.of_message(session, event.team_id, message.channel, message.ts)
    if known is None and not _is_looked_at(session, event.team_id, message, now):
        return
    if kept.is_overtaken(session, event.team_id, message):
        return
    zone = zone_of(follows.zone(session, event.team_id, message.user))
    said_at = message.at.astimezone(zone)
    promise = foremost(promises(message.text, said_at), said_at.date())
    if promise is not None:
        kept.take(session, event.team_id, message, promise)
    elif known is not None:
        _take_back(session, event, known, REWORDED, now)


def _is_looked_at(session: Session, team_id: str, message: Message, now: datetime) -> bool:
    if message.is_bot or now - message.at >= promise_made.KEPT_FOR:
        return False
    return kept.is_listened_to(session, team_id, message.user, message.channel)


def on_deleted(session: Session, event: Event, channel: str, ts: str, now: datetime) -> None:
    """A message is gone, and what was taken on in it with it."""
    known = kept.of_message(session, event.team_id, channel, ts)
    if known is not None:
        _take_back(session, event, known, DELETED, now)


def _take_back(session: Session, event: Event, taken: Taken, line: str, now: datetime) -> None:
    kept.drop(session, event.team_id, taken.channel, taken.ts)
    for row in said.about_post(session, event.team_id, taken.channel, taken.ts):
        if row.user_id == taken.user and row.kind in _KINDS:
            said.forget_quote(session, event.team_id, row.id)
            settle(session, row, line, now, event=event)
    if taken.state == "kept":
        home.publish(session, event, taken.user, now)


def on_keep(event: Event, session: Session, now: datetime) -> None:
    """The author wants to be reminded."""
    row, taken = _pressed(session, event, now)
    if row is None or taken is None:
        return
    zone = follows.zone(session, event.team_id, taken.user)
    day = promise_due.reminder_day(taken.promise.day, taken.said_at, zone)
    is_past = day <= now.astimezone(zone_of(zone)).date()
    remind_on = _tomorrow(session, event.team_id, taken.user, now) if is_past else None
    kept.keep(session, event.team_id, taken.channel, taken.ts, remind_on)
    words = REMIND.format(day=told(remind_on or day))
    settle(session, row, words, now, event=event, undo=(UNDO, "promise_made.undo"))
    home.publish(session, event, taken.user, now)


def on_keep_undone(event: Event, session: Session, now: datetime) -> None:
    """The author said yes by mistake."""
    row, taken = _pressed(session, event, now)
    if row is not None and taken is not None:
        kept.offer_again(session, event.team_id, taken.channel, taken.ts)
        show_again(session, row, now, event=event)
        home.publish(session, event, taken.user, now)


def on_drop(event: Event, session: Session, now: datetime) -> None:
    """The author wants no reminder: nothing is kept."""
    row, taken = _pressed(session, event, now)
    if row is not None and taken is not None:
        kept.drop(session, event.team_id, taken.channel, taken.ts)
        settle(session, row, DROPPED, now, event=event)
        said.forget_quote(session, event.team_id, row.id)


def _pressed(session: Session, event: Event, now: datetime) -> tuple[Said | None, Taken | None]:
    """The nudge that was pressed on and its promise; where that is gone, the nudge says so."""
    row = answered(session, event, now)
    if row is None:
        return None, None
    taken = kept.own(session, event.team_id, row.user_id, _about(row))
    if taken is None:
        settle(session, row, GONE, now, event=event)
    return row, taken


def _about(row: Said) -> str:
    """The promise that a nudge is about; a reminder names its day behind that."""
    return row.about.rpartition(":")[0] if row.kind == promise_due.KIND.name else row.about


def on_closed(event: Event, session: Session, now: datetime) -> None:
    """It is done, or let go."""
    row, taken = _pressed(session, event, now)
    if row is not None and taken is not None:
        state = _state(event)
        kept.close(session, event.team_id, taken.channel, taken.ts, state, now)
        settle(session, row, CLOSED[state], now, event=event, undo=(UNDO, "promise_due.undo"))
        home.publish(session, event, taken.user, now)


def on_put_off(event: Event, session: Session, now: datetime) -> None:
    """Tomorrow is soon enough."""
    row, taken = _pressed(session, event, now)
    if row is not None and taken is not None:
        day = _put_off(session, event.team_id, taken, now)
        words = REMIND.format(day=told(day))
        settle(session, row, words, now, event=event, undo=(UNDO, "promise_due.undo"))
        home.publish(session, event, taken.user, now)


def _put_off(session: Session, team_id: str, taken: Taken, now: datetime) -> date:
    day = _tomorrow(session, team_id, taken.user, now)
    kept.keep(session, team_id, taken.channel, taken.ts, day)
    return day


def _tomorrow(session: Session, team_id: str, user: str, now: datetime) -> date:
    """The next day on which the person works, as far as anybody knows."""
    listener = said.listener(session, team_id, user)
    following = now.astimezone(listener.day.zone).date() + timedelta(days=1)
    morning = at_wall_time(following, promise_due.MORNING, listener.day.zone)
    calm = nudges.letter_moment(listener, morning)
    return (calm or morning).astimezone(listener.day.zone).date()


def on_undone(event: Event, session: Session, now: datetime) -> None:
    """The answer to a reminder was a mistake: it is open again, with the buttons that it had."""
    row, taken = _pressed(session, event, now)
    if row is not None and taken is not None:
        day = date.fromisoformat(row.about.rpartition(":")[2])
        kept.keep(session, event.team_id, taken.channel, taken.ts, day)
        show_again(session, row, now, event=event)
        home.publish(session, event, taken.user, now)


def on_listed(event: Event, session: Session, now: datetime) -> None:
    """Done, later or let go, pressed on the Home tab or in the list."""
    user = who_asked(event)
    taken = kept.own(session, event.team_id, user, pressed_value(event))
    if taken is None or taken.state != "kept":
        answer_privately(session, event, GONE, now)
        return
    if _verb(event) == "later":
        line = REMIND.format(day=told(_put_off(session, event.team_id, taken, now)))
    else:
        kept.close(session, event.team_id, taken.channel, taken.ts, _state(event), now)
        line = CLOSED[_state(event)]
    for row in said.about_post(session, event.team_id, taken.channel, taken.ts):
        if row.user_id == user and row.kind == promise_due.KIND.name and row.answered_at is None:
            said.answer(session, event.team_id, row.id, now)
            settle(session, row, line, now, event=event)
    home.publish(session, event, user, now)


def _verb(event: Event) -> str:
    return str(event.payload["actions"][0]["action_id"]).rpartition(".")[2]


def _state(event: Event) -> Closed:
    return "done" if _verb(event) == "done" else "let_go"


def on_opened(event: Event, session: Session, now: datetime) -> None:
    """The list was opened at the door; there is nothing left to do."""


_KINDS = {promise_made.KIND.name, promise_due.KIND.name}
HANDLERS = {
    "action.promise_made.keep": on_keep,
    "action.promise_made.drop": on_drop,
    "action.promise_made.undo": on_keep_undone,
    "action.promise_due.done": on_closed,
    "action.promise_due.let_go": on_closed,
    "action.promise_due.snooze": on_put_off,
    "action.promise_due.undo": on_undone,
    "action.promises.open": on_opened,
    "command.earshot.promises": on_opened,
    **{f"action.{each}": on_listed for each in (view.DONE, view.LATER, view.LET_GO)},
}
