"""What there is to give to people, looked for only in what both can see."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.relationships import Gift, Talk, best, gifts, topics_of
from handlers.circle import Circle
from storage import channels, talks
from storage.contact import shared_threads

READ = timedelta(days=30)  # as long as words are kept
TRIED = 3  # people, for each whom somebody could be introduced to
APART = timedelta(days=90)  # without a thread together, two people are worth introducing to each other


def offers(
    session: Session,
    team_id: str,
    circle: Circle,
    people: Sequence[str],
    now: datetime,
    visible: Collection[str] | None = None,
) -> dict[str, Gift]:
    """The best that the person of the circle could give to each of these people.

    `visible` are the channels that they are in right now; without it those that they follow, and whoever shows a gift
    then has to ask.
    """
    seen = [each for each in circle.channels if visible is None or each in visible]
    found = talks.of_late(session, team_id, seen, now - READ) if seen else []
    private = channels.private(session, team_id, seen)
    topics = topics_of(found)
    chosen = {}
    for person in people:
        shared = _shared(found, private, person, circle)
        met = {other for talk in found if person in talk.writers for other in talk.writers}
        possible = gifts(circle.user, person, shared, now, met, topics)
        chosen[person] = _best(session, team_id, possible, person, seen, now)
    return chosen


def _best(
    session: Session, team_id: str, possible: Sequence[Gift], person: str, seen: Sequence[str], now: datetime
) -> Gift:
    """The best of them. Introductions come last, and are looked into: the two may have known each other for longer."""
    gift = best([each for each in possible if each.kind != "introduction"], person)
    if gift.kind != "hello":
        return gift
    strangers = dict.fromkeys(each.other for each in possible)
    for other in list(strangers)[:TRIED]:
        if shared_threads(session, team_id, (person, other), seen, now - APART)[0] == 0:
            return best([each for each in possible if each.other == other], person)
    return gift


def _shared(found: Sequence[Talk], private: Collection[str], person: str, circle: Circle) -> list[Talk]:
    """What the person can see too: public channels, and others only if they wrote there; guests see no others."""
    colleague = circle.colleagues.get(person)
    is_guest = colleague is None or colleague.is_guest
    wrote_in = {talk.channel for talk in found if person in talk.writers}
    return [talk for talk in found if talk.channel in wrote_in or not (is_guest or talk.channel in private)]
