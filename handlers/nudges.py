"""What Earshot says unasked, besides digests: what its buttons do, and what waits for a calm moment."""

from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from bot import nudges
from bot.call import Promise
from bot.event import Event
from bot.nudges.kinds import KINDS
from handlers.answers import answer_privately, who_asked
from handlers.views import nudge as view
from storage import inbox, outbox, people
from storage import nudges as said
from storage.nudges import Said

GONE = "That message is older than what I keep, so its buttons do nothing any more."
SOURCE_GONE = "The message was deleted, so this is settled."
HOURS = "Only in your hours, which `/earshot settings` changes; `/earshot pause` is silence."
FAR = timedelta(
    days=400
)  # when a letter goes to somebody whose silence has no end: never, unless they resume
_LETTERS = "letter:{user}:"


def answered(session: Session, event: Event, now: datetime) -> Said | None:
    """The nudge that was pressed on, and note that it was; None, after saying so, where it isn't the presser's own."""
    value, user = str(event.payload["actions"][0].get("value", "")), who_asked(event)
    known = value.isdecimal() and len(value) < 18
    row = said.own(session, event.team_id, user, int(value)) if known else None
    if row is None:
        answer_privately(session, event, GONE, now)
        return None
    said.answer(session, event.team_id, row.id, now)
    said.look_at(session, event.team_id, user, now)  # who answers may hear more again
    return row


def settle(
    session: Session,
    row: Said,
    line: str,
    now: datetime,
    *,
    event: Event,
    undo: tuple[str, str] | None = None,
) -> None:
    """Edit a nudge in place: what it said stays, and a line of mrkdwn takes the place of its buttons.

    `undo` is the label and the action id of the one button that is left; its value is the nudge's id.
    """
    show(session, row, view.settled(row, line, _url(session, row.team_id), undo), now, event=event)


def show_again(session: Session, row: Said, now: datetime, *, event: Event) -> None:
    """Give a settled nudge its buttons back."""
    show(
        session, row, view.message(row, KINDS[row.kind], row.id, _url(session, row.team_id)), now, event=event
    )


def show(session: Session, row: Said, message: dict[str, Any], now: datetime, *, event: Event) -> None:
    """Edit a nudge in place to any message; nothing happens while nobody knows where it stands."""
    place = event.payload.get("container") or {}
    channel, ts = row.channel_id, row.ts
    if not ts and place.get("type") == "message":
        channel, ts = str(place["channel_id"]), str(place["message_ts"])
    if not ts:
        return
    asked = Promise(
        team_id=row.team_id,
        method="chat.update",
        recipient=row.user_id,
        purpose=f"nudge.edit:{row.id}",
        period=event.event_id,
        arguments={"channel": channel, "ts": ts, **message},
        lane=f"edit:{channel}:{ts}",
        expires_at=now + timedelta(days=1),
    )
    outbox.promise(session, asked, now)


def source_gone(session: Session, event: Event, channel: str, ts: str, now: datetime) -> None:
    """A message was deleted: nudges that quote it forget its words, also where they stand."""
    for row in said.about_post(session, event.team_id, channel, ts):
        said.forget_quote(session, event.team_id, row.id)
        if row.quote:
            settle(session, row, SOURCE_GONE, now, event=event)


def look_now(session: Session, team_id: str, user: str, event: Event, now: datetime) -> None:
    """Think of somebody at once, for what is urgent; twice for the same event is once."""
    payload = {"context": {"user": user}}
    inbox.happened(session, Event(team_id, f"look:{user}:{event.event_id}", "nudge.look", user, payload, now))


def letter(  # noqa: PLR0917 - whom, what it is for, and what it says, as in every promise
    session: Session,
    team_id: str,
    user: str,
    purpose: str,
    period: str,
    message: dict[str, Any],
    now: datetime,
    *,
    keep: timedelta = timedelta(days=7),
    answer: str = "",
    context: dict[str, Any] | None = None,
) -> datetime:
    """Promise what a colleague wrote, or what was asked for at a time: it counts as no nudge, and waits for a calm moment.

    When it goes out, as things stand: where somebody's silence has no end, that is more than a year away, and they get
    it once they resume. It is dropped if Slack can't be reached for `keep` after its moment.
    """
    session.flush()
    moment = _calm(session, team_id, user, now)
    asked = Promise(
        team_id=team_id,
        method="chat.postMessage",
        recipient=user,
        purpose=purpose,
        period=period,
        arguments=message,
        lane=f"{_LETTERS.format(user=user)}{purpose}:{period}",  # its own, as it would hold up others while it waits
        answer=answer,
        context=context or {},
        not_before=moment,
        expires_at=moment + keep,
    )
    outbox.promise(session, asked, now)
    return moment


def _calm(session: Session, team_id: str, user: str, now: datetime) -> datetime:
    return nudges.letter_moment(said.listener(session, team_id, user), now) or now + FAR


def hours_changed(session: Session, team_id: str, user: str, now: datetime) -> None:
    """Somebody's hours or silences changed: letters to them move along, and they are thought of anew."""
    session.flush()
    moment = _calm(session, team_id, user, now)
    outbox.move(session, team_id, _LETTERS.format(user=user), moment)
    said.look_at(session, team_id, user, now)


def on_why(event: Event, session: Session, now: datetime) -> None:
    """Say why a nudge came, and how often any comes; asking counts as an answer."""
    row = answered(session, event, now)
    if row is None:
        return
    session.flush()
    listener = said.listener(session, event.team_id, row.user_id)
    how_often = nudges.PACE[nudges.pace(listener.sent, now)]
    answer_privately(session, event, f"{KINDS[row.kind].why}\n{how_often} {HOURS}", now)


def _url(session: Session, team_id: str) -> str:
    met = people.workspace(session, team_id)
    return met.url if met else ""


HANDLERS = {"action.nudge.why": on_why}
