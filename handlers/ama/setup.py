"""`/ama`: the set-up where none is open, else what to do there; and what a set-up begins."""

import secrets
from datetime import datetime, time, timedelta
from typing import Any

from sqlmodel import Session

from bot.ama import schedule
from bot.ama.after import most_wanted
from bot.ama.ama import Ama, Kind, Plan, due_state, faults
from bot.ama.moderation import Entry
from bot.call import Promise
from bot.event import Event
from bot.schedule import at_wall_time, zone_of
from handlers.ama import board, standing, tell
from handlers.answers import who_asked
from handlers.modals import Ask, Reply
from handlers.views.ama import here as here_view
from handlers.views.ama import setup as view
from storage import ama as amas
from storage import ama_after, ama_questions, outbox
from storage import channels as places

_WEEK, _EVENING = timedelta(days=7), time(20, 0)
_IS_CHANNEL = ("C", "G")
ONE_ALREADY = "There is one in this channel that has not closed yet: {title}. Close it first."
NO_CHANNEL = "Pick the channel where the board goes."
NO_MOMENT = "Pick a day and a time."
HOST = (
    "You are a host of *{title}* in {channel}, set up by {by}. It takes questions from {opens} until {closes}.\n"
    "Press *For hosts* on the board: there you say what is being answered, answer in writing, promise an answer by a date, "
    "or decline with a reason. All of it is logged for everybody."
)


def open_modal(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """What `/ama` opens: what to do in this channel, or the set-up."""
    return _opened(session, event, ask, "ama")


def open_topics(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """What `/ama topics` opens: the same for open-space topics."""
    return _opened(session, event, ask, "topics")


def _opened(session: Session, event: Event, ask: Ask, kind: Kind) -> dict[str, Any]:
    where = str(event.payload.get("channel_id") or "")
    found = amas.unclosed(session, event.team_id, where) if where else []
    if found:
        link = board.link(session, event.team_id, found[0])
        return here_view.modal(
            found[0],
            link,
            is_host=found[0].is_host(who_asked(event)),
            is_orphan=board.is_orphan(session, event.team_id, found[0]),
        )
    now, zone = event.received_at, zone_of(ask.zone(who_asked(event)))
    return view.modal(
        view.Filled(
            kind=kind,
            channel=where if where.startswith(_IS_CHANNEL) else "",
            host=who_asked(event),
            opens_at=now,
            closes_at=at_wall_time((now + _WEEK).astimezone(zone).date(), _EVENING, zone),
            zone=zone.key,
            **_from_last(session, event.team_id, where, kind),
        )
    )


def _from_last(session: Session, team_id: str, where: str, kind: Kind) -> dict[str, Any]:
    """What the last edition in this channel leaves to the next: its title, its rules, and what people said."""
    before = amas.editions(session, team_id, where, kind) if where else []
    if not before:
        return {}
    last = before[-1]
    said = [most_wanted(ama_after.answers(session, team_id, last.ama_id))]
    kept = [
        f"#{each.number} was due → answered"
        for each in ama_questions.all_of(session, team_id, last.ama_id)
        if each.due_on is not None and each.state in {"answered", "written"}
    ]
    lines = [f"{line} → " for line in said if line] + kept[:5]
    return {"title": last.plan.title, "rules": last.plan.rules, "we_did": lines}


def reply(session: Session, event: Event, ask: Ask) -> Reply | None:
    """Refuse a set-up at its fields, where something is wrong with it."""
    written = view.read(event.payload["view"])
    wrong = _faults(written, event.received_at)
    there = amas.unclosed(session, event.team_id, written.channel) if written.channel else []
    if there:
        wrong["channel"] = ONE_ALREADY.format(title=there[0].plan.title)
    if wrong:
        return Reply({"response_action": "errors", "errors": wrong}, is_written=False)
    return None


def _faults(written: view.Written, now: datetime) -> dict[str, str]:
    moments = {"opens": written.opens_at, "closes": written.closes_at}
    wrong = {name: NO_MOMENT for name, moment in moments.items() if moment is None}
    if not written.channel:
        wrong["channel"] = NO_CHANNEL
    if wrong:
        return wrong
    try:
        plan = _plan(written)
    except schedule.ScheduleError as problem:
        return {"schedule": str(problem)}
    return {str(field): fault for field, fault in faults(plan, now).items()}


def _plan(written: view.Written) -> Plan:
    """The plan that was written; its evening is on the day it closes. Raises ScheduleError."""
    assert written.opens_at is not None
    assert written.closes_at is not None
    day = schedule.local(written.closes_at, written.zone).date()
    lines = [line.partition("→") for line in written.we_did.splitlines()]
    return Plan(
        channel=written.channel,
        kind=written.kind,
        title=written.title,
        hosts=written.hosts,
        opens_at=written.opens_at,
        closes_at=written.closes_at,
        zone=written.zone,
        naming=written.naming,
        is_moderated=written.is_moderated,
        rules=written.rules,
        schedule=schedule.read(written.schedule, day, written.zone),
        we_did=tuple((said.strip(), did.strip()) for said, _, did in lines if said.strip() and did.strip()),
    )


def on_submitted(event: Event, session: Session, now: datetime) -> None:
    """Remember the session; its key is made before anything can be asked, and then the board goes up."""
    written = view.read(event.payload["view"])
    if _faults(written, now) or amas.unclosed(session, event.team_id, written.channel):
        return  # two hosts at once: the first board stands
    ama = amas.set_up(session, event.team_id, secrets.token_hex(8), _plan(written))
    begin(session, event.team_id, ama, now)
    asked = Promise(
        team_id=event.team_id,
        method="keys.make",
        recipient=ama.ama_id,
        purpose="key",
        period="make",
        arguments={"name": ama.ama_id},
        answer="ama.key",
        context={"ama": ama.ama_id, "by": who_asked(event)},
    )
    outbox.promise(session, asked, now)


def begin(session: Session, team_id: str, ama: Ama, now: datetime) -> None:
    """Let a session open, or go live, when its plan says so."""
    state = due_state(ama, now)
    if state in {ama.state, "closed"}:
        return
    if ama.state == "set_up":
        ama_after.log(session, team_id, ama.ama_id, Entry(now, "", "open"))
    if state == "live":
        ama_after.log(session, team_id, ama.ama_id, Entry(now, "", "live"))
    amas.state_is(session, team_id, ama.ama_id, state)
    board.changed(session, team_id, ama.ama_id, now)


def on_key(event: Event, session: Session, now: datetime) -> None:
    """The key is there: tell the hosts, join the channel, and put up the board."""
    ama = amas.get(session, event.team_id, event.payload["context"]["ama"])
    if ama is None:
        return
    _tell_hosts(session, event, ama, now)
    known = places.channel(session, event.team_id, ama.plan.channel)
    if known.is_joined:
        board.changed(session, event.team_id, ama.ama_id, now)
        return
    asked = Promise(
        team_id=event.team_id,
        method="conversations.join",
        recipient=ama.plan.channel,
        purpose="ama.join",
        period=ama.ama_id,
        arguments={"channel": ama.plan.channel},
        answer="ama.joined",
        context={"ama": ama.ama_id},
    )
    outbox.promise(session, asked, now)


def _tell_hosts(session: Session, event: Event, ama: Ama, now: datetime) -> None:
    words = HOST.format(
        title=tell.title(ama),
        channel=tell.channel(ama),
        by=tell.person(event.payload["context"]["by"]),
        opens=tell.when(ama.plan.opens_at),
        closes=tell.when(ama.plan.closes_at),
    )
    tell.hosts(session, event.team_id, ama, words, "set up", now)


def on_joined(event: Event, session: Session, now: datetime) -> None:
    """Put up the board; also where joining was refused, since Earshot may have been invited. Posting tells."""
    ama = amas.get(session, event.team_id, event.payload["context"]["ama"])
    if ama is None:
        return
    if event.payload["ok"]:
        standing.is_joined(session, event.team_id, ama.plan.channel)
    board.post(session, event.team_id, ama, now)


def on_modal_opened(event: Event, session: Session, now: datetime) -> None:
    """It was opened at the door, and nothing was written down."""


HANDLERS = {
    "command.ama": on_modal_opened,
    "command.ama.topics": on_modal_opened,
    "view.ama.host.setup": on_submitted,
    "answer.ama.key": on_key,
    "answer.ama.joined": on_joined,
}
MODALS = {"command.ama": open_modal, "command.ama.topics": open_topics}
REPLIES = {"view.ama.host.setup": reply}
