"""Running a session: what is being answered, what comes next, and what becomes of each question. All of it is logged."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session

from bot.ama import ranking, schedule, similar
from bot.ama.ama import Ama
from bot.ama.ledger import PROMISED_WITHIN, promise_faults
from bot.ama.moderation import Entry, reason_fault
from bot.ama.question import Question
from bot.ama.sealing import place_of
from bot.call import Promise
from bot.event import Event
from handlers.ama import board
from handlers.answers import who_asked
from handlers.modals import Ask, Reply, turned_into
from handlers.views import text
from handlers.views.ama import answer as answer_view
from handlers.views.ama import hosts as view
from handlers.views.ama.board import TOOLS
from storage import ama as amas
from storage import ama_after, outbox
from storage import ama_questions as questions

QUICKER = "Somebody was quicker, or it was withdrawn: nothing changed. This is how it stands now."
NO_ANSWER = "Write the answer. It goes to the thread, and stays with the question."
NO_VERB = "Choose what becomes of it."
NOWHERE = "Pick the one that it says the same as."
_SHOWN_FOR = timedelta(minutes=30)  # a host's open modal that is older than that is not worth a call


def open_tools(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """The modal in which hosts run a session; anybody else is told who they are."""
    ama = _ama(session, event)
    if ama is None:
        return {}
    if not ama.is_host(who_asked(event)):
        return view.only(ama, view.NOT_HOST.format(hosts=text.listed(map(text.person, ama.plan.hosts))))
    return view.tools(tools(session, event.team_id, ama))


def open_decide(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """The modal to decide about one question in."""
    ama, place = _ama(session, event), place_of(event.payload)
    question = questions.get(session, event.team_id, place.question)
    if ama is None or question is None or not ama.is_host(who_asked(event)):
        return {}
    others = questions.all_of(session, event.team_id, ama.ama_id)
    into = [each for each in others if each.state in {"open", "answering", "parked"} and each != question]
    return view.decide(ama, question, into, today(ama, event.received_at) + PROMISED_WITHIN)


def _ama(session: Session, event: Event) -> Ama | None:
    return amas.get(session, event.team_id, place_of(event.payload).ama)


def today(ama: Ama, now: datetime) -> date:
    """The day in the zone that the session was planned in."""
    return schedule.local(now, ama.plan.zone).date()


def tools(session: Session, team_id: str, ama: Ama, note: str = "") -> view.Tools:
    """What hosts see of a session."""
    asked = questions.all_of(session, team_id, ama.ama_id)
    known = {each.question_id: each for each in asked}
    waiting = ranking.ordered([each for each in asked if each.state == "open"], "top")
    pairs = similar.pairs(waiting) if ama.takes_questions else []
    alike = [(known[pair.one], known[pair.other]) for pair in pairs]
    return view.Tools(ama, asked, waiting, alike, note)


def reply_decided(session: Session, event: Event, ask: Ask) -> Reply | None:
    """Refuse a decision that lacks something; else show the tools again, which are brought up to date in a moment."""
    ama = _ama(session, event)
    if ama is None or not ama.is_host(who_asked(event)):
        return None
    if wrong := _faults(view.read(event.payload["view"]), today(ama, event.received_at)):
        return Reply({"response_action": "errors", "errors": wrong}, is_written=False)
    return turned_into(view.tools(tools(session, event.team_id, ama)))


def _faults(decision: view.Decision, day: date) -> dict[str, str]:
    if not decision.verb:
        return {"verb": NO_VERB}
    if decision.verb == "decline":
        wrong = reason_fault(decision.note)
        return {"note": wrong} if wrong else {}
    if decision.verb == "written" and not decision.note:
        return {"note": NO_ANSWER}
    if decision.verb == "park":
        return promise_faults(decision.due, decision.owner, day)
    return {"into": NOWHERE} if decision.verb == "merge" and not decision.into else {}


def on_decided(event: Event, session: Session, now: datetime) -> None:
    """Let a host's decision take effect."""
    ama = _ama(session, event)
    question = questions.get(session, event.team_id, place_of(event.payload).question)
    decision = view.read(event.payload["view"])
    if ama is None or question is None or not ama.is_host(who_asked(event)):
        return
    if not _faults(decision, today(ama, now)):
        done = _decided(session, event, ama, question, decision, now)
        _show(session, event, ama, "" if done else QUICKER, now)


def _decided(
    session: Session, event: Event, ama: Ama, question: Question, decision: view.Decision, now: datetime
) -> bool:
    verb = decision.verb
    if verb == "merge":
        return _merge(session, event, ama, question.question_id, decision.into, now)
    if verb == "written":
        return answer(session, event, ama, question, decision.note, now)
    if verb == "decline" and question.state == "held":  # its number lets the board and the log name it
        questions.appears(session, event.team_id, question.question_id)
    detail, changes = _particulars(decision)
    return act(session, event.team_id, ama, entry(event, verb, question, now, detail), **changes)


def _particulars(decision: view.Decision) -> tuple[str, dict[str, Any]]:
    """What goes into the log, and what is kept with the question."""
    if decision.verb == "decline":
        return decision.note, {"reason": decision.note}
    if decision.verb == "park" and decision.due is not None:
        return by(decision.due), {"due_on": decision.due, "due_owner": decision.owner}
    return "", {}


def by(due: date) -> str:
    """A date in the log."""
    return f"by {due:%-d %B}"


def entry(event: Event, verb: str, question: Question, now: datetime, detail: str = "") -> Entry:
    """The line in the log of what a host does."""
    return Entry(now, who_asked(event), verb, question.question_id, detail)  # type: ignore[arg-type]  # a known verb


def answer(session: Session, event: Event, ama: Ama, question: Question, said: str, now: datetime) -> bool:
    """Answer in writing: with the question, and as a message in the thread. False where it had an answer already."""
    if not act(session, event.team_id, ama, entry(event, "written", question, now), answer=said):
        return False
    message = answer_view.message(question, said, who_asked(event))
    asked = Promise(
        team_id=event.team_id,
        method="chat.postMessage",
        recipient=ama.plan.channel,
        purpose=f"ama.answer:{question.question_id}",
        period=event.event_id,
        arguments={"channel": ama.plan.channel, "thread_ts": ama.board_ts, **message},
        lane=f"ama.thread:{ama.ama_id}",
    )
    outbox.promise(session, asked, now)
    return True


def act(session: Session, team_id: str, ama: Ama, entry: Entry, **changes: Any) -> bool:
    """Move a question as the entry says, log it, and draw the board anew. False where somebody else was quicker."""
    if not questions.move(session, team_id, entry.question_id, entry.verb, **changes):  # type: ignore[arg-type]
        return False
    ama_after.log(session, team_id, ama.ama_id, entry)
    board.changed(session, team_id, ama.ama_id, entry.at)
    return True


def _merge(session: Session, event: Event, ama: Ama, which: str, into: str, now: datetime) -> bool:
    above = questions.get(session, event.team_id, into)
    if above is None or not questions.merge(session, event.team_id, which, into):
        return False
    merged = Entry(now, who_asked(event), "merge", which, f"#{above.number}")
    ama_after.log(session, event.team_id, ama.ama_id, merged)
    board.changed(session, event.team_id, ama.ama_id, now)
    return True


def on_merged(event: Event, session: Session, now: datetime) -> None:
    """Merge a suggested pair."""
    ama, place = _ama(session, event), place_of(event.payload)
    if ama is not None and ama.is_host(who_asked(event)):
        done = _merge(session, event, ama, place.question, place.choice, now)
        _show(session, event, ama, "" if done else QUICKER, now)


def on_pressed(event: Event, session: Session, now: datetime) -> None:
    """Answering, answered, or let in: one press in the tools."""
    ama, verb = _ama(session, event), event.kind.rpartition(".")[2]
    question = questions.get(session, event.team_id, place_of(event.payload).question)
    if ama is None or question is None or not ama.is_host(who_asked(event)):
        return
    done = act(session, event.team_id, ama, entry(event, verb, question, now))
    if done and verb == "admit":
        questions.appears(session, event.team_id, question.question_id)
    _show(session, event, ama, "" if done else QUICKER, now)


def on_live(event: Event, session: Session, now: datetime) -> None:
    """Go live; a second host's press changes nothing."""
    ama = _ama(session, event)
    if ama is None or not ama.is_host(who_asked(event)) or ama.state not in {"set_up", "open"}:
        return
    ama_after.log(session, event.team_id, ama.ama_id, Entry(now, who_asked(event), "live"))
    amas.state_is(session, event.team_id, ama.ama_id, "live")
    board.changed(session, event.team_id, ama.ama_id, now)
    _show(session, event, ama, "", now)


def on_next(event: Event, session: Session, now: datetime) -> None:
    """What is being answered is answered, and the top one comes next.

    The button says which one its host saw, so that two hosts who press at once go on by one question and not by two.
    """
    ama, seen = _ama(session, event), place_of(event.payload).question
    if ama is None or not ama.is_host(who_asked(event)) or ama.state != "live":
        return
    asked = questions.all_of(session, event.team_id, ama.ama_id)
    now_answered = [each for each in asked if each.state == "answering"]
    if seen != (now_answered[0].question_id if now_answered else ""):
        _show(session, event, ama, QUICKER, now)
        return
    for each in now_answered:
        act(session, event.team_id, ama, entry(event, "answered", each, now))
    following = ranking.following(asked)
    if following is not None:
        act(session, event.team_id, ama, entry(event, "answering", following, now))
    _show(session, event, ama, "", now)


def _show(session: Session, event: Event, ama: Ama, note: str, now: datetime) -> None:
    """Bring the host's open modal up to date; one that is closed by now, or shows another thing, refuses it, which is fine."""
    shown = event.payload.get("view")
    standing = amas.get(session, event.team_id, ama.ama_id)
    if not shown or standing is None:
        return
    # After a decision the door has put the tools in the place of the form already, so there is a newer hash than this.
    known = {} if event.kind.startswith("view.") else {"hash": shown["hash"]}
    asked = Promise(
        team_id=event.team_id,
        method="views.update",
        recipient=who_asked(event),
        purpose="ama.tools",
        period=event.event_id,
        arguments={
            **known,
            "view_id": shown["id"],
            "view": view.tools(tools(session, event.team_id, standing, note)),
        },
        lane=f"ama.tools:{shown['id']}",
        expires_at=now + _SHOWN_FOR,
    )
    outbox.promise(session, asked, now)


def on_modal_opened(event: Event, session: Session, now: datetime) -> None:
    """It was opened at the door."""


HANDLERS = {
    f"action.{TOOLS}": on_modal_opened,
    f"action.{view.DECIDE}": on_modal_opened,
    f"action.{view.LIVE}": on_live,
    f"action.{view.NEXT}": on_next,
    f"action.{view.ADMIT}": on_pressed,
    f"action.{view.ANSWERING}": on_pressed,
    f"action.{view.ANSWERED}": on_pressed,
    f"action.{view.MERGE}": on_merged,
    f"view.{view.DECIDED}": on_decided,
}
MODALS = {f"action.{TOOLS}": open_tools, f"action.{view.DECIDE}": open_decide}
REPLIES = {f"view.{view.DECIDED}": reply_decided}
