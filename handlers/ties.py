"""The people that somebody wants to stay in touch with, as modals: all of them, one, how often for a tag."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.event import Event
from bot.relationships import SNOOZE, draft, last_talk, standing, words
from bot.relationships.tags import fault
from handlers import home
from handlers.answers import answer_privately, who_asked
from handlers.circle import Change, Circle, circle
from handlers.gifts import offers
from handlers.modals import Ask, Reply, turned_into
from handlers.relationships import linked
from handlers.views import relationships as listed
from handlers.views import text
from handlers.views import tie as view
from storage import nudges, relationships
from storage.relationships import Kept

NOT_HERE = "I can't find that person any more: perhaps the account was deactivated, or it is of an app."
NO_TAGS = "None of your people has a tag yet. Open somebody, and give them one."
SAVED = "Saved: {person}."
TAGGED = "Saved: #{tag}, {cadence}."
TAKEN_BACK = "Taken back."


def _snoozed(kept: Kept, now: datetime) -> Kept:
    return replace(kept, snoozed_until=now + SNOOZE)


def _woken(kept: Kept, now: datetime) -> Kept:
    return replace(kept, snoozed_until=None)


def _let_go(kept: Kept, now: datetime) -> Kept:
    return replace(kept, is_let_go=True)


def _picked_up(kept: Kept, now: datetime) -> Kept:
    return replace(kept, is_let_go=False, snoozed_until=None)


ACTS: dict[str, tuple[Callable[[Kept, datetime], Kept], str]] = {
    "snooze": (_snoozed, "I won't bring {person} up for a week."),
    "wake": (_woken, "Back on the list: {person}."),
    "let_go": (_let_go, "Let go: I won't bring {person} up. Making room is a good answer too."),
    "pick_up": (_picked_up, "Good to have {person} back on the list."),
}
MET = "Noted: you and {person} met."


def open_list(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """A page of everybody."""
    value = _value(event)
    skipped = int(value) if value.isdecimal() and len(value) < 9 else 0
    return everybody(session, event, Change(), skipped)


def everybody(
    session: Session, event: Event, change: Change, skipped: int = 0, notes: Sequence[str] = ()
) -> dict[str, Any]:
    """Everybody as a modal, with a change that may not be stored yet."""
    now = event.received_at
    around = circle(session, event.team_id, who_asked(event), now, change)
    return listed.modal(lines(around, now), skipped, notes)


def lines(around: Circle, now: datetime) -> list[listed.Line]:
    """Whoever is waiting first, then by when they will be, then those who may rest."""
    found = []
    for tie in around.ties():
        where, said = standing(tie, now), around.of(tie.person)
        if where.at is not None or said.since is not None or said.cadence or said.tags or said.is_let_go:
            found.append(listed.Line(where, said, last_talk(tie, now)))
    return sorted(found, key=_place)


def _place(line: listed.Line) -> tuple[bool, bool, bool, float, str]:
    where = line.standing
    is_waiting = where.state in {"due", "cold"}
    at = where.at.timestamp() if where.at else 0.0
    return where.state == "let_go", where.at is None, not is_waiting, at, where.person


def _value(event: Event) -> str:
    actions = event.payload.get("actions") or ()
    return str(actions[0].get("value", "")) if actions else ""


def open_person(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """One person, with something to give where a word is due."""
    return _person(session, event, ask, _value(event), Change())


def _person(
    session: Session,
    event: Event,
    ask: Ask,
    person: str,
    change: Change,
    *,
    note: str = "",
    undo: str = "",
) -> dict[str, Any]:
    now, user = event.received_at, who_asked(event)
    around = circle(session, event.team_id, user, now, change)
    if person not in around.colleagues:
        return listed.only(NOT_HERE)
    tie = around.tie(person)
    line = listed.Line(standing(tie, now), around.of(person), last_talk(tie, now))
    is_waiting = line.standing.state in {"due", "cold"}
    offer = _offer(session, event, around, person, ask.channels(user)) if is_waiting else None
    return view.person(line, offer, [note] if note else [], undo)


def _offer(
    session: Session, event: Event, around: Circle, person: str, visible: frozenset[str] | None
) -> view.Offer | None:
    if visible is None:
        return None
    gift = offers(session, event.team_id, around, [person], event.received_at, visible)[person]
    address = linked(session, event.team_id)(gift.channel, gift.ts) if gift.ts else ""
    other = around.colleagues.get(gift.other)
    name = around.colleagues[person].name
    return view.Offer(words(gift), address, draft(gift, name, address, other.name if other else ""))


def show_act(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """The person as they stand after a press."""
    person, verb = _value(event), event.kind.rpartition(".")[2]
    before = relationships.kept_of(session, event.team_id, who_asked(event), person)
    act, copy = ACTS[verb]
    change = Change(kept={person: act(before, event.received_at)})
    return _person(session, event, ask, person, change, note=copy.format(person=text.person(person)))


def on_act(event: Event, session: Session, now: datetime) -> None:
    """Not now, or not any more, or again."""
    person, user = _value(event), who_asked(event)
    act, _ = ACTS[event.kind.rpartition(".")[2]]
    if person in relationships.colleagues(session, event.team_id, user, [person]):
        before = relationships.kept_of(session, event.team_id, user, person)
        nudges.start(session, event.team_id, user, now)
        relationships.keep(session, event.team_id, user, act(before, now))
        home.publish(session, event, user, now)


def show_met(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """The person as they stand once it is noted that the two met."""
    person = _value(event)
    change = Change(met={person: event.received_at})
    note = MET.format(person=text.person(person))
    return _person(session, event, ask, person, change, note=note, undo=f"{person}:{event.event_id}")


def on_met(event: Event, session: Session, now: datetime) -> None:
    """The two met where Earshot can't see it."""
    person, user = _value(event), who_asked(event)
    if person in relationships.colleagues(session, event.team_id, user, [person]):
        nudges.start(session, event.team_id, user, now)
        relationships.met(session, event.team_id, user, person, event.event_id, event.received_at)
        home.publish(session, event, user, now)


def show_undone(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """The person as they stood before; nothing where it was pressed in a message."""
    person, _, noted_by = _value(event).partition(":")
    if not event.payload.get("view"):
        return {}
    return _person(session, event, ask, person, Change(not_met=noted_by), note=TAKEN_BACK)


def on_undone(event: Event, session: Session, now: datetime) -> None:
    """They didn't meet after all."""
    _, _, noted_by = _value(event).partition(":")
    relationships.not_met(session, event.team_id, who_asked(event), noted_by)
    home.publish(session, event, who_asked(event), now)
    if not event.payload.get("view"):
        answer_privately(session, event, TAKEN_BACK, now)


def check(submission: dict[str, Any]) -> dict[str, str]:
    """What is wrong with the tags, by block id."""
    _, tags = view.chosen_from(submission["view"])
    wrong = fault(tags)
    return {view.block_of(submission["view"], "tags"): wrong} if wrong else {}


def _saved(session: Session, event: Event) -> Kept:
    person = str(event.payload["view"].get("private_metadata") or "")
    cadence, tags = view.chosen_from(event.payload["view"])
    before = relationships.kept_of(session, event.team_id, who_asked(event), person)
    return replace(before, cadence=cadence, tags=tags, since=before.since or event.received_at)


def reply_saved(session: Session, event: Event, ask: Ask) -> Reply | None:
    """Back to everybody."""
    kept = _saved(session, event)
    note = SAVED.format(person=text.person(kept.person))
    return turned_into(everybody(session, event, Change(kept={kept.person: kept}), notes=[note]))


def on_saved(event: Event, session: Session, now: datetime) -> None:
    """Store how often, and the tags."""
    kept, user = _saved(session, event), who_asked(event)
    if kept.person in relationships.colleagues(session, event.team_id, user, [kept.person]):
        nudges.start(session, event.team_id, user, now)
        relationships.keep(session, event.team_id, user, kept)
        home.publish(session, event, user, now)


def open_tags(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """How often for a tag."""
    user = who_asked(event)
    kept = relationships.kept(session, event.team_id, user)
    tags = sorted({tag for each in kept.values() for tag in each.tags})
    if not tags:
        return listed.only(NO_TAGS)
    return view.tagging(tags, relationships.tags(session, event.team_id, user))


def reply_tagged(session: Session, event: Event, ask: Ask) -> Reply | None:
    """Back to everybody; where they stand may be some seconds old."""
    cadence, _ = view.chosen_from(event.payload["view"])
    tag = view.tag_from(event.payload["view"])
    change = Change(tags={tag: cadence})
    note = TAGGED.format(tag=text.escape(tag), cadence=listed.CADENCES[cadence])
    return turned_into(everybody(session, event, change, notes=[note]))


def on_tagged(event: Event, session: Session, now: datetime) -> None:
    """Store how often for a tag."""
    user, tag = who_asked(event), view.tag_from(event.payload["view"])
    cadence, _ = view.chosen_from(event.payload["view"])
    if tag:
        nudges.start(session, event.team_id, user, now)
        relationships.set_tag(session, event.team_id, user, tag, cadence)
        home.publish(session, event, user, now)


def on_opened(event: Event, session: Session, now: datetime) -> None:
    """The modal was opened at the door; there is nothing left to do."""


HANDLERS = {
    **{f"action.relationships.{verb}": on_opened for verb in ("open", "person", "tags")},
    "command.earshot.people": on_opened,
    **{f"action.relationships.{verb}": on_act for verb in ACTS},
    "action.relationships.met": on_met,
    "action.relationships.undo": on_undone,
    "view.relationships.save": on_saved,
    "view.relationships.tagged": on_tagged,
}
MODALS = {
    "command.earshot.people": open_list,
    "action.relationships.open": open_list,
    "action.relationships.person": open_person,
    "action.relationships.tags": open_tags,
    **{f"action.relationships.{verb}": show_act for verb in ACTS},
    "action.relationships.met": show_met,
    "action.relationships.undo": show_undone,
}
CHECKS = {"view.relationships.save": check}
REPLIES = {"view.relationships.save": reply_saved, "view.relationships.tagged": reply_tagged}
