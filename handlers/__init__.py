"""Acts: the only place that knows Slack. Every kind of event has its handler in one of these tables.

A kind is dotted from general to special; the longest known beginning of it decides, and `on_anything_else`
is last, so that nothing that Slack sends is ever without a handler.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from sqlmodel import Session

from bot.event import Event
from handlers import (
    adding,
    attention,
    backfill,
    channels,
    digest,
    disturbing,
    earshot,
    first_run,
    follow,
    green_button,
    green_journal,
    green_poll,
    green_words,
    home,
    home_modals,
    home_page,
    join_channel,
    looks,
    minute,
    nudges,
    open_promises,
    pauses,
    people,
    posts,
    promises,
    relationships,
    settings,
    small_action_answers,
    surprises,
    ties,
    visible,
    weeks,
    why,
    workspace,
)
from handlers.ama import tables as ama
from handlers.feedback import tables as feedback
from handlers.modals import Modal, Respond

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
    **home_modals.HANDLERS,
    **home_page.HANDLERS,
    **first_run.HANDLERS,
    **earshot.HANDLERS,
    **why.HANDLERS,
    **green_button.HANDLERS,
    **green_journal.HANDLERS,
    **green_poll.HANDLERS,
    **green_words.HANDLERS,
    **nudges.HANDLERS,
    **looks.HANDLERS,
    **relationships.HANDLERS,
    **surprises.HANDLERS,
    **ties.HANDLERS,
    **adding.HANDLERS,
    **pauses.HANDLERS,
    **disturbing.HANDLERS,
    **settings.HANDLERS,
    **promises.HANDLERS,
    **join_channel.HANDLERS,
    **small_action_answers.HANDLERS,
    **weeks.HANDLERS,
    **workspace.HANDLERS,
    **ama.HANDLERS,
    **feedback.HANDLERS,
    **minute.HANDLERS,
}
MODALS: dict[str, Modal] = {
    **follow.MODALS,
    **first_run.MODALS,
    **home_modals.MODALS,
    **why.MODALS,
    **green_button.MODALS,
    **green_journal.MODALS,
    **green_words.MODALS,
    **pauses.MODALS,
    **ties.MODALS,
    **adding.MODALS,
    **settings.MODALS,
    **open_promises.MODALS,
    **weeks.MODALS,
    **ama.MODALS,
    **feedback.MODALS,
}
CHECKS: dict[str, Callable[[dict[str, Any]], dict[str, str]]] = {
    **follow.CHECKS,
    **green_button.CHECKS,
    **green_journal.CHECKS,
    **green_words.CHECKS,
    **ties.CHECKS,
    **adding.CHECKS,
    **ama.CHECKS,
    **feedback.CHECKS,
}
REPLIES: dict[str, Respond] = {
    **green_button.REPLIES,
    **ties.REPLIES,
    **adding.REPLIES,
    **pauses.REPLIES,
    **settings.REPLIES,
    **weeks.REPLIES,
    **ama.REPLIES,
    **feedback.REPLIES,
}

Found = TypeVar("Found")


def handler_for(kind: str) -> Handler:
    """The handler of the longest known beginning of a kind."""
    return _longest(kind, HANDLERS) or on_anything_else


def modal_for(kind: str) -> Modal | None:
    """What opens for the longest known beginning of a kind, if anything does."""
    return _longest(kind, MODALS)


def _longest(kind: str, table: Mapping[str, Found]) -> Found | None:
    while kind:
        if kind in table:
            return table[kind]
        kind = kind.rpartition(".")[0]
    return None
