"""The command /earshot, and everything that is answered with a word of help."""

from datetime import datetime

from sqlmodel import Session

from bot.call import Promise
from bot.event import Event
from handlers import home
from handlers.ama import channel as sessions
from handlers.answers import answer_privately, who_asked
from handlers.views import text
from storage import channels, follows, green_button, nudges, outbox

HELP = (
    "I keep you within earshot of the conversations where work gets decided.\n"
    "• `/earshot follow`: pick channels, and the people whose attention matters to you\n"
    "• `/earshot digest`: the posts they are likely to answer, right now\n"
    "• `/earshot why` and a link to a post: why it is in your digest, or why it is not\n"
    "• `/greenbutton`: take a chance that somebody offers you, or stay with the day job?\n"
    "• `/earshot pause` and `/earshot resume`: silence, and back\n"
    "• `/earshot stop`: forget what I keep for you\n"
    "`/ama` collects questions in a channel, named or anonymous, and keeps track of every answer.\n"
    "My Home tab shows what you follow and when your next digest comes."
)
UNKNOWN = "I don't know `/earshot {word}`. "
HELLO = "I read messages only in channels that somebody follows, so nothing you write here reaches anyone. "
STOPPED = (
    "Done. What you followed, your digests, your journal and what you pressed are gone. "
    "`/earshot follow` starts anew."
)
NOTHING = "I keep nothing for you, so there is nothing to change. `/earshot follow` starts."

MISSED = "That didn't open: Slack waits three seconds for it, and I was too slow. Please try once more."
TYPED = "\nWhat you typed:\n>{typed}"


def on_help(event: Event, session: Session, now: datetime) -> None:
    """Say what there is; name the word that was not understood."""
    word = str(event.payload.get("text") or "").split(" ")[0][:20]
    known = not word or word == "help" or not word.isalpha()
    answer_privately(session, event, HELP if known else UNKNOWN.format(word=word) + HELP, now)


def on_stop(event: Event, session: Session, now: datetime) -> None:
    """Forget everything that is kept for a follower."""
    user = who_asked(event)
    has_started = nudges.has_started(session, event.team_id, user)
    known = has_started or bool(green_button.journal(session, event.team_id, user))
    follows.forget_follower(session, event.team_id, user)
    channels.forget_unfollowed(session, event.team_id)
    sessions.on_stopped(session, event.team_id, user, now)
    answer_privately(session, event, STOPPED if known else NOTHING, now)
    home.publish(session, event, user, now)


def on_direct_message(event: Event, session: Session, now: datetime) -> None:
    """Somebody wrote to Earshot: say once a day what it is for."""
    said = event.payload["event"]
    if said.get("bot_id") or said.get("subtype") or not said.get("user"):
        return
    asked = Promise(
        team_id=event.team_id,
        method="chat.postMessage",
        recipient=str(said["user"]),
        purpose="hello",
        period=f"{now:%Y-%m-%d}",
        arguments={"text": HELLO + HELP},
    )
    outbox.promise(session, asked, now)


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
    "action.follow.open": on_modal_opened,
    "modal.missed": on_modal_missed,
    "command.earshot.stop": on_stop,
    "event.message.im": on_direct_message,
    "event.app_mention": on_mention,
}
