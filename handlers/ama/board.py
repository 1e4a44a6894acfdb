"""The board and the questions' messages, brought up to date at most once a second, however many people act.

Whatever changes a session calls `changed`. That writes down a `ama.draw` event which is due at the next whole second
and unique for it, so a hundred votes in one second are one drawing. A drawing edits the board, posts questions that have
no message yet, and edits one question whose message is out of date; the answer to that edit brings on the next one. So
the board never queues behind the questions, and every question has its turn.
"""

import json
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from sqlmodel import Session

from bot.ama import ranking
from bot.ama.ama import Ama
from bot.ama.question import VISIBLE, Question
from bot.call import Promise
from bot.event import Event
from bot.permalink import permalink
from handlers.ama import standing
from handlers.views.ama import board as view
from storage import ama as amas
from storage import ama_questions as questions
from storage import inbox, outbox, people

_SECOND = timedelta(seconds=1)
_BOARD = "board"
_GONE = {"message_not_found", "thread_not_found", "cant_update_message"}


def changed(session: Session, team_id: str, ama_id: str, now: datetime) -> None:
    """Draw a session's board anew at the next whole second."""
    at = now.replace(microsecond=0) + _SECOND
    event_id = f"ama.draw:{ama_id}:{at:%Y-%m-%dT%H:%M:%S}"
    event = Event(team_id, event_id, "ama.draw", f"ama.draw:{ama_id}", {"ama": ama_id}, at)
    inbox.happened(session, event)


def on_draw(event: Event, session: Session, now: datetime) -> None:
    """Bring a session's messages up to date."""
    ama = amas.get(session, event.team_id, event.payload["ama"])
    if ama is None or not standing.is_open(session, event.team_id, ama.plan.channel):
        return  # when Earshot is in the channel again, all is drawn anew
    if not ama.board_ts:
        post(session, event.team_id, ama, now)
        return
    asked = questions.all_of(session, event.team_id, ama.ama_id)
    _draw_board(session, event, ama, asked, now)
    for question in asked:
        if question.state in VISIBLE and not question.ts:
            _post_question(session, event.team_id, ama, question, now)
    if not outbox.is_open(session, event.team_id, _lane(ama)):
        _draw_next(session, event, ama, asked, now, after=0)


def post(session: Session, team_id: str, ama: Ama, now: datetime) -> None:
    """Promise the board itself, where it has none or it was deleted."""
    message = _board(session, team_id, ama, questions.all_of(session, team_id, ama.ama_id))
    asked = Promise(
        team_id=team_id,
        method="chat.postMessage",
        recipient=ama.plan.channel,
        purpose=f"ama.board:{ama.ama_id}",
        period=f"after {ama.shown}",  # each board but the first follows one that was shown
        arguments={"channel": ama.plan.channel, **message},
        lane=f"ama.board:{ama.ama_id}",
        answer="ama.posted",
        context={"ama": ama.ama_id, "shown": fingerprint(message), "lane": f"ama.draw:{ama.ama_id}"},
    )
    outbox.promise(session, asked, now)


def on_posted(event: Event, session: Session, now: datetime) -> None:
    """Remember where the board stands, or tell the hosts why it can't."""
    context = event.payload["context"]
    ama = amas.get(session, event.team_id, context["ama"])
    if ama is None:
        return
    if not event.payload["ok"]:
        amas.shown_is(session, event.team_id, ama.ama_id, f"refused: {event.event_id}")
        standing.cannot_post(session, event, ama, now)
        return
    amas.board_is(session, event.team_id, ama.ama_id, str(event.payload["answer"]["ts"]))
    amas.shown_is(session, event.team_id, ama.ama_id, context["shown"])
    changed(session, event.team_id, ama.ama_id, now)


def _draw_board(session: Session, event: Event, ama: Ama, asked: list[Question], now: datetime) -> None:
    message = _board(session, event.team_id, ama, asked)
    shown = fingerprint(message)
    if shown == ama.shown:
        return
    amas.shown_is(session, event.team_id, ama.ama_id, shown)
    arguments = {"channel": ama.plan.channel, "ts": ama.board_ts, **message}
    if not outbox.revise(session, event.team_id, _lane(ama, _BOARD), arguments):
        _edit(session, event, ama, _BOARD, arguments, now)


def _edit(
    session: Session, event: Event, ama: Ama, what: str, arguments: dict[str, Any], now: datetime
) -> None:
    asked = Promise(
        team_id=event.team_id,
        method="chat.update",
        recipient=ama.plan.channel,
        purpose=f"ama.edit:{ama.ama_id}:{what}",
        period=event.event_id,
        arguments=arguments,
        lane=_lane(ama, what),
        answer="ama.edited",
        context={"ama": ama.ama_id, "what": what, "ts": arguments["ts"], "lane": f"ama.draw:{ama.ama_id}"},
        expires_at=now + timedelta(days=1),
    )
    outbox.promise(session, asked, now)


def on_edited(event: Event, session: Session, now: datetime) -> None:
    """Go on with the next question that is out of date; what could not be edited is shown anew where that helps."""
    context = event.payload["context"]
    ama = amas.get(session, event.team_id, context["ama"])
    if ama is None:
        return
    if not event.payload["ok"]:
        _not_edited(session, event, ama, now)
        return
    if context["what"] != _BOARD:
        asked = questions.all_of(session, event.team_id, ama.ama_id)
        number = next((each.number for each in asked if each.question_id == context["what"]), 0)
        if not outbox.is_open(session, event.team_id, _lane(ama)):
            _draw_next(session, event, ama, asked, now, after=number)


def _not_edited(session: Session, event: Event, ama: Ama, now: datetime) -> None:
    what, is_gone = event.payload["context"]["what"], event.payload["error"].split(" ")[0] in _GONE
    if is_gone:
        gone(session, event.team_id, ama, event.payload["context"]["ts"], now)
    elif what == _BOARD:
        amas.shown_is(session, event.team_id, ama.ama_id, f"not shown: {event.event_id}")
    else:
        questions.shown_is(session, event.team_id, what, "")


def gone(session: Session, team_id: str, ama: Ama, ts: str, now: datetime) -> None:
    """A message was deleted. If it was one of this session, it is posted anew: only a host's reason takes something off."""
    asked = questions.all_of(session, team_id, ama.ama_id)
    deleted = [each.question_id for each in asked if each.ts == ts]
    if ts == ama.board_ts:
        amas.board_is(session, team_id, ama.ama_id, "")
        amas.shown_is(session, team_id, ama.ama_id, f"was {ts}")
    for question_id in deleted:
        questions.posted(session, team_id, question_id, "")
        questions.shown_is(session, team_id, question_id, f"was {ts}")
    if deleted or ts == ama.board_ts:
        changed(session, team_id, ama.ama_id, now)


def _post_question(session: Session, team_id: str, ama: Ama, question: Question, now: datetime) -> None:
    message = view.question(ama, question)
    asked = Promise(
        team_id=team_id,
        method="chat.postMessage",
        recipient=ama.plan.channel,
        purpose=f"ama.question:{question.question_id}",
        period=f"after {question.shown}",
        arguments={"channel": ama.plan.channel, "thread_ts": ama.board_ts, **message},
        lane=f"ama.thread:{ama.ama_id}",
        answer="ama.asked",
        context={
            "ama": ama.ama_id, "question": question.question_id, "shown": _stands_for(ama, question),
            "lane": f"ama.draw:{ama.ama_id}",
        },
    )  # fmt: skip
    outbox.promise(session, asked, now)


def on_asked(event: Event, session: Session, now: datetime) -> None:
    """Remember where a question's message stands; one that was refused is posted when it can be."""
    context = event.payload["context"]
    if not event.payload["ok"]:  # the next drawing promises it anew
        refused = f"refused: {event.event_id}"
        questions.shown_is(session, event.team_id, context["question"], refused)
        standing.is_out_of_reach(session, event)
        return
    questions.posted(session, event.team_id, context["question"], str(event.payload["answer"]["ts"]))
    questions.shown_is(session, event.team_id, context["question"], context["shown"])
    changed(session, event.team_id, context["ama"], now)


def _draw_next(
    session: Session, event: Event, ama: Ama, asked: list[Question], now: datetime, after: int
) -> None:
    """Edit the first question that is out of date, beginning behind the one that was edited last."""
    stale = [each for each in asked if each.ts and _stands_for(ama, each) != each.shown]
    if not stale:
        return
    question = min(stale, key=lambda each: (each.number <= after, each.number))
    questions.shown_is(session, event.team_id, question.question_id, _stands_for(ama, question))
    arguments = {"channel": ama.plan.channel, "ts": question.ts, **view.question(ama, question)}
    _edit(session, event, ama, question.question_id, arguments, now)


def _stands_for(ama: Ama, question: Question) -> str:
    """What stands for a question's message: made of all that it shows, for that is quicker than to draw it."""
    known = replace(question, active=0, flags=0, ts="", shown="")
    return sha256(repr((ama.takes_questions, known)).encode()).hexdigest()[:32]


def _lane(ama: Ama, what: str = "") -> str:
    """Edits of the board, and edits of all questions: at most one of each waits."""
    return f"ama.edit:{ama.ama_id}:{_BOARD if what == _BOARD else 'questions'}"


def _board(session: Session, team_id: str, ama: Ama, asked: list[Question]) -> dict[str, Any]:
    url = link_base(session, team_id)
    thread = f"?thread_ts={ama.board_ts}&cid={ama.plan.channel}"
    links = {
        each.question_id: permalink(url, ama.plan.channel, each.ts) + thread for each in asked if each.ts
    }
    shown = view.Board(ama, ranking.ordered(asked, "top"), asked, links, is_orphan(session, team_id, ama))
    return view.message(shown)


def is_orphan(session: Session, team_id: str, ama: Ama) -> bool:
    """Whether none of its hosts has an account any more."""
    return set(ama.plan.hosts) == set(people.unable_to_react(session, team_id, list(ama.plan.hosts)))


def link_base(session: Session, team_id: str) -> str:
    """The address of the workspace, which links begin with."""
    met = people.workspace(session, team_id)
    return met.url if met else "https://your-workspace.slack.com/"


def link(session: Session, team_id: str, ama: Ama) -> str:
    """The address of a session's board; "" while it has none."""
    url = link_base(session, team_id)
    return permalink(url, ama.plan.channel, ama.board_ts) if ama.board_ts else ""


def fingerprint(message: dict[str, Any]) -> str:
    """What stands for a message's content, to see whether it has changed."""
    return sha256(json.dumps(message, sort_keys=True).encode()).hexdigest()[:32]


HANDLERS = {
    "ama.draw": on_draw,
    "answer.ama.posted": on_posted,
    "answer.ama.asked": on_asked,
    "answer.ama.edited": on_edited,
}
