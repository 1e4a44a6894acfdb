"""Asking, changing and withdrawing. Whoever asks anonymously is known only at the door, and only while they do."""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.ama import coach, similar
from bot.ama.act import NAMED, NAMING_BLOCK, Act, is_named
from bot.ama.ama import Ama
from bot.ama.question import fault
from bot.ama.sealing import place_of, words_of
from bot.event import Event
from handlers.ama import board, tell
from handlers.answers import who_asked
from handlers.modals import Ask, Reply, turned_into
from handlers.views.ama import ask as view
from handlers.views.ama.board import ASK
from storage import ama as amas
from storage import ama_questions as questions
from storage import ama_votes

FEW = 5  # participants; below that a circle is small enough to guess in
HELD = "A new question for *{title}* waits for one of you to let it on the board: *For hosts*, on the board in {channel}."
_COMPARED = {"open", "answering", "parked", "answered", "written"}


def open_modal(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """The modal to ask in; nothing is written down about its opening."""
    ama = amas.get(session, event.team_id, place_of(event.payload).ama)
    if ama is None or not ama.takes_questions:
        return view.only(ama, view.NOT_NOW)
    if ask.mine(ama.ama_id, who_asked(event)) is None:
        return view.only(ama, view.NO_KEY)
    return view.modal(ama, few=_is_small(session, event.team_id, ama))


def _is_small(session: Session, team_id: str, ama: Ama) -> bool:
    return ama.plan.naming != "named" and ama_votes.voters(session, team_id, ama.ama_id) < FEW


def reply(session: Session, event: Event, ask: Ask) -> Reply | None:
    """Show what is similar, and a hint, once; then say that it is on its way."""
    place, words = place_of(event.payload), words_of(event.payload)
    ama = amas.get(session, event.team_id, place.ama)
    if ama is None or not ama.takes_questions:
        return Reply(turned_into(view.only(ama, view.NOT_NOW)).answer, is_written=False)
    said = words.get(view.WORDS, "")
    if wrong := fault(said):
        return Reply({"response_action": "errors", "errors": {view.WORDS: wrong}}, is_written=False)
    if place.choice != view.SEEN and (second := _second_step(session, event, ama, words)):
        return Reply(turned_into(second).answer, is_written=False)
    return turned_into(view.sent(ama, is_named=is_named(ama.plan.naming, words)))


def _second_step(session: Session, event: Event, ama: Ama, words: dict[str, str]) -> dict[str, Any] | None:
    said = words[view.WORDS]
    asked = questions.all_of(session, event.team_id, ama.ama_id)
    alike = similar.alike(said, [each for each in asked if each.state in _COMPARED])
    hint = coach.hint(said).text if ama.plan.kind == "ama" else ""
    if not alike and not hint:
        return None
    return view.modal(
        ama,
        few=_is_small(session, event.team_id, ama),
        words=said,
        naming=words.get(NAMING_BLOCK, ""),
        similar=alike,
        hint=hint,
        can_rewrite=bool(hint and coach.rewrite(said)),
        is_second=True,
    )


def open_rewrite(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """Another way to put it, because its asker wants to see one; both stand there, and only theirs is in the field."""
    ama = amas.get(session, event.team_id, place_of(event.payload).ama)
    if ama is None:
        return view.only(None, view.NOT_NOW)
    words = words_of(event.payload)
    said = words.get(view.WORDS, "")
    return view.modal(
        ama,
        few=_is_small(session, event.team_id, ama),
        words=coach.rewrite(said) or said,
        naming=words.get(NAMING_BLOCK, NAMED if ama.plan.naming == "named" else ""),
        before=said,
        is_second=True,
    )


def on_asked(event: Event, session: Session, now: datetime) -> None:
    """Take a question in, without whoever asked it unless they gave their name."""
    act = Act.read(event.payload)
    ama = amas.get(session, event.team_id, act.place.ama)
    said = act.words.get(view.WORDS, "")
    if ama is None or not ama.takes_questions or fault(said):
        return  # it closed while this was on its way
    asked = questions.ask(session, event.team_id, act, said, is_moderated=ama.plan.is_moderated)
    if asked.state == "held":
        words = HELD.format(title=tell.title(ama), channel=tell.channel(ama))
        tell.hosts(session, event.team_id, ama, words, f"held:{now:%Y-%m-%dT%H}", now)
    else:
        questions.appears(session, event.team_id, asked.question_id)
    board.changed(session, event.team_id, ama.ama_id, now)


def open_mine(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """One's own questions and votes, worked out now with the key."""
    return _mine(session, event, ask, None)


def open_mine_after(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """The same after something was taken back in it, which is on its way to the database."""
    return _mine(session, event, ask, place_of(event.payload).question)


def _mine(session: Session, event: Event, ask: Ask, without: str | None) -> dict[str, Any]:
    ama = amas.get(session, event.team_id, place_of(event.payload).ama)
    sealed = ask.mine(ama.ama_id, who_asked(event)) if ama else None
    if ama is None or sealed is None:
        return view.only(ama, view.NOT_NOW)
    asked = questions.owned(session, event.team_id, ama.ama_id, sealed.owner)
    voted = ama_votes.voted(session, event.team_id, ama.ama_id, sealed.voter)
    all_of = questions.all_of(session, event.team_id, ama.ama_id)
    return view.mine(
        ama,
        [each for each in asked if each.question_id != without and each.state != "withdrawn"],
        [each for each in all_of if each.question_id in voted and each.question_id != without],
    )


def open_edit(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """The modal to change one's own question in."""
    place = place_of(event.payload)
    ama = amas.get(session, event.team_id, place.ama)
    sealed = ask.mine(place.ama, who_asked(event)) if ama else None
    if ama is None or sealed is None:
        return view.only(ama, view.NOT_NOW)
    asked = questions.owned(session, event.team_id, ama.ama_id, sealed.owner)
    question = next((each for each in asked if each.question_id == place.question), None)
    return view.edit(ama, question) if question else view.only(ama, view.NOT_NOW)


def check_edit(payload: dict[str, Any]) -> dict[str, str]:
    """What is wrong with changed words."""
    wrong = fault(words_of(payload).get(view.WORDS, ""))
    return {view.WORDS: wrong} if wrong else {}


def on_edited(event: Event, session: Session, now: datetime) -> None:
    """Change one's own question, while it isn't being answered."""
    act = Act.read(event.payload)
    said = act.words.get(view.WORDS, "")
    if (
        _is_taken(session, event, act)
        and not fault(said)
        and questions.edit(session, event.team_id, act, said)
    ):
        board.changed(session, event.team_id, act.place.ama, now)


def on_withdrawn(event: Event, session: Session, now: datetime) -> None:
    """Take one's own question back."""
    act = Act.read(event.payload)
    if _is_taken(session, event, act) and questions.withdraw(session, event.team_id, act):
        board.changed(session, event.team_id, act.place.ama, now)


def _is_taken(session: Session, event: Event, act: Act) -> bool:
    ama = amas.get(session, event.team_id, act.place.ama)
    return ama is not None and ama.takes_questions


def on_modal_opened(event: Event, session: Session, now: datetime) -> None:
    """It was opened at the door, and nothing was written down."""


_DOOR = {
    f"action.{ASK}": open_modal,
    f"action.{view.MINE}": open_mine,
    f"action.{view.EDIT}": open_edit,
    f"action.{view.REWRITE}": open_rewrite,
}
HANDLERS = {
    **dict.fromkeys(_DOOR, on_modal_opened),
    f"action.{view.WITHDRAW}": on_withdrawn,
    f"view.{view.CALLBACK}": on_asked,
    f"view.{view.EDITED}": on_edited,
}
MODALS = {**_DOOR, f"action.{view.WITHDRAW}": open_mine_after, "action.ama.vote.mine": open_mine_after}
CHECKS = {f"view.{view.EDITED}": check_edit}
REPLIES = {f"view.{view.CALLBACK}": reply}
