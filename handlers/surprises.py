"""A message by somebody who rarely writes to the reader: found as it arrives, and said within the minute."""

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from bot.attention import mentioned
from bot.event import Event
from bot.nudges import Nudge, answer_first
from bot.posts import Message
from bot.relationships import Said, surprise
from bot.relationships.contact import MOST_NAMED
from handlers import nudges
from handlers.circle import Circle
from handlers.views import text
from storage import channels, relationships, talks
from storage import nudges as listeners

WELL = "Good. People remember a quick answer."
EXPECTED = "Noted: messages by {person} are no surprise. I won't hurry you for them."
GONE = "That message is gone, so there is nothing to note."
UNDO = ("Undo", "answer_first.undo")


def on_said(session: Session, event: Event, message: Message, now: datetime) -> None:
    """Think at once of those whom a message names, if they listen to its channel."""
    named = set(mentioned(message.text)) - {message.user}
    if not named or len(named) > MOST_NAMED or now - message.at > answer_first.KEPT_FOR:
        return
    for user in named & set(channels.followers(session, event.team_id, message.channel)):
        if listeners.has_started(session, event.team_id, user):
            nudges.look_now(session, event.team_id, user, event, now)


def surprises(session: Session, team_id: str, around: Circle, now: datetime) -> list[Nudge]:
    """What somebody should answer first, of the last day."""
    if not around.channels:
        return []
    since = now - answer_first.KEPT_FOR
    named = talks.naming(session, team_id, around.user, around.channels, since)
    expected = around.everyday | {person for person, kept in around.kept.items() if kept.is_let_go}
    found = []
    for place, ts, said in named:
        is_open = said.author in around.colleagues and not _has_answered(around, place, said)
        line = surprise(
            around.user, said, around.contacts.get(said.author, ()), expected, around.listening_since
        )
        if is_open and line is not None:
            found.append(answer_first.nudge(line, said, place[0], ts, place[1]))
    return found


def _has_answered(around: Circle, place: talks.Place, said: Said) -> bool:
    talk = next((each for each in around.talks if (each.channel, each.ts) == place), None)
    return talk is not None and any(each.author == around.user and each.at > said.at for each in talk.replies)


def on_done(event: Event, session: Session, now: datetime) -> None:
    """They answered."""
    row = nudges.answered(session, event, now)
    if row is not None:
        nudges.settle(session, row, WELL, now, event=event)


def on_expected(event: Event, session: Session, now: datetime) -> None:
    """This person writes to them often, elsewhere."""
    _expect(event, session, now, is_expected=True)


def on_undone(event: Event, session: Session, now: datetime) -> None:
    """Their messages may be a surprise again."""
    _expect(event, session, now, is_expected=False)


def _expect(event: Event, session: Session, now: datetime, *, is_expected: bool) -> None:
    row = nudges.answered(session, event, now)
    if row is None:
        return
    person = talks.author(session, event.team_id, *row.about.split(":", 1))
    if not person:
        nudges.settle(session, row, GONE, now, event=event)
        return
    before = relationships.kept_of(session, event.team_id, row.user_id, person)
    relationships.keep(session, event.team_id, row.user_id, replace(before, is_expected=is_expected))
    if is_expected:
        line = EXPECTED.format(person=text.person(person))
        nudges.settle(session, row, line, now, event=event, undo=UNDO)
    else:
        nudges.show_again(session, row, now, event=event)


HANDLERS = {
    "action.answer_first.done": on_done,
    "action.answer_first.expected": on_expected,
    "action.answer_first.undo": on_undone,
}
