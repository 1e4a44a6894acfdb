"""Votes and flags: sealed at the door, counted here, once for each person."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.ama.act import Act
from bot.ama.sealing import place_of
from bot.event import Event
from handlers.ama import board, tell
from handlers.modals import Ask
from handlers.views.ama import ask as ask_view
from handlers.views.ama.board import FLAG, VOTE
from storage import ama as amas
from storage import ama_questions as questions
from storage import ama_votes

FLAGGED = "Somebody flagged #{number} of *{title}*: it may break the rules of the house. It stays until a host decides, openly."


def on_vote(event: Event, session: Session, now: datetime) -> None:
    """Count a vote, or take it back. A second press on the same button changes nothing."""
    act = Act.read(event.payload)
    ama = amas.get(session, event.team_id, act.place.ama)
    if ama is not None and ama.takes_questions and ama_votes.vote(session, event.team_id, act):
        board.changed(session, event.team_id, ama.ama_id, now)


def on_flag(event: Event, session: Session, now: datetime) -> None:
    """Tell the hosts, once, that a question was flagged; nothing is hidden by it."""
    act = Act.read(event.payload)
    ama = amas.get(session, event.team_id, act.place.ama)
    if ama is None or not ama.takes_questions or not ama_votes.flag(session, event.team_id, act):
        return
    question = questions.get(session, event.team_id, act.place.question)
    assert question is not None
    words = FLAGGED.format(number=question.number, title=tell.title(ama))
    tell.hosts(session, event.team_id, ama, words, f"flag:{question.question_id}", now)


def open_instead(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """The vote went to the question that was similar to one's own."""
    return ask_view.only(amas.get(session, event.team_id, place_of(event.payload).ama), ask_view.VOTED)


HANDLERS = {
    f"action.{VOTE}": on_vote,
    f"action.{VOTE}.list": on_vote,
    f"action.{VOTE}.mine": on_vote,
    f"action.{ask_view.VOTE_HERE}": on_vote,
    f"action.{FLAG}": on_flag,
}
MODALS = {f"action.{ask_view.VOTE_HERE}": open_instead}
