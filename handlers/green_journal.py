"""The journal of green and red: what is due is asked once, answers are kept, entries can be changed and taken along."""

from datetime import datetime, timedelta
from typing import Any, cast, get_args

from sqlmodel import Session

from bot import schedule
from bot.call import Promise
from bot.event import Event
from bot.green_button import journal
from bot.green_button.journal import Button, Review, Round
from handlers import home
from handlers.answers import answer_privately, who_asked
from handlers.modals import Ask
from handlers.nudges import nudge
from handlers.views import green_entry, green_export
from handlers.views import green_journal as view
from storage import follows, green_button, outbox
from storage.green_button import Kept

GONE = "That entry is gone, so there is nothing to change any more."
DELETED = "Deleted. It is gone from your journal and its counts."
NO_ASK = "A few words, so that you know it again."
TAKEN = "Your journal, to take along: it comes in your messages with me."


def on_due(session: Session, now: datetime) -> None:
    """Ask how it went where that is due, and name what was left open; each once, and when it may."""
    for team_id, kept, in_round in green_button.due_reviews(session, now):
        _ask_how(session, team_id, kept, in_round, now)
    for team_id, kept in green_button.due_loops(session, now):
        _remind(session, team_id, kept, now)


def _ask_how(session: Session, team_id: str, kept: Kept, in_round: Round, now: datetime) -> None:
    what = ("green_journal.review", f"{_once(kept)}:{in_round}")
    later = nudge(session, team_id, kept.user, what, lambda: view.review(kept, in_round), now)
    if later is not None:
        green_button.review_put_off(session, team_id, kept.id, later)
        return
    _await_next(session, team_id, green_button.review_asked(session, team_id, kept.id))


def _once(kept: Kept) -> str:
    """What names a decision for good: the number of a deleted entry may be given to another."""
    assert kept.entry is not None
    return f"{kept.id}:{kept.entry.pressed:%Y-%m-%dT%H:%M:%S.%f}"


def _remind(session: Session, team_id: str, kept: Kept, now: datetime) -> None:
    assert kept.entry is not None
    button, what = kept.entry.button, ("green_journal.loop", _once(kept))
    later = nudge(session, team_id, kept.user, what, lambda: view.reminder(kept, button), now)
    if later is None:
        green_button.loop_reminded(session, team_id, kept.id, now)
    else:
        green_button.remind_at(session, team_id, kept.id, later)


def _await_next(session: Session, team_id: str, kept: Kept) -> datetime | None:
    """Set what is to be asked and named next, from how the entry stands now; when it is asked how it went, if ever."""
    assert kept.entry is not None
    zone = schedule.zone_of(follows.zone(session, team_id, kept.user))
    review, loop = journal.next_review(kept.entry, zone), journal.loop_due(kept.entry, zone)
    green_button.await_next(session, team_id, kept.id, review, loop)
    return review.at if review else None


def decided(
    session: Session, team_id: str, press_id: int, chosen: tuple[Button, int | None], now: datetime
) -> None:
    """Store which button was pressed and how likely it seemed, and what is to be asked later because of it."""
    _await_next(session, team_id, green_button.decide(session, team_id, press_id, *chosen, now))


def _own(session: Session, event: Event, value: str) -> Kept | None:
    if not value.isdecimal() or len(value) > 18:
        return None
    return green_button.of(session, event.team_id, who_asked(event), int(value))


def _value(event: Event) -> str:
    return str(event.payload["actions"][0].get("value", ""))


def on_reviewed(event: Event, session: Session, now: datetime) -> None:
    """Store how it went, as one tap said; again changes it."""
    press, _, in_round = _value(event).partition(":")
    kept, answer = (
        _own(session, event, press),
        str(event.payload["actions"][0]["action_id"]).rpartition(".")[2],
    )
    if kept is None or in_round not in get_args(Round):
        answer_privately(session, event, GONE, now)
        return
    said = cast("Review", answer)
    kept = green_button.reviewed(session, event.team_id, kept.id, cast("Round", in_round), said, now)
    next_at = _await_next(session, event.team_id, kept)
    _edit(session, event, view.reviewed(kept, said, next_at), now)
    home.publish(session, event, who_asked(event), now)


def on_closed(event: Event, session: Session, now: datetime) -> None:
    """A discovery is through, or somebody was found."""
    kept = _own(session, event, _value(event))
    if kept is None:
        answer_privately(session, event, GONE, now)
        return
    green_button.loop_closed(session, event.team_id, kept.id, now)
    _edit(session, event, view.closed(kept), now)
    home.publish(session, event, who_asked(event), now)


def _edit(session: Session, event: Event, message: dict[str, Any], now: datetime) -> None:
    """Show it in the message that was pressed in, if it was one."""
    place = event.payload.get("container") or {}
    if place.get("type") != "message":
        return
    channel, ts = str(place["channel_id"]), str(place["message_ts"])
    asked = Promise(
        team_id=event.team_id,
        method="chat.update",
        recipient=who_asked(event),
        purpose="green_journal.edit",
        period=event.event_id,
        arguments={"channel": channel, "ts": ts, **message},
        lane=f"edit:{channel}:{ts}",
        expires_at=now + timedelta(days=1),
    )
    outbox.promise(session, asked, now)


def open_journal(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """A page of the journal."""
    value = _value(event) if event.payload.get("actions") else "0"
    skipped = int(value) if value.isdecimal() and len(value) < 9 else 0
    return view.modal(green_button.journal(session, event.team_id, who_asked(event)), skipped)


def open_entry(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """One entry."""
    kept = _own(session, event, _value(event))
    return green_entry.modal(kept) if kept else view.only(GONE)


def show_deleted(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """What stands in the place of an entry that is being deleted."""
    return view.only(DELETED if _own(session, event, _value(event)) else GONE)


def on_deleted(event: Event, session: Session, now: datetime) -> None:
    """Delete an entry."""
    kept = _own(session, event, _value(event))
    if kept is not None:
        green_button.remove(session, event.team_id, kept.id)
        home.publish(session, event, who_asked(event), now)


def show_taken(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """What stands in the place of the journal while it is on its way."""
    return view.only(TAKEN if green_button.journal(session, event.team_id, who_asked(event)) else view.EMPTY)


def check(submission: dict[str, Any]) -> dict[str, str]:
    """What is missing in a changed entry, by block id."""
    return {} if green_entry.changes_from(submission["view"])[0] else {"ask": NO_ASK}


def on_saved(event: Event, session: Session, now: datetime) -> None:
    """Store a changed entry."""
    kept = _own(session, event, str(event.payload["view"].get("private_metadata") or ""))
    ask, note, button, chance, went = green_entry.changes_from(event.payload["view"])
    if kept is None:
        answer_privately(session, event, GONE, now)
        return
    green_button.noted(session, event.team_id, kept.id, ask, note)
    if button is not None and (kept.entry is None or (kept.entry.button, kept.chance) != (button, chance)):
        decided(session, event.team_id, kept.id, (button, chance), now)
    if went is not None and kept.entry is not None and went != _last_answer(kept):
        in_round = kept.entry.reviews[-1].round if kept.entry.reviews else "30 days"
        _await_next(
            session,
            event.team_id,
            green_button.reviewed(session, event.team_id, kept.id, in_round, went, now),
        )
    home.publish(session, event, who_asked(event), now)


def _last_answer(kept: Kept) -> Review | None:
    return kept.entry.reviews[-1].answer if kept.entry and kept.entry.reviews else None


def on_export(event: Event, session: Session, now: datetime) -> None:
    """Send somebody their whole journal, as messages that hold Markdown to copy."""
    user = who_asked(event)
    kept = green_button.journal(session, event.team_id, user)
    for number, message in enumerate(green_export.messages(kept) if kept else ()):
        asked = Promise(
            team_id=event.team_id,
            method="chat.postMessage",
            recipient=user,
            purpose="green_journal.export",
            period=f"{event.event_id}:{number}",
            arguments=message,
            expires_at=now + timedelta(hours=1),
        )
        outbox.promise(session, asked, now)


def on_opened(event: Event, session: Session, now: datetime) -> None:
    """The modal was opened at the door; there is nothing left to do."""


HANDLERS = {
    "action.green_journal.open": on_opened,
    "action.green_journal.entry": on_opened,
    "action.green_journal.close": on_closed,
    "action.green_journal.export": on_export,
    "action.green_journal.delete": on_deleted,
    "view.green_journal.save": on_saved,
    **{f"action.green_journal.{answer}": on_reviewed for answer in get_args(Review)},
}
MODALS = {
    "action.green_journal.open": open_journal,
    "action.green_journal.entry": open_entry,
    "action.green_journal.delete": show_deleted,
    "action.green_journal.export": show_taken,
}
CHECKS = {"view.green_journal.save": check}
