"""The command /earshot, and everything that is answered with a word of help."""

from datetime import datetime

from sqlmodel import Session

from bot.call import Promise
from bot.event import Event
from handlers import home
from handlers.ama import channel as sessions
from handlers.answers import answer_privately, who_asked
from handlers.views import text
from handlers.views.words import HELP, unknown
from storage import channels, follows, kept, outbox

STOPPED = (
    "Done. What you followed, your digests, your journal, your notes and what you pressed are gone. "
    "`/earshot follow` starts anew."
)
NOTHING = "I keep nothing for you, so there is nothing to change. `/earshot follow` starts."

MISSED = "That didn't open: Slack waits three seconds for it, and I was too slow. Please try once more."
TYPED = "\nWhat you typed:\n>{typed}"


def on_help(event: Event, session: Session, now: datetime) -> None:
    """Say what there is; name the word that was not understood."""
    word = str(event.payload.get("text") or "").split(" ")[0][:20]
    known = not word or word == "help" or not word.isalpha()
    answer_privately(session, event, HELP if known else unknown(word), now)


def on_stop(event: Event, session: Session, now: datetime) -> None:
    """Forget everything that is kept for a person."""
    user = who_asked(event)
    known = any(kept.counts(session, event.team_id, user).values())
    follows.forget_follower(session, event.team_id, user)
    channels.forget_unfollowed(session, event.team_id)
    sessions.on_stopped(session, event.team_id, user, now)
    answer_privately(session, event, STOPPED if known else NOTHING, now)
    home.publish(session, event, user, now)


def on_mention(event: Event, session: Session, now: datetime) -> None:
    """Somebody named Earshot in a channel: answer them alone."""
    said = event.payload["event"]
    if said.get("bot_id") or not said.get("user"):
        return
    asked = Promise(
        team_id=event.team_id,
        method="chat.postEphemeral",
        recipient=str(said["user"]),
        purpose="mention",
        period=f"{said['channel']}:{said['ts']}",
        arguments={"channel": said["channel"], "user": said["user"], "text": HELP},
        lane=f"mention:{event.event_id}",
    )
    outbox.promise(session, asked, now)


def on_modal_opened(event: Event, session: Session, now: datetime) -> None:
    """The modal was opened at the door; there is nothing left to do."""


def on_modal_missed(event: Event, session: Session, now: datetime) -> None:
    """The modal did not open in time: say so, or the person would wait for it."""
    typed = text.escape(text.one_line(str((event.payload.get("context") or {}).get("typed") or "")))
    answer_privately(session, event, MISSED + (TYPED.format(typed=typed) if typed else ""), now)


HANDLERS = {
    "command.earshot": on_help,
    "command.earshot.follow": on_modal_opened,
    "modal.missed": on_modal_missed,
    "command.earshot.stop": on_stop,
    "action.home.forget": on_stop,
    "event.app_mention": on_mention,
}
