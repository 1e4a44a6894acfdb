"""Votes and flags, one for each person, without the person."""

from sqlmodel import Session, col, delete, func, select

from bot.ama.act import Act
from bot.ama.votes import joined, root
from storage.ama_questions import seen
from storage.tables import AmaFlag, AmaQuestion, AmaVote

BACK = "off"  # the choice of a button that takes a vote back
_TAKES_VOTES = {"open", "answering", "parked"}


def vote(session: Session, team_id: str, act: Act) -> str:
    """Vote for a question, or with the choice "off" take the vote back. The id of the question whose count changed, or "".

    A vote for a merged question counts for the one that stands for it, once, wherever the person voted before.
    """
    question = session.get(AmaQuestion, (team_id, act.place.question))
    if question is None or question.ama_id != act.place.ama:
        return ""
    merged = _merged(session, team_id, question.ama_id)
    above = session.get(AmaQuestion, (team_id, root(question.question_id, merged)))
    if above is None or above.state not in _TAKES_VOTES:
        return ""
    mine = (
        col(AmaVote.team_id) == team_id,
        col(AmaVote.tag) == act.tag,
        col(AmaVote.question_id).in_(joined(above.question_id, merged)),
    )
    if act.place.choice == BACK:
        return above.question_id if session.exec(delete(AmaVote).where(*mine)).rowcount else ""
    if session.exec(select(AmaVote.tag).where(*mine).limit(1)).first() is not None:
        return ""  # a nervous second click
    number = seen(session, team_id, above.ama_id)
    session.add(
        AmaVote(team_id=team_id, question_id=above.question_id, tag=act.tag, ama_id=above.ama_id, seen=number)
    )
    session.flush()
    return above.question_id


def voted(session: Session, team_id: str, ama_id: str, tag: str) -> frozenset[str]:
    """The questions that somebody's votes count for, by the tag of their votes (handlers.modals.Ask.voter)."""
    query = select(AmaVote.question_id).where(
        AmaVote.team_id == team_id, AmaVote.ama_id == ama_id, AmaVote.tag == tag
    )
    merged = _merged(session, team_id, ama_id)
    return frozenset(root(each, merged) for each in session.exec(query))


def voters(session: Session, team_id: str, ama_id: str) -> int:
    """How many people have a vote in a session; after close it is no longer known (bot.ama.after.Edition keeps it)."""
    query = select(func.count(func.distinct(AmaVote.tag))).where(
        AmaVote.team_id == team_id, AmaVote.ama_id == ama_id
    )
    return session.exec(query).one()


def flag(session: Session, team_id: str, act: Act) -> bool:
    """Tell the hosts that a question may break the rules; False where that person has done so before."""
    question = session.get(AmaQuestion, (team_id, act.place.question))
    if question is None or session.get(AmaFlag, (team_id, question.question_id, act.tag)) is not None:
        return False
    session.add(
        AmaFlag(team_id=team_id, question_id=question.question_id, tag=act.tag, ama_id=question.ama_id)
    )
    session.flush()
    return True


def _merged(session: Session, team_id: str, ama_id: str) -> dict[str, str]:
    query = select(AmaQuestion.question_id, AmaQuestion.merged_into).where(
        AmaQuestion.team_id == team_id, AmaQuestion.ama_id == ama_id, AmaQuestion.merged_into != ""
    )
    return dict(session.exec(query).all())
