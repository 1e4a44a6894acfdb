"""Whom feedback can be passed on to, and who their manager is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from bot.feedback import receivers
from bot.feedback.writing import MOST_AT_ONCE
from bot.people import Person
from bot.picked import picked
from handlers.modals import Ask
from handlers.views import text
from storage import feedback_wishes, people

_MENTION = re.compile(r"<@([A-Z0-9]+)(?:\|[^<>]*)?>")


@dataclass(frozen=True)
class Fit:
    """Who of the chosen can be written to, and a line in mrkdwn for each reason why others can't."""

    people: tuple[str, ...]
    lines: tuple[str, ...]


def named(words: str) -> list[str]:
    """The people that somebody named in what they typed, in their order."""
    return list(dict.fromkeys(_MENTION.findall(words)))


def first(words: str) -> tuple[str, str] | None:
    """The person that words begin with, and the rest of them; None where they begin otherwise."""
    found = _MENTION.match(words)
    return (found[1], words[found.end() :].strip()) if found else None


def fit(session: Session, team_id: str, me: str, chosen: Sequence[str], ask: Ask | None = None) -> Fit:
    """Sort out whom somebody chose. Slack is asked about those who aren't known yet; without `ask` they are let pass."""
    known = _known(session, team_id, chosen, ask)
    found = picked(
        chosen,
        me,
        known,
        strangers={user for user, person in known.items() if person.is_stranger},
        most=MOST_AT_ONCE,
    )
    refused = feedback_wishes.refused(session, team_id, list(found.people))
    passed_on = receivers(found.people, refused)
    return Fit(passed_on.people, (*found.lines, *([passed_on.line] if passed_on.line else [])))


def _known(session: Session, team_id: str, chosen: Sequence[str], ask: Ask | None) -> dict[str, Person]:
    known = people.known(session, team_id, chosen)
    missing = [user for user in dict.fromkeys(chosen) if user not in known]
    if ask is None:
        return known | {user: _unread(user) for user in missing}
    if len(set(chosen)) > MOST_AT_ONCE:
        return known
    asked = {user: ask.person(user, team_id) for user in missing}
    return known | {user: person for user, person in asked.items() if person}


def _unread(user: str) -> Person:
    return Person(user, "", "UTC", is_bot=False, is_guest=False, is_deleted=False)


def without_markup(session: Session, team_id: str, line: str) -> str:
    """A line as it can be shown where Slack reads no markup, such as below a field."""
    return text.plain(line, people.names(session, team_id, text.mentioned(line)))


def manager(session: Session, team_id: str, person: str, ask: Ask) -> str:
    """Who somebody's manager is, in their own word or by their profile; "" where nobody can be told.

    That is also so where the manager takes no feedback through Earshot, or has no account here.
    """
    found = feedback_wishes.choice(session, team_id, person).manager or ask.manager(person) or ""
    if not found or feedback_wishes.refused(session, team_id, [found]):
        return ""
    return "" if is_nobodys_manager(session, team_id, person, found, ask) else found


def is_nobodys_manager(session: Session, team_id: str, me: str, person: str, ask: Ask) -> bool:
    """Whether somebody can't be one's manager: oneself, an app, or nobody with an account here."""
    who = people.who_is(session, team_id, person) or ask.person(person, team_id)
    return person == me or who is None or who.is_bot or who.is_deleted or who.is_stranger


def name(session: Session, team_id: str, user: str, ask: Ask) -> str:
    """What somebody is called."""
    who = people.who_is(session, team_id, user) or ask.person(user, team_id)
    return who.name if who and who.name else "somebody"
