"""What becomes of a session when something happens to its channel, its messages or its hosts."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.ama.ama import hosts_left
from bot.ama.sealing import place_of
from bot.event import Event
from bot.people import Person
from handlers.ama import board, tell
from handlers.answers import who_asked
from handlers.modals import Ask
from handlers.views.ama.here import TAKE_OVER
from handlers.views.ama.hosts import only
from storage import ama as amas
from storage import ama_questions as questions
from storage import outbox, people

REMOVED = (
    "I was removed from {channel}, so the board of *{title}* stands still there. Nothing is lost: people can still vote and "
    "ask through its buttons, and when somebody invites me again everything is brought up to date."
)
ARCHIVED = (
    "{channel} was archived while *{title}* was not closed. Nothing is lost. When the channel is back and I am invited "
    "again, it goes on; else it closes at {closes}, and I send you the summary here."
)
HOST_GONE = "{gone} no longer has an account, so the hosts of *{title}* are now {hosts}."
TAKEN_OVER = "You are the host now. *For hosts* on the board has what you need."


def on_joined(session: Session, event: Event, channel: str, now: datetime) -> None:
    """Earshot was invited, or is back: every board there goes up, or is brought up to date."""
    for ama in amas.unclosed(session, event.team_id, channel):
        board.changed(session, event.team_id, ama.ama_id, now)


def on_left(session: Session, event: Event, channel: str, now: datetime) -> None:
    """Earshot was removed from a channel: tell the hosts."""
    for ama in amas.unclosed(session, event.team_id, channel):
        words = REMOVED.format(channel=tell.channel(ama), title=tell.title(ama))
        tell.hosts(session, event.team_id, ama, words, event.event_id, now)


def on_archived(session: Session, event: Event, channel: str, now: datetime) -> None:
    """A channel was archived: tell the hosts what becomes of the session."""
    for ama in amas.unclosed(session, event.team_id, channel):
        words = ARCHIVED.format(
            channel=tell.channel(ama), title=tell.title(ama), closes=tell.when(ama.plan.closes_at)
        )
        tell.hosts(session, event.team_id, ama, words, event.event_id, now)


def on_message_deleted(session: Session, team_id: str, channel: str, ts: str, now: datetime) -> None:
    """A board or a question's message was deleted: it is posted again."""
    for ama in amas.unclosed(session, team_id, channel):
        board.gone(session, team_id, ama, ts, now)


def on_id_changed(session: Session, team_id: str, old: str, new: str, now: datetime) -> None:
    """Slack gave a channel another id: its sessions go on there."""
    amas.moved_to(session, team_id, old, new)
    for ama in amas.unclosed(session, team_id, new):
        board.changed(session, team_id, ama.ama_id, now)


def on_host_gone(session: Session, event: Event, gone: Person, now: datetime) -> None:
    """A host's account ended: the others go on; of the last one somebody else can take over."""
    for ama in amas.unclosed(session, event.team_id):
        if not ama.is_host(gone.user_id):
            continue
        people.remember(session, event.team_id, [gone])
        left = hosts_left(ama.plan.hosts, gone.user_id)
        amas.hosts_are(session, event.team_id, ama.ama_id, left)
        board.changed(session, event.team_id, ama.ama_id, now)
        words = HOST_GONE.format(
            gone=tell.person(gone.user_id), title=tell.title(ama), hosts=", ".join(map(tell.person, left))
        )
        for host in set(left) - {gone.user_id}:
            said = tell.told(event.team_id, ama, host, {"text": words}, event.event_id, now)
            outbox.promise(session, said, now)


def on_taken_over(event: Event, session: Session, now: datetime) -> None:
    """Somebody becomes the host of a session that has none left; the first of two who press."""
    ama = amas.get(session, event.team_id, place_of(event.payload).ama)
    if ama is None or not board.is_orphan(session, event.team_id, ama):
        return
    amas.hosts_are(session, event.team_id, ama.ama_id, (who_asked(event),))
    board.changed(session, event.team_id, ama.ama_id, now)


def open_taken_over(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """Say what a host does."""
    ama = amas.get(session, event.team_id, place_of(event.payload).ama)
    return only(ama, TAKEN_OVER) if ama else {}


def on_stopped(session: Session, team_id: str, user: str, now: datetime) -> None:
    """Somebody wants to be forgotten: their name comes off what they asked with it. The words stay, for all to see."""
    for ama_id, _question in questions.forget_author(session, team_id, user):
        board.changed(session, team_id, ama_id, now)


HANDLERS = {f"action.{TAKE_OVER}": on_taken_over}
MODALS = {f"action.{TAKE_OVER}": open_taken_over}
