"""The journal: what people weighed and decided, and how it went. Each entry is its author's alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlmodel import Session, col, delete, or_, select

from bot.green_button.journal import Button, Due, Entry, Review, Reviewed, Round
from bot.green_button.verdict import Verdict
from storage.tables import BusyWord, Press


@dataclass(frozen=True)
class Weighed:
    """What somebody weighed: who asked for what, where, the answers and the advice."""

    asker: str
    ask: str
    is_quoted: bool
    channel: str
    ts: str
    answers: Mapping[str, str]
    verdict: Verdict


@dataclass(frozen=True)
class Kept:
    """An entry of the journal. `entry` is None until its author decided; `chance` is in per cent."""

    id: int
    user: str
    pressed_at: datetime
    weighed: Weighed
    entry: Entry | None
    chance: int | None
    reply: str
    note: str
    loop_due_at: datetime | None


@dataclass(frozen=True)
class Awaited:
    """An entry with the review that comes next, and the moment of the one reminder that is still to come."""

    kept: Kept
    review: Due | None
    remind_at: datetime | None


def weigh(
    session: Session, team_id: str, user_id: str, view_id: str, weighed: Weighed, now: datetime
) -> Kept:
    """Store what was weighed in a modal; the same modal again changes its entry, until it is decided."""
    row = _of_view(session, team_id, user_id, view_id)
    if row is None:
        row = Press(team_id=team_id, user_id=user_id, view_id=view_id, pressed_at=now, ask="", verdict="")
    if not row.decision:
        row.asker, row.ask, row.is_quoted = weighed.asker, weighed.ask, weighed.is_quoted
        row.channel_id, row.ts = weighed.channel, weighed.ts
        row.answers, row.verdict = dict(weighed.answers), weighed.verdict
    session.add(row)
    session.flush()
    return _kept(row)


def decide(
    session: Session, team_id: str, press_id: int, decision: Button, chance: int | None, now: datetime
) -> Kept:
    """Store what its author chose, and how likely they thought it would work, in per cent.

    Another choice than before counts from now on; the same one again changes no date.
    """
    row = _row(session, team_id, press_id)
    if row.decision != decision:
        row.decision, row.decided_at = decision, now
        row.loop_reminded_at = row.loop_closed_at = None
    row.chance = chance
    session.add(row)
    return _kept(row)


def await_next(
    session: Session, team_id: str, press_id: int, review: Due | None, loop_at: datetime | None
) -> None:
    """Set when to ask how it went, and when an open discovery or name-down is due; None for never."""
    row = _row(session, team_id, press_id)
    row.review_at, row.review_round = (review.at, review.round) if review else (None, "")
    row.loop_due_at = row.remind_at = loop_at
    session.add(row)


def replied(session: Session, team_id: str, press_id: int, reply: str) -> None:
    """Store the words somebody answered with."""
    row = _row(session, team_id, press_id)
    row.reply = reply
    session.add(row)


def noted(session: Session, team_id: str, press_id: int, ask: str, note: str) -> None:
    """Store other words for what was asked, and a note."""
    row = _row(session, team_id, press_id)
    row.is_quoted = row.is_quoted and row.ask == ask
    row.ask, row.note = ask, note
    session.add(row)


def review_asked(session: Session, team_id: str, press_id: int) -> Kept:
    """Note that the question of this round went out."""
    row = _row(session, team_id, press_id)
    row.rounds_asked = [*row.rounds_asked, row.review_round]
    row.review_at, row.review_round = None, ""
    session.add(row)
    return _kept(row)


def reviewed(
    session: Session, team_id: str, press_id: int, in_round: Round, answer: Review, now: datetime
) -> Kept:
    """Store an answer; another one of the same round takes its place."""
    row = _row(session, team_id, press_id)
    others = [each for each in row.reviews if each["round"] != in_round]
    row.reviews = [*others, {"round": in_round, "answer": answer, "at": now.isoformat()}]
    session.add(row)
    return _kept(row)


def loop_reminded(session: Session, team_id: str, press_id: int, now: datetime) -> None:
    """Note that the one reminder went out."""
    row = _row(session, team_id, press_id)
    row.loop_reminded_at = now
    session.add(row)


def loop_closed(session: Session, team_id: str, press_id: int, now: datetime) -> None:
    """Note that a discovery is through, or a name handed on."""
    row = _row(session, team_id, press_id)
    row.loop_closed_at = row.loop_closed_at or now
    session.add(row)


def remove(session: Session, team_id: str, press_id: int) -> None:
    """Delete an entry."""
    session.exec(delete(Press).where(col(Press.team_id) == team_id, col(Press.id) == press_id))


def words_are_gone(session: Session, team_id: str, channel_id: str, ts: str, instead: str) -> None:
    """A message was deleted: its words go from the entries that quote it."""
    rows = session.exec(
        select(Press).where(Press.team_id == team_id, Press.channel_id == channel_id, Press.ts == ts)
    ).all()
    for row in (row for row in rows if row.is_quoted):
        row.ask, row.is_quoted = instead, False
        session.add(row)


def of(session: Session, team_id: str, user_id: str, press_id: int) -> Kept | None:
    """An entry; None unless it is that person's own."""
    row = session.get(Press, press_id)
    return _kept(row) if row and (row.team_id, row.user_id) == (team_id, user_id) else None


def of_view(session: Session, team_id: str, user_id: str, view_id: str) -> Kept | None:
    """The entry that was weighed in a modal."""
    row = _of_view(session, team_id, user_id, view_id)
    return _kept(row) if row else None


def journal(session: Session, team_id: str, user_id: str) -> list[Kept]:
    """Everything somebody weighed, oldest first."""
    query = select(Press).where(Press.team_id == team_id, Press.user_id == user_id)
    return [_kept(row) for row in session.exec(query.order_by(col(Press.pressed_at), col(Press.id))).all()]


def awaited(session: Session, team_id: str, user_id: str) -> list[Awaited]:
    """What somebody is still to be asked about, or reminded of, now or later."""
    query = select(Press).where(
        Press.team_id == team_id,
        Press.user_id == user_id,
        or_(col(Press.review_at).is_not(None), col(Press.remind_at).is_not(None)),
    )
    return [_awaited(row) for row in session.exec(query.order_by(col(Press.id))).all()]


def _awaited(row: Press) -> Awaited:
    review = Due(cast("Round", row.review_round), row.review_at) if row.review_at else None
    is_open = row.loop_reminded_at is None and row.loop_closed_at is None
    return Awaited(_kept(row), review, row.remind_at if is_open else None)


def late_reviews(session: Session, before: datetime) -> list[tuple[str, int]]:
    """Reviews whose time came before then, and that never had their turn: (team, entry)."""
    query = select(Press.team_id, Press.id).where(col(Press.review_at) < before)
    return [(team_id, press_id) for team_id, press_id in session.exec(query).all() if press_id is not None]


def busy_words(session: Session, team_id: str, user_id: str) -> list[str]:
    """What somebody wants flagged in their replies, in order of the alphabet."""
    query = select(BusyWord.words).where(BusyWord.team_id == team_id, BusyWord.user_id == user_id)
    return sorted(session.exec(query).all())


def set_busy_words(session: Session, team_id: str, user_id: str, words: list[str]) -> None:
    """Replace them."""
    session.exec(delete(BusyWord).where(col(BusyWord.team_id) == team_id, col(BusyWord.user_id) == user_id))
    for each in dict.fromkeys(words):
        session.add(BusyWord(team_id=team_id, user_id=user_id, words=each))


def _row(session: Session, team_id: str, press_id: int) -> Press:
    return session.exec(select(Press).where(Press.team_id == team_id, Press.id == press_id)).one()


def _of_view(session: Session, team_id: str, user_id: str, view_id: str) -> Press | None:
    query = select(Press).where(Press.team_id == team_id, Press.view_id == view_id, Press.user_id == user_id)
    return session.exec(query).first()


def _kept(row: Press) -> Kept:
    weighed = Weighed(
        row.asker, row.ask, row.is_quoted, row.channel_id, row.ts, row.answers, cast("Verdict", row.verdict)
    )
    return Kept(
        id=row.id or 0,
        user=row.user_id,
        pressed_at=row.pressed_at,
        weighed=weighed,
        entry=_entry(row),
        chance=row.chance,
        reply=row.reply,
        note=row.note,
        loop_due_at=row.loop_due_at,
    )


def _entry(row: Press) -> Entry | None:
    if not row.decision or row.decided_at is None:
        return None
    reviews = tuple(
        Reviewed(
            cast("Round", each["round"]), cast("Review", each["answer"]), datetime.fromisoformat(each["at"])
        )
        for each in row.reviews
    )
    return Entry(
        cast("Button", row.decision),
        row.decided_at,
        row.chance,
        reviews,
        row.loop_reminded_at,
        row.loop_closed_at,
        asked=tuple(cast("Round", each) for each in row.rounds_asked),
    )
