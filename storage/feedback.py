"""What colleagues write to each other: what is being written, and what was sent."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from sqlmodel import Session, and_, col, delete, or_, select

from bot.feedback import Field, Visibility, readers
from storage import outbox
from storage.tables import Feedback, FeedbackDraft

PURPOSE = "feedback.letter"


@dataclass(frozen=True)
class Written:
    """What somebody typed about a person."""

    person: str
    words: dict[Field, str]
    visibility: Visibility = "them"
    asks_back: bool = False


@dataclass(frozen=True)
class Letter:
    """What was sent. `words` are empty once they were forgotten; `goes_at` is when the first reader gets it."""

    id: str
    author: str
    written: Written
    manager: str
    sent_at: datetime
    goes_at: datetime
    thanked: tuple[str, ...] = ()
    answered: tuple[str, ...] = ()
    words_gone: bool = False

    @property
    def readers(self) -> tuple[str, ...]:
        """Everybody who gets to see it."""
        return readers(self.written.visibility, self.written.person, self.manager or None)


def keep_draft(
    session: Session, team_id: str, user_id: str, view_id: str, typed: Written, now: datetime
) -> None:
    """Store what somebody typed in a modal, in the place of what they typed there before."""
    row = session.get(FeedbackDraft, (team_id, user_id, typed.person, view_id))
    row = row or FeedbackDraft(
        team_id=team_id, user_id=user_id, person=typed.person, view_id=view_id, written_at=now
    )
    row.words = {name: words for name, words in typed.words.items() if words.strip()}
    row.visibility, row.asks_back, row.written_at = typed.visibility, typed.asks_back, now
    session.add(row)
    session.flush()


def draft(session: Session, team_id: str, user_id: str, person: str, view_id: str = "") -> Written | None:
    """What somebody typed about a person in that modal, or with "" in whichever was the last."""
    query = select(FeedbackDraft).where(
        FeedbackDraft.team_id == team_id, FeedbackDraft.user_id == user_id, FeedbackDraft.person == person
    )
    if view_id:
        query = query.where(FeedbackDraft.view_id == view_id)
    row = session.exec(query.order_by(col(FeedbackDraft.written_at).desc())).first()
    return _written(row) if row else None


def drafts(session: Session, team_id: str, user_id: str) -> list[str]:
    """Whom somebody began to write to, the latest first."""
    query = select(FeedbackDraft.person, FeedbackDraft.written_at).where(
        FeedbackDraft.team_id == team_id, FeedbackDraft.user_id == user_id
    )
    rows = session.exec(query.order_by(col(FeedbackDraft.written_at).desc())).all()
    return list(dict.fromkeys(person for person, _ in rows))


def drop_drafts(session: Session, team_id: str, user_id: str, person: str) -> None:
    """Forget what somebody typed about a person."""
    session.exec(
        delete(FeedbackDraft)
        .where(col(FeedbackDraft.team_id) == team_id, col(FeedbackDraft.user_id) == user_id)
        .where(col(FeedbackDraft.person) == person)
    )


def send(session: Session, team_id: str, found: Letter) -> None:
    """Store what is sent; the same id again changes nothing."""
    if session.get(Feedback, (team_id, found.id)) is not None:
        return
    typed = found.written
    row = Feedback(
        team_id=team_id,
        feedback_id=found.id,
        user_id=found.author,
        person=typed.person,
        visibility=typed.visibility,
        manager="" if typed.visibility == "them" else found.manager,
        asks_back=typed.asks_back,
        words={str(name): words for name, words in typed.words.items()},
        sent_at=found.sent_at,
        goes_at=found.goes_at,
    )
    session.add(row)
    session.flush()


def goes_at(session: Session, team_id: str, feedback_id: str, moment: datetime) -> None:
    """Note when the first reader gets it."""
    row = session.get(Feedback, (team_id, feedback_id))
    if row is not None:
        row.goes_at = moment
        session.add(row)


def letter(session: Session, team_id: str, feedback_id: str, reader: str) -> Letter | None:
    """What was sent, for one of its readers; None for anybody else, and where it is forgotten."""
    row = session.get(Feedback, (team_id, feedback_id))
    found = _letter(row) if row else None
    return found if found and reader in found.readers else None


def sent(session: Session, team_id: str, author: str, since: datetime) -> list[Letter]:
    """What somebody sent since then, the latest first."""
    query = select(Feedback).where(
        Feedback.team_id == team_id, Feedback.user_id == author, col(Feedback.sent_at) >= since
    )
    return [_letter(row) for row in session.exec(query.order_by(col(Feedback.sent_at).desc())).all()]


def was_written_to(session: Session, team_id: str, reader: str) -> bool:
    """Whether anything was ever sent to somebody."""
    is_theirs = and_(Feedback.person == reader, Feedback.visibility != "manager")
    query = select(Feedback.feedback_id).where(
        Feedback.team_id == team_id, or_(is_theirs, Feedback.manager == reader)
    )
    return session.exec(query.limit(1)).first() is not None


def shared_with(session: Session, team_id: str, manager: str, since: datetime) -> list[tuple[str, str]]:
    """Who wrote on whom since then and chose that this manager sees it, the latest first; without the words."""
    query = select(Feedback.user_id, Feedback.person).where(
        Feedback.team_id == team_id,
        Feedback.manager == manager,
        col(Feedback.visibility).in_(("them_and_manager", "manager")),
        col(Feedback.sent_at) >= since,
    )
    return list(session.exec(query.order_by(col(Feedback.sent_at).desc(), col(Feedback.feedback_id))).all())


def thanked(session: Session, team_id: str, feedback_id: str, reader: str) -> None:
    """Note that a reader said thank you."""
    row = session.get_one(Feedback, (team_id, feedback_id))
    row.thanked = list(dict.fromkeys([*row.thanked, reader]))
    session.add(row)


def answered(session: Session, team_id: str, feedback_id: str, reader: str) -> None:
    """Note that a reader answered."""
    row = session.get_one(Feedback, (team_id, feedback_id))
    row.answered = list(dict.fromkeys([*row.answered, reader]))
    session.add(row)


def on_the_way(session: Session, team_id: str, author: str, since: datetime) -> list[Letter]:
    """What somebody sent since then that nobody has yet, the latest first."""
    return [each for each in sent(session, team_id, author, since) if _waits(session, team_id, each)]


def _waits(session: Session, team_id: str, found: Letter) -> bool:
    return all(outbox.is_waiting(session, team_id, lane(reader, found.id)) for reader in found.readers)


def take_back(session: Session, team_id: str, author: str, feedback_id: str) -> Letter | None:
    """Take back what nobody has yet; None where somebody has it, or it isn't the author's."""
    row = session.get(Feedback, (team_id, feedback_id))
    found = _letter(row) if row else None
    if row is None or found is None or found.author != author or not _waits(session, team_id, found):
        return None
    for reader in found.readers:
        outbox.withdraw(session, team_id, lane(reader, feedback_id))
    session.delete(row)
    return found


def lane(reader: str, feedback_id: str) -> str:
    """The lane of the outbox in which it waits for a reader, as handlers.nudges.letter names it."""
    return f"letter:{reader}:{PURPOSE}:{feedback_id}:{reader}"


def forget_words(session: Session, before: datetime) -> None:
    """Remove the words of what readers got before then."""
    rows = session.exec(select(Feedback).where(col(Feedback.goes_at) < before, ~col(Feedback.words_gone)))
    for row in rows.all():
        row.words, row.words_gone = {}, True
        session.add(row)


def forget_drafts(session: Session, before: datetime) -> None:
    """Remove what was typed before then and never sent."""
    session.exec(delete(FeedbackDraft).where(col(FeedbackDraft.written_at) < before))


def forget_old(session: Session, before: datetime) -> None:
    """Remove that anything was sent before then."""
    session.exec(delete(Feedback).where(col(Feedback.goes_at) < before))


def forget_person(session: Session, team_id: str, user_id: str) -> None:
    """Remove what somebody typed and sent, on its way or not, and the words that were sent to or about them."""
    for row in session.exec(
        select(Feedback).where(Feedback.team_id == team_id, Feedback.user_id == user_id)
    ).all():
        for reader in _letter(row).readers:
            outbox.withdraw(session, team_id, lane(reader, row.feedback_id))
        session.delete(row)
    for row in session.exec(
        select(Feedback).where(Feedback.team_id == team_id, Feedback.person == user_id)
    ).all():
        row.words, row.words_gone = {}, True
        session.add(row)
    session.exec(
        delete(FeedbackDraft).where(
            col(FeedbackDraft.team_id) == team_id, col(FeedbackDraft.user_id) == user_id
        )
    )


def _written(row: FeedbackDraft | Feedback) -> Written:
    words = cast("dict[Field, str]", dict(row.words))
    return Written(row.person, words, cast("Visibility", row.visibility), row.asks_back)


def _letter(row: Feedback) -> Letter:
    return Letter(
        row.feedback_id,
        row.user_id,
        _written(row),
        row.manager,
        row.sent_at,
        row.goes_at,
        tuple(row.thanked),
        tuple(row.answered),
        row.words_gone,
    )
