"""The journal of green and red: what is due is asked once, answers are kept, entries can be changed and taken along."""

from datetime import datetime, timedelta
from typing import Any, cast, get_args

from sqlmodel import Session

from bot import schedule
from bot.call import Promise
from bot.event import Event
from bot.green_button import journal
from bot.green_button.journal import Button, Review, Round
from bot.nudges import Nudge, green_loop, green_review
from handlers import home, nudges
from handlers.answers import answer_privately, who_asked
from handlers.modals import Ask
from handlers.views import green_entry, green_export
from handlers.views import green_journal as view
from storage import follows, green_button, outbox
from storage import nudges as listeners
from storage.green_button import Kept
from storage.nudges import Said

GONE = "That entry is gone, so there is nothing to change any more."
DELETED = "Deleted. It is gone from your journal and its counts."
NO_ASK = "A few words, so that you know it again."
TAKEN = "Your journal, to take along: it comes in your messages with me."


def candidates(session: Session, team_id: str, user: str, now: datetime) -> list[Nudge]:
    """What to ask somebody about: how it went, and what is still open; each once, as its time comes."""
    found = []
    for each in green_button.awaited(session, team_id, user):
        kept, entry = each.kept, each.kept.entry
        if entry is not None and each.review is not None:
            found.append(
                green_review.nudge(
                    kept.weighed.ask, kept.chance, each.review.round, each.review.at, _once(kept)
                )
            )
        if entry is not None and each.remind_at is not None:
            found.append(green_loop.nudge(kept.weighed.ask, entry.button, each.remind_at, _once(kept)))
    return found


def _once(kept: Kept) -> str:
    """What names a decision for good: the number of a deleted entry may be given to another."""
    assert kept.entry is not None
    return f"{kept.id}:{kept.entry.pressed:%Y-%m-%dT%H:%M:%S.%f}"


def was_asked(session: Session, row: Said, now: datetime) -> None:
    """The question of a round went out: know when the next one is."""
    _await_next(session, row.team_id, green_button.review_asked(session, row.team_id, _press_id(row)))


def was_reminded(session: Session, row: Said, now: datetime) -> None:
    """The one reminder went out."""
    green_button.loop_reminded(session, row.team_id, _press_id(row), now)


def _press_id(row: Said) -> int:
    return int(row.about.partition(":")[0])


def pass_over(session: Session, now: datetime) -> None:
    """Let go of questions that never had their turn, so that the next ones have theirs."""
    for team_id, press_id in green_button.late_reviews(session, now - green_review.KEPT_FOR):
        _await_next(session, team_id, green_button.review_asked(session, team_id, press_id))


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
    kept = green_button.decide(session, team_id, press_id, *chosen, now)
    _await_next(session, team_id, kept)


def _own(session: Session, event: Event, value: str) -> Kept | None:
    if not value.isdecimal() or len(value) > 18:
        return None
    return green_button.of(session, event.team_id, who_asked(event), int(value))


def _value(event: Event) -> str:
    return str(event.payload["actions"][0].get("value", ""))


def on_nudge_reviewed(event: Event, session: Session, now: datetime) -> None:
    """Store how it went, as one tap on the question said; again changes it."""
    row = nudges.answered(session, event, now)
    if row is None:
        return
    kept, in_round = _of_nudge(session, row), row.about.rpartition(":")[2]
    if kept is None:
        nudges.settle(session, row, GONE, now, event=event)
        return
    _reviewed(session, event, kept, cast("Round", in_round), now)


def _of_nudge(session: Session, row: Said) -> Kept | None:
    """The entry that a question was about, if it is still there and still the same decision."""
    kept = green_button.of(session, row.team_id, row.user_id, _press_id(row))
    is_same = kept is not None and kept.entry is not None and row.about.startswith(_once(kept))
    return kept if is_same else None


def on_reviewed(event: Event, session: Session, now: datetime) -> None:
    """The same from a question that was asked before every nudge had a row of its own."""
    press, _, in_round = _value(event).partition(":")
    kept = _own(session, event, press)
    if kept is None or in_round not in get_args(Round):
        answer_privately(session, event, GONE, now)
        return
    _reviewed(session, event, kept, cast("Round", in_round), now)


def _reviewed(session: Session, event: Event, kept: Kept, in_round: Round, now: datetime) -> None:
    said = cast("Review", str(event.payload["actions"][0]["action_id"]).rpartition(".")[2])
    kept = green_button.reviewed(session, event.team_id, kept.id, in_round, said, now)
    next_at = _await_next(session, event.team_id, kept)
    _edit(session, event, view.reviewed(kept, said, next_at), now)
    home.publish(session, event, who_asked(event), now)


def on_nudge_closed(event: Event, session: Session, now: datetime) -> None:
    """A discovery is through, or somebody was found, as the reminder's button said."""
    row = nudges.answered(session, event, now)
    if row is None:
        return
    kept = _of_nudge(session, row)
    if kept is None:
        nudges.settle(session, row, GONE, now, event=event)
        return
    _closed(session, event, kept, now)


def on_closed(event: Event, session: Session, now: datetime) -> None:
    """A discovery is through, or somebody was found."""
    kept = _own(session, event, _value(event))
    if kept is None:
        answer_privately(session, event, GONE, now)
        return
    _closed(session, event, kept, now)


def _closed(session: Session, event: Event, kept: Kept, now: datetime) -> None:
    green_button.loop_closed(session, event.team_id, kept.id, now)
    _edit(session, event, view.closed(kept), now)
    home.publish(session, event, who_asked(event), now)


def on_nudge_entry(event: Event, session: Session, now: datetime) -> None:
    """The entry was opened from its reminder, which counts as an answer."""
    nudges.answered(session, event, now)


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


def open_nudged(session: Session, event: Event, ask: Ask) -> dict[str, Any]:
    """The entry that a reminder is about."""
    value = _value(event)
    number = int(value) if value.isdecimal() and len(value) < 18 else 0
    row = listeners.own(session, event.team_id, who_asked(event), number)
    kept = _of_nudge(session, row) if row else None
    return green_entry.modal(kept) if kept else view.only(GONE)


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
    **{f"action.green_review.{answer}": on_nudge_reviewed for answer in get_args(Review)},
    "action.green_loop.closed": on_nudge_closed,
    "action.green_loop.entry": on_nudge_entry,
}
MODALS = {
    "action.green_journal.open": open_journal,
    "action.green_journal.entry": open_entry,
    "action.green_loop.entry": open_nudged,
    "action.green_journal.delete": show_deleted,
    "action.green_journal.export": show_taken,
}
CHECKS = {"view.green_journal.save": check}
