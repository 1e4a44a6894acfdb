"""Somebody who leads people: what they send, and what happens because of it."""

from collections.abc import Sequence
from itertools import count
from typing import Any

from sqlmodel import Session

from handlers import MODALS, REPLIES
from handlers.edges.arrival import arrival
from handlers.modals import Reply
from handlers.views.week_settings import CALLBACK
from tests.handlers.events import TEAM, click, command
from tests.handlers.stage import Stage

_number = count(1)


def settings(
    user: str,
    *,
    leads: str = "yes",
    day: int = 0,
    at: str = "09:00",
    people: Sequence[str] = (),
    much: str = "five",
) -> dict[str, Any]:
    """Somebody sends the modal of /earshot week."""
    values = {
        "leads": {"selected_option": {"value": leads}},
        "day": {"selected_option": {"value": str(day)}},
        "at": {"selected_time": at},
        "people": {"selected_users": list(people)},
        "much": {"selected_option": {"value": much}},
    }
    state = {"values": {name: {name: value} for name, value in values.items()}}
    view = {"id": f"VW{next(_number)}", "callback_id": CALLBACK, "hash": "1.a", "state": state}
    return {"type": "view_submission", "team": {"id": TEAM}, "user": {"id": user}, "view": view}


def reply(stage: Stage, body: dict[str, Any]) -> Reply | None:
    """What the door answers to a sent modal."""
    event = arrival(body, stage.clock.now())
    assert event is not None
    with Session(stage.engine) as session:
        return REPLIES[event.kind](session, event, None)  # type: ignore[arg-type]  # it asks Slack nothing


def opened(stage: Stage, user: str) -> dict[str, Any]:
    """The modal that /earshot week opens."""
    event = arrival(command(user, "week"), stage.clock.now())
    assert event is not None
    with Session(stage.engine) as session:
        return MODALS[event.kind](session, event, None)  # type: ignore[arg-type]  # it asks Slack nothing


def pressed(user: str, action: str, place: tuple[str, str]) -> dict[str, Any]:
    """Somebody presses a button of a message that stands there."""
    return click(user, action, container={"type": "message", "channel_id": place[0], "message_ts": place[1]})
