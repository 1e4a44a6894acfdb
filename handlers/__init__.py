"""Acts: the only place that knows Slack. Every kind of event has its handler in one of these tables.

A kind is dotted from general to special; the longest known beginning of it decides, and `on_anything_else`
is last, so that nothing that Slack sends is ever without a handler.
"""

from collections.abc import Callable
from datetime import datetime

from sqlmodel import Session

from bot.event import Event
from handlers import (
    attention,
    backfill,
    channels,
    digest,
    earshot,
    follow,
    home,
    minute,
    people,
    posts,
    visible,
    why,
    workspace,
)
from handlers.modals import Modal

Handler = Callable[[Event, Session, datetime], None]


def on_anything_else(event: Event, session: Session, now: datetime) -> None:
    """Nothing is to be done about this kind of event, and that is fine."""


HANDLERS: dict[str, Handler] = {
    **posts.HANDLERS,
    **channels.HANDLERS,
    **people.HANDLERS,
    **follow.HANDLERS,
    **backfill.HANDLERS,
    **visible.HANDLERS,
    **digest.HANDLERS,
    **attention.HANDLERS,
    **home.HANDLERS,
    **earshot.HANDLERS,
    **why.HANDLERS,
    **workspace.HANDLERS,
    **minute.HANDLERS,
}
MODALS: dict[str, Modal] = {**follow.MODALS, **why.MODALS}
CHECKS = follow.CHECKS


def handler_for(kind: str) -> Handler:
    """The handler of the longest known beginning of a kind."""
    while kind:
        if kind in HANDLERS:
            return HANDLERS[kind]
        kind = kind.rpartition(".")[0]
    return on_anything_else
