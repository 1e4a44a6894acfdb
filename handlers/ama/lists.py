"""All questions in an order that the reader chooses, and the log. Both are made at the door, and written down nowhere."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.ama import moderation, ranking
from bot.ama.ama import Ama
from bot.ama.place import Place
from bot.ama.question import Question
from bot.ama.sealing import place_of
from bot.event import Event
from handlers.answers import who_asked
from handlers.modals import Ask
from handlers.views import text
from handlers.views.ama import ask as ask_view
from handlers.views.ama import lists as view
from handlers.views.ama.board import BACK, LIST, LOG
from storage import ama as amas
from storage import ama_after, ama_votes
from storage import ama_questions as questions

_HIDDEN = {"held", "withdrawn", "merged"}
NOTHING = "This session is no longer there."


def open_list(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """All questions, in the order and on the page that was pressed."""
    place = place_of(event.payload)
    ama = amas.get(session, event.team_id, place.ama)
    if ama is None:
        return ask_view.only(None, NOTHING)
    return shown(session, event, ask, ama, place.choice)


def open_after_vote(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """The same list after a vote in it. The vote is on its way to the database, so it is counted here beforehand."""
    place = place_of(event.payload)
    ama = amas.get(session, event.team_id, place.ama)
    if ama is None:
        return ask_view.only(None, NOTHING)
    standing = Place.read(str(event.payload["view"].get("private_metadata") or ""))
    return shown(session, event, ask, ama, standing.choice, just=place)


def shown(
    session: Session, event: Event, ask: Ask, ama: Ama, choice: str, just: Place | None = None
) -> dict[str, Any]:
    """The list as one person sees it, with a vote of theirs that was just cast."""
    voted = set(mine(session, event, ask, ama))
    asked = questions.all_of(session, event.team_id, ama.ama_id)
    if just is not None:
        asked = [_counted(each, just, voted) for each in asked]
        (voted.discard if just.choice == BACK else voted.add)(just.question)
    order, page = view.where(choice)
    visible = [each for each in asked if each.state not in _HIDDEN]
    return view.questions(ama, order, page, ranking.ordered(visible, order), voted)


def mine(session: Session, event: Event, ask: Ask, ama: Ama) -> frozenset[str]:
    """The questions that whoever pressed has voted for; none after close, when nobody can know."""
    sealed = ask.mine(ama.ama_id, who_asked(event))
    if sealed is None:
        return frozenset()
    return ama_votes.voted(session, event.team_id, ama.ama_id, sealed.voter)


def _counted(question: Question, just: Place, voted: set[str]) -> Question:
    if question.question_id != just.question:
        return question
    has, wants = question.question_id in voted, just.choice != BACK
    return question if has == wants else replace(question, votes=question.votes + (1 if wants else -1))


def open_log(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """What hosts did, for everybody."""
    ama = amas.get(session, event.team_id, place_of(event.payload).ama)
    if ama is None:
        return ask_view.only(None, NOTHING)
    asked = questions.all_of(session, event.team_id, ama.ama_id)
    numbers = {each.question_id: f"#{each.number}" for each in asked if each.number}
    return view.log(
        ama, [_line(each, numbers) for each in ama_after.entries(session, event.team_id, ama.ama_id)]
    )


def _line(entry: moderation.Entry, numbers: dict[str, str]) -> str:
    host = text.person(entry.host) if entry.host else ""
    question = (
        numbers.get(entry.question_id, "one that never stood on the board") if entry.question_id else ""
    )
    safe = moderation.Entry(
        entry.at, entry.host, entry.verb, entry.question_id, text.escape(text.one_line(entry.detail))
    )
    return f"{text.when(entry.at)} · {moderation.line(safe, host=host, question=question)}"


def on_modal_opened(event: Event, session: Session, now: datetime) -> None:
    """It was opened at the door, and nothing was written down."""


HANDLERS = {f"action.{LIST}": on_modal_opened, f"action.{LOG}": on_modal_opened}
MODALS = {f"action.{LIST}": open_list, f"action.{LOG}": open_log, "action.ama.vote.list": open_after_vote}
