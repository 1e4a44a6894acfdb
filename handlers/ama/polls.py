"""The two taps after a session, and what becomes of them: the counts, the trend, and the next set-up."""

import secrets
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from bot.ama import after, ledger
from bot.ama.act import Act
from bot.ama.ama import Ama
from bot.call import Promise
from bot.event import Event
from handlers.ama.closing import end_poll_key
from handlers.views.ama import ending as view
from storage import ama as amas
from storage import ama_after, inbox, outbox
from storage import ama_questions as questions

TREND = "How the last ones were"
_SECOND = timedelta(seconds=1)


def on_tapped(event: Event, session: Session, now: datetime) -> None:
    """Count a tap; the last one of a person counts."""
    act = Act.read(event.payload)
    ama = amas.get(session, event.team_id, act.place.ama)
    if ama is not None and ama.poll_until is not None and now < ama.poll_until:
        ama_after.tapped(session, event.team_id, act)
        _changed(session, event.team_id, ama.ama_id, now)


def _changed(session: Session, team_id: str, ama_id: str, now: datetime) -> None:
    at = now.replace(microsecond=0) + _SECOND
    event_id = f"ama.count:{ama_id}:{at:%Y-%m-%dT%H:%M:%S}"
    event = Event(team_id, event_id, "ama.count", f"ama.draw:{ama_id}", {"ama": ama_id}, at)
    inbox.happened(session, event)


def on_count(event: Event, session: Session, now: datetime) -> None:
    """Draw the summary with the poll anew, at most once a second."""
    ama = amas.get(session, event.team_id, event.payload["ama"])
    if ama is None or not ama.poll_ts:
        return
    answers = ama_after.answers(session, event.team_id, ama.ama_id)
    message = view.closing(ama, questions.all_of(session, event.team_id, ama.ama_id), answers)
    arguments = {"channel": ama.plan.channel, "ts": ama.poll_ts, **message}
    lane = f"ama.edit:{ama.ama_id}:summary"
    if outbox.revise(session, event.team_id, lane, arguments):
        return
    asked = Promise(
        team_id=event.team_id,
        method="chat.update",
        recipient=ama.plan.channel,
        purpose=f"ama.edit:{ama.ama_id}:summary",
        period=event.event_id,
        arguments=arguments,
        lane=lane,
        expires_at=now + timedelta(days=1),
    )
    outbox.promise(session, asked, now)


def on_due(session: Session, team_id: str, now: datetime) -> None:
    """End the polls that are over: the key goes, the counts stay, and the trend is shown from the second edition on."""
    for ama in amas.polled(session, team_id):
        if ama.poll_until is not None and now >= ama.poll_until:
            _end(session, team_id, ama, now)


def _end(session: Session, team_id: str, ama: Ama, now: datetime) -> None:
    end_poll_key(session, team_id, ama.ama_id, now)
    answers = ama_after.answers(session, team_id, ama.ama_id)
    ama_after.forget_tags(session, team_id, ama.ama_id, [secrets.token_hex(16) for _ in answers])
    amas.poll_is(session, team_id, ama.ama_id, ama.poll_ts, None)
    _changed(session, team_id, ama.ama_id, now)
    points = trend(session, team_id, ama)
    if len(points) < 2 or not ama.poll_ts:
        return
    file = {"name": f"{ama.plan.kind}-trend.png", "title": TREND, "trend": points}
    asked = Promise(
        team_id=team_id,
        method="files.share",
        recipient=ama.plan.channel,
        purpose="ama.trend",
        period=ama.ama_id,
        arguments={"channel_id": ama.plan.channel, "thread_ts": ama.poll_ts, "files": [file]},
        lane=f"ama.files:{ama.ama_id}",
    )
    outbox.promise(session, asked, now)


def trend(session: Session, team_id: str, ama: Ama) -> list[dict[str, Any]]:
    """The editions up to this one: how many questions, which share was answered, and how useful people found it."""
    points = []
    for each in amas.editions(session, team_id, ama.plan.channel, ama.plan.kind):
        if each.edition <= ama.edition and each.state == "closed":
            counted = ledger.ledger(questions.all_of(session, team_id, each.ama_id))
            points.append(
                {
                    "number": each.edition,
                    "title": each.plan.title,
                    "questions": counted.asked,
                    "answered": counted.share_answered,
                    "useful": after.useful(ama_after.answers(session, team_id, each.ama_id)),
                }
            )
    return points


HANDLERS = {f"action.{view.POLL}": on_tapped, "ama.count": on_count}
