"""The questions of sessions, each as it stands and in its asker's words."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from sqlmodel import Session, col, func, select

from bot.ama.act import Act
from bot.ama.question import Question, State, Verb, moved
from bot.ama.votes import Tally, Vote, tallies
from storage.tables import AmaFlag, AmaQuestion, AmaSlot, AmaVote


def ask(session: Session, team_id: str, act: Act, text: str, *, is_moderated: bool) -> Question:
    """Take a question in; it appears on the board with `appears`, at once or when a host admits it."""
    place = act.place
    row = session.get(AmaQuestion, (team_id, place.question))
    if row is None:
        row = AmaQuestion(
            team_id=team_id, question_id=place.question, ama_id=place.ama, text=text.strip(),
            author=act.author, owner_tag=act.tag, state="held" if is_moderated else "open",
        )  # fmt: skip
        session.add(row)
        if act.slot and session.get(AmaSlot, (team_id, place.ama, act.slot)) is None:
            session.add(AmaSlot(team_id=team_id, ama_id=place.ama, tag=act.slot))
        session.flush()
    return _question(row, Tally(0, 0), 0)


def appears(session: Session, team_id: str, question_id: str) -> int:
    """Give a question that appears on the board its number there; it keeps the one it has."""
    row = session.get_one(AmaQuestion, (team_id, question_id))
    if not row.number:
        row.number = seen(session, team_id, row.ama_id) + 1
        session.add(row)
        session.flush()
    return row.number


def seen(session: Session, team_id: str, ama_id: str) -> int:
    """How many questions have appeared on the board."""
    query = select(func.max(AmaQuestion.number)).where(
        AmaQuestion.team_id == team_id, AmaQuestion.ama_id == ama_id
    )
    return session.exec(query).one() or 0


def used_slots(session: Session, team_id: str, ama_id: str) -> frozenset[str]:
    """The tags of the anonymous questions that people have used up."""
    query = select(AmaSlot.tag).where(AmaSlot.team_id == team_id, AmaSlot.ama_id == ama_id)
    return frozenset(session.exec(query))


def all_of(session: Session, team_id: str, ama_id: str) -> list[Question]:
    """All questions of a session with their counts, by number; those that have not appeared come first."""
    session.flush()
    mine = (col(AmaQuestion.team_id) == team_id, col(AmaQuestion.ama_id) == ama_id)
    rows = session.exec(
        select(AmaQuestion).where(*mine).order_by(col(AmaQuestion.number), col(AmaQuestion.question_id))
    ).all()
    counted = _tallies(session, team_id, ama_id, rows)
    query = select(AmaFlag.question_id).where(AmaFlag.team_id == team_id, AmaFlag.ama_id == ama_id)
    flags = Counter(session.exec(query))
    return [_question(row, counted[row.question_id], flags[row.question_id]) for row in rows]


def get(session: Session, team_id: str, question_id: str) -> Question | None:
    """One question with its counts; None where there is none of that id."""
    row = session.get(AmaQuestion, (team_id, question_id))
    if row is None:
        return None
    return next(each for each in all_of(session, team_id, row.ama_id) if each.question_id == question_id)


def owned(session: Session, team_id: str, ama_id: str, owner: Callable[[str], str]) -> list[Question]:
    """The questions that somebody asked. `owner` gives their tag for a question's id (handlers.modals.Ask.owner)."""
    query = select(AmaQuestion).where(AmaQuestion.team_id == team_id, AmaQuestion.ama_id == ama_id)
    mine = {row.question_id for row in session.exec(query) if is_owner(row.owner_tag, owner(row.question_id))}
    return [each for each in all_of(session, team_id, ama_id) if each.question_id in mine]


def is_owner(stored: str, shown: str) -> bool:
    """Whether a tag shows that its bearer asked. After close there is none, and nobody did."""
    return bool(stored) and stored == shown


def move(session: Session, team_id: str, question_id: str, verb: Verb, **changes: Any) -> bool:
    """Let a host's verb take effect, with columns that go with it; False when somebody else was quicker.

    `changes` are columns such as answer, reason, due_on, due_owner, merged_into.
    """
    row = session.get(AmaQuestion, (team_id, question_id), with_for_update=True)
    state = moved(_state(row), verb) if row else None
    if row is None or state is None:
        return False
    if verb == "reopen":
        changes = {"reason": "", "merged_into": "", "due_on": None, "due_owner": "", "reminded_on": None}
    row.state = state
    for name, value in changes.items():
        setattr(row, name, value)
    session.add(row)
    return True


def merge(session: Session, team_id: str, question_id: str, into: str) -> bool:
    """Merge a duplicate into another question of its session, keeping its words. False where that can't be done."""
    row, above = (session.get(AmaQuestion, (team_id, each)) for each in (question_id, into))
    if row is None or above is None or row is above or row.ama_id != above.ama_id:
        return False
    if above.state not in {"held", "open", "answering", "parked"}:
        return False
    return move(session, team_id, question_id, "merge", merged_into=into)


def edit(session: Session, team_id: str, act: Act, text: str) -> bool:
    """Let its asker change a question's words; nobody else can, and they can't once it is being answered."""
    return _by_owner(session, team_id, act, "edit", text=text.strip())


def withdraw(session: Session, team_id: str, act: Act) -> bool:
    """Let its asker take a question back. Its words go: nothing is kept that its asker took back."""
    return _by_owner(session, team_id, act, "withdraw", text="", author="")


def _by_owner(session: Session, team_id: str, act: Act, verb: Verb, **changes: Any) -> bool:
    row = session.get(AmaQuestion, (team_id, act.place.question))
    if row is None or not is_owner(row.owner_tag, act.tag):
        return False
    return move(session, team_id, row.question_id, verb, **changes)


def posted(session: Session, team_id: str, question_id: str, ts: str) -> None:
    """Remember a question's message in the board's thread."""
    row = session.get_one(AmaQuestion, (team_id, question_id))
    row.ts = ts
    session.add(row)


def shown_is(session: Session, team_id: str, question_id: str, shown: str) -> None:
    """Remember what a question's message shows, by its fingerprint."""
    row = session.get_one(AmaQuestion, (team_id, question_id))
    row.shown = shown
    session.add(row)


def due(session: Session, team_id: str, today: date) -> list[tuple[str, Question, date | None]]:
    """The promised answers that are due by now: (session id, question, when its owner was last reminded)."""
    query = (
        select(AmaQuestion)
        .where(AmaQuestion.team_id == team_id, AmaQuestion.state == "parked")
        .where(col(AmaQuestion.due_on) <= today)
        .where(col(AmaQuestion.reminded_on).is_(None) | (col(AmaQuestion.reminded_on) < today))
        .order_by(col(AmaQuestion.due_on), col(AmaQuestion.question_id))
    )
    rows = session.exec(query).all()
    return [(*found, row.reminded_on) for row, found in zip(rows, _with_session(rows), strict=True)]


def promised_by(session: Session, team_id: str, owner: str) -> list[tuple[str, Question]]:
    """The answers that somebody promised and has not given, the soonest first: (session id, question)."""
    query = (
        select(AmaQuestion)
        .where(AmaQuestion.team_id == team_id, AmaQuestion.due_owner == owner, AmaQuestion.state == "parked")
        .order_by(col(AmaQuestion.due_on), col(AmaQuestion.question_id))
    )
    return _with_session(session.exec(query))


def _with_session(rows: Iterable[AmaQuestion]) -> list[tuple[str, Question]]:
    return [(row.ama_id, _question(row, Tally(row.final_votes, row.final_active), 0)) for row in rows]


def reminded(session: Session, team_id: str, question_id: str, today: date) -> None:
    """Remember that the owner of a promised answer was reminded."""
    row = session.get_one(AmaQuestion, (team_id, question_id))
    row.reminded_on = today
    session.add(row)


def forget_author(session: Session, team_id: str, user: str) -> list[tuple[str, str]]:
    """Take somebody's name off their questions: (session id, question id) of those that change."""
    query = select(AmaQuestion).where(AmaQuestion.team_id == team_id, AmaQuestion.author == user)
    rows = session.exec(query.order_by(col(AmaQuestion.question_id))).all()
    for row in rows:
        row.author = ""
        session.add(row)
    return [(row.ama_id, row.question_id) for row in rows]


def _tallies(session: Session, team_id: str, ama_id: str, rows: Sequence[AmaQuestion]) -> dict[str, Tally]:
    query = select(AmaVote.question_id, AmaVote.tag, AmaVote.seen)  # columns: thousands of rows, every second
    mine = query.where(AmaVote.team_id == team_id, AmaVote.ama_id == ama_id)
    votes = [Vote(*row) for row in session.exec(mine)]
    merged = {row.question_id: row.merged_into for row in rows if row.merged_into}
    counted = tallies(votes, {row.question_id: row.number for row in rows}, merged)
    final = {
        row.question_id: Tally(row.final_votes, row.final_active) for row in rows if row.final_votes >= 0
    }
    return counted | final


def _state(row: AmaQuestion) -> State:
    return row.state  # type: ignore[return-value]  # written from a State


def _question(row: AmaQuestion, tally: Tally, flags: int) -> Question:
    return Question(
        row.question_id, row.number, row.text, row.author, _state(row), tally.votes, tally.active, flags,
        row.answer, row.reason, row.merged_into, row.due_on, row.due_owner, row.ts, row.shown,
    )  # fmt: skip
