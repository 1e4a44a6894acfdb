"""Thinking of one person: what could be said to them now, of which at most one thing is."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlmodel import Session

from bot import nudges
from bot.call import Promise
from bot.event import Event
from bot.nudges.kinds import KINDS
from handlers import green_journal, join_channel, open_promises, relationships
from handlers.answers import who_asked
from handlers.feedback import owed as feedback
from handlers.people import read_people
from handlers.views import nudge as view
from handlers.views import text
from handlers.visible import ask_channels
from storage import inbox, outbox, people
from storage import nudges as said
from storage.nudges import Said

EVERY = timedelta(hours=1)
SILENT = timedelta(days=1)  # how long until somebody who wants silence is thought of again
LATEST = timedelta(hours=12)  # a nudge that could not go out by then would come at an odd time

Candidates = Callable[[Session, str, str, datetime], list[nudges.Nudge]]
CANDIDATES: tuple[Candidates, ...] = (
    green_journal.candidates,
    relationships.candidates,
    open_promises.candidates,
    join_channel.candidates,
    feedback.candidates,
)
"""What each domain could say to a person, now or later: (session, team, person, now). Asking changes nothing."""

ONCE_SAID: dict[str, Callable[[Session, Said, datetime], None]] = {
    "green_review": green_journal.was_asked,
    "green_loop": green_journal.was_reminded,
}
"""By kind, what its domain notes when one of its nudges is said."""


def on_due(session: Session, now: datetime) -> None:
    """Begin to think of everybody whose time has come; each in a transaction of their own."""
    for team_id, user in said.due(session, now):
        said.look_at(session, team_id, user, now + EVERY)
        payload = {"context": {"user": user}}
        event_id = f"look:{user}:{now.isoformat()}"
        inbox.happened(session, Event(team_id, event_id, "nudge.look", user, payload, now))


def on_look(event: Event, session: Session, now: datetime) -> None:
    """Think of a person."""
    look(session, event, CANDIDATES, now)


def look(session: Session, event: Event, candidates: Sequence[Candidates], now: datetime) -> None:
    """See what may best be said to a person now, if anything, and when to look again.

    What rests on a post is said only once Slack confirmed that the person is in its channel.
    """
    team_id, user = event.team_id, who_asked(event)
    read_people(session, team_id, now)
    if people.who_is(session, team_id, user) is None:
        _ask_who(session, event, user, now)
    session.flush()
    listener = said.listener(session, team_id, user)
    first = _first(listener, now)
    if first > now:  # at night, in a pause, with the week's nudges said: whatever there is has to wait
        said.look_at(session, team_id, user, first)
        return
    found = _found(session, event, candidates, now)
    chosen = nudges.choose(found, listener, now, KINDS)
    if chosen is not None and chosen.source is not None:
        ask_channels(session, event, user, "look", {}, now)
    elif chosen is not None:
        _say(session, event, chosen, now)
        listener = said.listener(session, team_id, user)
    said.look_at(session, team_id, user, _again(found, listener, now))


def _first(listener: nudges.Listener, now: datetime) -> datetime:
    """The first moment at which anything may be said, or in a day where none is in sight."""
    moments = (nudges.next_moment(listener, now, kind) for kind in KINDS.values())
    return min((moment for moment in moments if moment is not None), default=now + SILENT)


def on_channels(event: Event, session: Session, now: datetime) -> None:
    """Slack said which channels a person is in right now; where it failed to, they count as being in none."""
    say_visible(session, event, CANDIDATES, now)


def say_visible(session: Session, event: Event, candidates: Sequence[Candidates], now: datetime) -> None:
    """Say the best of what rests on nothing, or on a post in a channel that the person is in."""
    visible = event.payload["channels"]
    found = [
        nudge
        for nudge in _found(session, event, candidates, now)
        if nudge.source is None or nudge.source.channel in visible
    ]
    listener = said.listener(session, event.team_id, who_asked(event))
    chosen = nudges.choose(found, listener, now, KINDS)
    if chosen is not None:
        _say(session, event, chosen, now)


def _found(
    session: Session, event: Event, candidates: Sequence[Candidates], now: datetime
) -> list[nudges.Nudge]:
    user = who_asked(event)
    return [nudge for domain in candidates for nudge in domain(session, event.team_id, user, now)]


def _again(found: list[nudges.Nudge], listener: nudges.Listener, now: datetime) -> datetime:
    """The first moment at which one of them could be said, but no later than in an hour: what is found changes."""
    behind = {(sent.kind, sent.about) for sent in listener.sent}
    waiting = [nudge for nudge in found if (nudge.kind, nudge.about) not in behind and now < nudge.expires]
    moments = {
        name: nudges.next_moment(listener, now, KINDS[name]) for name in {each.kind for each in waiting}
    }
    coming = [max(nudge.due, moment) for nudge in waiting if (moment := moments[nudge.kind]) is not None]
    return min([now + EVERY, *(moment for moment in coming if moment > now)])


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
    names = people.names(session, team_id, text.mentioned(nudge.quote))
    names |= people.channel_names(session, team_id) if nudge.quote else {}
    return replace(nudge, quote=text.plain(nudge.quote, names))


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
    """Remember where a nudge stands, to edit it once it is answered; one that never arrived was not let pass."""
    nudge_id = event.payload["context"]["nudge"]
    if not event.payload["ok"]:
        said.answer(session, event.team_id, nudge_id, now)
        return
    answer = event.payload["answer"]
    said.arrived(session, event.team_id, nudge_id, str(answer["channel"]), str(answer["ts"]))


HANDLERS = {"nudge.look": on_look, "visible.look": on_channels, "answer.nudge.arrived": on_arrived}
