"""Whom somebody could be in touch with again: what is said of it unasked, and what its buttons do."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from bot.event import Event
from bot.nudges import Nudge, going_cold
from bot.permalink import permalink
from bot.relationships import SNOOZE, Gift, Standing, upcoming
from handlers import home, nudges
from handlers.circle import Circle, circle
from handlers.gifts import offers
from handlers.surprises import surprises
from handlers.views import relationships as view
from handlers.views import text
from storage import nudges as said
from storage import people, relationships
from storage.nudges import Said

WEIGHED = 3  # people for whom something to give is looked for at a time

TALKED = "Noted: you two talked today."
SNOOZED = "I'll come back to it on {day}."
LET_GO = "Let go: I won't bring {person} up again. Making room is a good answer too."
UNDO = ("Undo", "going_cold.undo")


def candidates(session: Session, team_id: str, user: str, now: datetime) -> list[Nudge]:
    """Messages to answer first, and people who are going cold, with something to give to each."""
    around = circle(session, team_id, user, now)
    return [*surprises(session, team_id, around, now), *_cold(session, team_id, around, now)]


def _cold(session: Session, team_id: str, around: Circle, now: datetime) -> list[Nudge]:
    sent = said.listener(session, team_id, around.user).sent
    behind = {each.about for each in sent if each.kind == going_cold.KIND.name}
    waiting = [each for each in upcoming(around.ties(), now) if _may_be_told(each, now)]
    fresh = [each for each in waiting if going_cold.about(each.person, _due(each)) not in behind]
    chosen = sorted(fresh, key=lambda each: each.state != "due")[:WEIGHED]
    if not chosen:
        return []
    given = offers(session, team_id, around, [each.person for each in chosen], now)
    link = linked(session, team_id)
    found = (_nudge(around, each, given[each.person], link) for each in chosen)
    return [each for each in found if each is not None]


def _may_be_told(standing: Standing, now: datetime) -> bool:
    return standing.state in {"due", "cold"} and now < _due(standing) + going_cold.KEPT_FOR


def _due(standing: Standing) -> datetime:
    assert standing.at is not None
    return standing.at


def _nudge(around: Circle, standing: Standing, gift: Gift, link: Callable[[str, str], str]) -> Nudge | None:
    name = around.colleagues[standing.person].name
    other = around.colleagues.get(gift.other)
    return going_cold.nudge(standing, gift, name, link, other.name if other else "")


def linked(session: Session, team_id: str) -> Callable[[str, str], str]:
    """What gives the address of a post in this workspace."""
    met = people.workspace(session, team_id)
    url = met.url if met else ""
    return lambda channel, ts: permalink(url, channel, ts)


def home_state(session: Session, team_id: str, user: str, now: datetime) -> view.State:
    """What the Home tab shows of it; nothing to whoever never started Earshot."""
    if not said.has_started(session, team_id, user):
        return view.NOTHING
    around = circle(session, team_id, user, now)
    coming = upcoming(around.ties(), now)
    waiting = [each for each in coming if each.state in {"due", "cold"}]
    recent = [each for each in waiting if _may_be_told(each, now) or each.state == "due"]
    later = [each for each in coming if each.state not in {"due", "cold"}]
    return view.State(tuple(recent), tuple(later), is_started=True)


def on_done(event: Event, session: Session, now: datetime) -> None:
    """They talked."""
    row = nudges.answered(session, event, now)
    if row is not None:
        relationships.met(session, event.team_id, row.user_id, person_of(row), _noted_by(row), now)
        _settle(session, event, row, TALKED, now)


def on_snoozed(event: Event, session: Session, now: datetime) -> None:
    """Not now: in a week."""
    row = nudges.answered(session, event, now)
    if row is not None:
        until = now + SNOOZE
        _keep(session, row, snoozed_until=until)
        _settle(session, event, row, SNOOZED.format(day=text.day(until)), now)


def on_let_go(event: Event, session: Session, now: datetime) -> None:
    """Not any more."""
    row = nudges.answered(session, event, now)
    if row is not None:
        _keep(session, row, is_let_go=True)
        _settle(session, event, row, LET_GO.format(person=text.person(person_of(row))), now)


def on_undone(event: Event, session: Session, now: datetime) -> None:
    """As if no button had been pressed."""
    row = nudges.answered(session, event, now)
    if row is not None:
        relationships.not_met(session, event.team_id, row.user_id, _noted_by(row))
        _keep(session, row, snoozed_until=None, is_let_go=False)
        nudges.show_again(session, row, now, event=event)
        home.publish(session, event, row.user_id, now)


def _keep(session: Session, row: Said, **changes: datetime | bool | None) -> None:
    before = relationships.kept_of(session, row.team_id, row.user_id, person_of(row))
    relationships.keep(session, row.team_id, row.user_id, replace(before, **changes))  # type: ignore[arg-type]


def _settle(session: Session, event: Event, row: Said, line: str, now: datetime) -> None:
    nudges.settle(session, row, line, now, event=event, undo=UNDO)
    home.publish(session, event, row.user_id, now)


def person_of(row: Said) -> str:
    """Whom a nudge of going cold is about."""
    return row.about.partition(":")[0]


def _noted_by(row: Said) -> str:
    return f"nudge:{row.id}"


HANDLERS = {
    "action.going_cold.done": on_done,
    "action.going_cold.snooze": on_snoozed,
    "action.going_cold.let_go": on_let_go,
    "action.going_cold.undo": on_undone,
}
