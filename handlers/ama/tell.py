"""Telling hosts, and those who promised an answer, something by direct message: each thing once."""

from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from bot.ama.ama import Ama
from bot.call import Promise
from handlers.views import text
from handlers.views.ama import entry
from storage import outbox

person, when = text.person, text.when
_FRESH = timedelta(days=1)


def hosts(session: Session, team_id: str, ama: Ama, words: str, occasion: str, now: datetime) -> None:
    """Tell every host. The same occasion is told once."""
    for host in ama.plan.hosts:
        outbox.promise(session, told(team_id, ama, host, {"text": words}, occasion, now), now)


def told(team_id: str, ama: Ama, user: str, message: dict[str, Any], occasion: str, now: datetime) -> Promise:
    """A message to one person. The same occasion is the same promise."""
    return Promise(
        team_id=team_id,
        method="chat.postMessage",
        recipient=user,
        purpose=f"ama.tell:{ama.ama_id}",
        period=occasion,
        arguments={"unfurl_links": False, **message},
        expires_at=now + _FRESH,
    )


def title(ama: Ama) -> str:
    """Its title in mrkdwn."""
    return text.escape(entry.title(ama))


def channel(ama: Ama) -> str:
    """Its channel in mrkdwn."""
    return text.channel(ama.plan.channel)
