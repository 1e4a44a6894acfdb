"""Whether a session's channel is within reach, and what hosts hear where it is not."""

from datetime import datetime

from sqlmodel import Session

from bot.ama.ama import Ama
from bot.event import Event
from handlers.ama import tell
from storage import channels

NOT_IN = "I can't post in {channel}, so *{title}* has no board there. Invite me with `/invite @earshot`, and it goes up at once."
_OUT = {"not_in_channel", "channel_not_found", "is_archived"}


def is_joined(session: Session, team_id: str, channel: str) -> None:
    """Remember that Earshot is in a channel."""
    known = channels.channel(session, team_id, channel)
    known.is_joined = True
    session.add(known)


def is_open(session: Session, team_id: str, channel: str) -> bool:
    """Whether Earshot can post there, as far as it knows."""
    known = channels.channel(session, team_id, channel)
    return known.is_joined and not known.is_archived


def is_out_of_reach(session: Session, event: Event) -> None:
    """A call was refused: where that is because Earshot is not in the channel, wait until somebody invites it."""
    if event.payload["error"].split(" ")[0] in _OUT:
        known = channels.channel(session, event.team_id, event.payload["recipient"])
        known.is_joined = False
        session.add(known)


def cannot_post(session: Session, event: Event, ama: Ama, now: datetime) -> None:
    """The board was refused: tell the hosts once what to do."""
    known = channels.channel(session, event.team_id, ama.plan.channel)
    known.is_joined = False
    session.add(known)
    words = NOT_IN.format(channel=tell.channel(ama), title=tell.title(ama))
    tell.hosts(session, event.team_id, ama, words, f"can't post:{now:%Y-%m-%d}", now)
