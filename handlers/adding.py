"""Adding people to stay in touch with, and noting by command that two met; Slack is asked about whoever is unknown."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.call import Promise
from bot.event import Event
from bot.people import Person, person_from
from bot.picked import MOST, Picked, picked
from bot.relationships.tags import fault
from handlers import home
from handlers.answers import answer_privately, response_url, who_asked
from handlers.circle import Change
from handlers.modals import Ask, Reply, turned_into
from handlers.ties import everybody
from handlers.views import relationships as listed
from handlers.views import text
from handlers.views import tie as view
from storage import nudges, outbox, people, relationships
from storage.relationships import Kept

ADDED = "Added: {people}."
ASKING = "I'm asking Slack who {count} of them are; they are on the list in a moment."
MET = "Noted: you and {people} met."
USAGE = "Whom did you meet? Type `/earshot met` and their names, each with an @ that Slack completes."
NOT_COMPLETED = "I can't tell who that is. After the @, pick the person from the list that Slack shows, so that the name turns blue."

_MENTION = re.compile(r"<@([A-Z0-9]+)(?:\|[^>]*)?>")


def open_form(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """The form that adds people."""
    return view.adding()


def check(submission: dict[str, Any]) -> dict[str, str]:
    """What is wrong with what was entered, by block id; whom it names is looked at where people are known."""
    _, tags = view.chosen_from(submission["view"])
    wrong = fault(tags)
    return {view.block_of(submission["view"], "tags"): wrong} if wrong else {}


def _sorted_out(session: Session, event: Event, chosen: Sequence[str]) -> tuple[Picked, tuple[str, ...]]:
    """Who can be meant of those that are known, and those that Slack has to be asked about."""
    user = who_asked(event)
    known = people.known(session, event.team_id, chosen)
    unknown = tuple(each for each in dict.fromkeys(chosen) if each not in known and each != user)
    if len(set(chosen)) > MOST or not unknown:
        return _picked(chosen, user, known), ()
    rest = [each for each in chosen if each not in unknown]
    return (_picked(rest, user, known) if rest else Picked((), ())), unknown


def _picked(chosen: Sequence[str], user: str, known: Mapping[str, Person]) -> Picked:
    strangers = [each for each, person in known.items() if person.is_stranger]
    return picked(chosen, user, known, strangers=strangers)


def reply_added(session: Session, event: Event, ask: Ask) -> Reply | None:
    """Everybody, with who was added and who was left out and why; an error in the form where nobody can be added."""
    found, unknown = _sorted_out(session, event, view.people_from(event.payload["view"]))
    if not found.people and not unknown:
        names = people.names(session, event.team_id, text.mentioned(" ".join(found.lines)))
        wrong = text.plain(" ".join(found.lines), names)
        return Reply({"response_action": "errors", "errors": {"people": wrong}}, is_written=False)
    cadence, tags = view.chosen_from(event.payload["view"])
    added = _added(session, event, found.people, cadence, tags, event.received_at)
    notes = [ADDED.format(people=text.listed(map(text.person, found.people)))] if found.people else []
    notes += [*found.lines, *([ASKING.format(count=len(unknown))] if unknown else ())]
    return turned_into(everybody(session, event, Change(kept=added), notes=notes))


def _added(
    session: Session, event: Event, chosen: Sequence[str], cadence: str, tags: tuple[str, ...], now: datetime
) -> dict[str, Kept]:
    """What is kept of each of them from now on; tags that they have stay."""
    kept = relationships.kept(session, event.team_id, who_asked(event))
    return {
        person: replace(
            before := kept.get(person) or Kept(person),
            cadence=cadence,
            tags=tuple(dict.fromkeys((*before.tags, *tags))),
            since=before.since or now,
            snoozed_until=None,
            is_let_go=False,
        )
        for person in chosen
    }


def on_added(event: Event, session: Session, now: datetime) -> None:
    """Store who was added; ask Slack about those whom nobody knows yet."""
    cadence, tags = view.chosen_from(event.payload["view"])
    found, unknown = _sorted_out(session, event, view.people_from(event.payload["view"]))
    act = {"do": "add", "cadence": cadence, "tags": list(tags)}
    _do(session, event, found.people, act, now)
    _ask(session, event, unknown, act | {"asked": list(unknown)}, now)


def on_met(event: Event, session: Session, now: datetime) -> None:
    """Somebody typed /earshot met and whom."""
    typed = str(event.payload.get("text") or "")
    chosen = _MENTION.findall(typed)
    if not chosen:
        answer_privately(session, event, NOT_COMPLETED if "@" in typed else USAGE, now)
        return
    found, unknown = _sorted_out(session, event, chosen)
    act = {"do": "met", "asked": list(dict.fromkeys(chosen))}
    if unknown:
        _ask(session, event, unknown, act, now)
    else:
        _tell_met(session, event, found, event.event_id, now)


def _tell_met(session: Session, event: Event, found: Picked, noted_by: str, now: datetime) -> None:
    user = who_asked(event)
    for person in found.people:
        relationships.met(session, event.team_id, user, person, noted_by, now)
    said = [MET.format(people=text.listed(map(text.person, found.people)))] if found.people else []
    words = "\n".join([*said, *found.lines])
    blocks = listed.with_undo(words, f"all:{noted_by}") if found.people else []
    answer_privately(session, event, words, now, blocks=blocks)
    if found.people:
        nudges.start(session, event.team_id, user, now)
        home.publish(session, event, user, now)


def _do(session: Session, event: Event, chosen: Sequence[str], act: Mapping[str, Any], now: datetime) -> None:
    """Add them."""
    user = who_asked(event)
    if not chosen:
        return
    nudges.start(session, event.team_id, user, now)
    added = _added(session, event, chosen, act["cadence"], tuple(act["tags"]), now)
    for kept in added.values():
        relationships.keep(session, event.team_id, user, kept)
    home.publish(session, event, user, now)


def _ask(session: Session, event: Event, unknown: Sequence[str], act: dict[str, Any], now: datetime) -> None:
    """Ask Slack who the first of them is, and after the answer about the next."""
    if not unknown:
        return
    user, origin = who_asked(event), str(act.get("origin") or event.event_id)
    context = act | {"rest": list(unknown[1:]), "user": user, "lane": user, "origin": origin}
    asked = Promise(
        team_id=event.team_id,
        method="users.info",
        recipient=user,
        purpose="relationships.person",
        period=f"{origin}:{unknown[0]}",
        arguments={"user": unknown[0], "include_locale": True},
        lane=f"people:{user}",
        answer="relationships.person",
        context={"response_url": response_url(event), **context},
    )
    outbox.promise(session, asked, now)


def on_known(event: Event, session: Session, now: datetime) -> None:
    """Slack said who one of them is; after the last, go on with what was asked for."""
    context = event.payload["context"]
    if event.payload["ok"]:
        people.remember(session, event.team_id, [person_from(event.payload["answer"]["user"])])
        session.flush()
    if context["rest"]:
        _ask(session, event, context["rest"], context, now)
        return
    known = people.known(session, event.team_id, context["asked"])
    found = _picked(context["asked"], context["user"], known)
    if context["do"] == "met":
        _tell_met(session, event, found, context["origin"], now)
        return
    _do(session, event, found.people, context, now)
    if found.lines:
        answer_privately(session, event, "\n".join(found.lines), now)


def on_opened(event: Event, session: Session, now: datetime) -> None:
    """The modal was opened at the door; there is nothing left to do."""


HANDLERS = {
    "action.relationships.add": on_opened,
    "view.relationships.added": on_added,
    "command.earshot.met": on_met,
    "answer.relationships.person": on_known,
}
MODALS = {"action.relationships.add": open_form}
CHECKS = {"view.relationships.added": check}
REPLIES = {"view.relationships.added": reply_added}
