"""What somebody says to this week's small things: done, not this week, or neither after all."""

from datetime import datetime

from sqlmodel import Session

from bot.event import Event
from handlers import home
from handlers.answers import answer_privately, who_asked
from handlers.views import small_actions as view
from storage import small_actions

GONE = "That was for another week, so there is nothing to change any more."
_ANSWERS = {view.DONE: "done", view.SKIP: "skip", view.UNDO: ""}


def on_answered(event: Event, session: Session, now: datetime) -> None:
    """Note it, and show it on the Home tab."""
    user, action = who_asked(event), event.payload["actions"][0]
    week, _, key = str(action.get("value", "")).partition(":")
    answer = _ANSWERS[str(action["action_id"])]
    if not small_actions.say(session, event.team_id, user, week, key, answer):
        answer_privately(session, event, GONE, now)
    home.publish(session, event, user, now)


HANDLERS = {f"action.{each}": on_answered for each in _ANSWERS}
