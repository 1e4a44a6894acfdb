"""Thinking of one person: what could be said to them now, of which at most one thing is."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel import Session

from bot import nudges
from bot.call import Promise
from bot.event import Event
from bot.nudges.kinds import KINDS
from handlers import green_journal
from handlers.answers import who_asked
from handlers.people import read_people
from handlers.views import nudge as view
from handlers.views import text
from storage import inbox, outbox, people
from storage import nudges as said
from storage.nudges import Said

EVERY = timedelta(hours=1)
LATEST = timedelta(hours=12)  # a nudge that could not go out by then would come at an odd time

Candidates = Callable[[Session, str, str, datetime], list[nudges.Nudge]]
CANDIDATES: tuple[Candidates, ...] = (green_journal.candidates,)
"""What each domain could say to a person, now or later: (session, team, person, now). Asking changes nothing."""

ONCE_SAID: dict[str, Callable[[Session, Said, datetime], None]] = {
    "green_review": green_journal.was_asked,
    "green_loop": green_journal.was_reminded,
}
"""By kind, what its domain notes when one of its nudges is said."""


def on_due(session: Session, now: datetime) -> None:
    """Begin to think of everybody whose time has come; each in a transaction of their own."""
    for team_id, user, since in said.due(session, now):
        said.look_at(session, team_id, user, now + EVERY)
        payload = {"context": {"user": user}}
        event_id = f"look:{user}:{since.isoformat()}"
        inbox.happened(session, Event(team_id, event_id, "nudge.look", user, payload, now))


def on_look(event: Event, session: Session, now: datetime) -> None:
    """Say the best of what may be said to a person now, if anything; and know when to look again."""
    team_id, user = event.team_id, who_asked(event)
    read_people(session, team_id, now)
    if people.who_is(session, team_id, user) is None:
        _ask_who(session, event, user, now)
    listener = said.listener(session, team_id, user)
    found = [nudge for candidates in CANDIDATES for nudge in candidates(session, team_id, user, now)]
    chosen = nudges.choose(found, listener, now, KINDS)
    if chosen is not None:
        _say(session, event, chosen, now)
        listener = said.listener(session, team_id, user)
    said.look_at(session, team_id, user, _again(found, listener, now))


def _again(found: list[nudges.Nudge], listener: nudges.Listener, now: datetime) -> datetime:
    """The first moment at which one of them could be said, or in an hour."""
    behind = {(sent.kind, sent.about) for sent in listener.sent}
    waiting = [nudge for nudge in found if (nudge.kind, nudge.about) not in behind and now < nudge.expires]
    moments = {
        name: nudges.next_moment(listener, now, KINDS[name]) for name in {each.kind for each in waiting}
    }
    coming = [max(nudge.due, moment) for nudge in waiting if (moment := moments[nudge.kind]) is not None]
    return min((moment for moment in coming if moment > now), default=now + EVERY)


def _say(session: Session, event: Event, chosen: nudges.Nudge, now: datetime) -> None:
    team_id, user = event.team_id, who_asked(event)
    shown = _plain(session, team_id, chosen)
    row = said.say(session, team_id, user, shown, now)
    met = people.workspace(session, team_id)
    asked = Promise(
        team_id=team_id,
        method="chat.postMessage",
        recipient=user,
        purpose=f"nudge.{row.kind}",
        period=row.about,
        arguments=view.message(shown, KINDS[row.kind], row.id, met.url if met else ""),
        answer="nudge.arrived",
        context={"nudge": row.id, "user": user, "lane": user},
        expires_at=min(chosen.expires, now + LATEST),
    )
    outbox.promise(session, asked, now)
    if row.kind in ONCE_SAID:
        ONCE_SAID[row.kind](session, row, now)


def _plain(session: Session, team_id: str, nudge: nudges.Nudge) -> nudges.Nudge:
    """With people's words made plain: no mention, link or control sequence in a quote stays active."""
    if not nudge.quote:
        return nudge
    names = people.names(session, team_id, text.mentioned(nudge.quote))
    plain = text.plain(nudge.quote, names | people.channel_names(session, team_id))
    return replace(nudge, quote=plain)


def _ask_who(session: Session, event: Event, user: str, now: datetime) -> None:
    asked = Promise(
        team_id=event.team_id,
        method="users.info",
        recipient=user,
        purpose="look.person",
        period=f"{now:%Y-%m-%d}",
        arguments={"user": user, "include_locale": True},
        lane=f"person:{user}",
        answer="people.one",
        context={"user": user, "lane": user},
    )
    outbox.promise(session, asked, now)


def on_arrived(event: Event, session: Session, now: datetime) -> None:
    """Remember where a nudge stands, to edit it once it is answered."""
    if event.payload["ok"]:
        answer = event.payload["answer"]
        nudge_id = event.payload["context"]["nudge"]
        said.arrived(session, event.team_id, nudge_id, str(answer["channel"]), str(answer["ts"]))


HANDLERS = {"nudge.look": on_look, "answer.nudge.arrived": on_arrived}
