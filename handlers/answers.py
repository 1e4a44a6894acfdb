"""Answering somebody who just typed or pressed something."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from bot.call import Promise
from bot.event import Event
from storage import outbox

RESPONSE_URL_LIVES = timedelta(minutes=29)  # Slack: 30 minutes, five uses
FRESH = timedelta(minutes=10)  # an answer later than this would only puzzle


def who_asked(event: Event) -> str:
    """The person behind a command, a click, a submission, or a context that names one."""
    payload = event.payload
    user = payload.get("user_id") or payload.get("user") or payload.get("context", {}).get("user")
    return str(user["id"] if isinstance(user, dict) else user)


def response_url(event: Event) -> str:
    """Where a private answer goes: the address Slack sent along, or "" (Home has none)."""
    context = event.payload.get("context") or {}
    return str(event.payload.get("response_url") or context.get("response_url") or "")


def answer_privately(
    session: Session,
    event: Event,
    text: str,
    now: datetime,
    *,
    blocks: Sequence[dict[str, Any]] = (),
) -> None:
    """Tell the person who asked, and nobody else: where they asked, or by message from the Home tab.

    `blocks` show the same with buttons.
    """
    user, url = who_asked(event), response_url(event)
    message: dict[str, Any] = {"text": text} | ({"blocks": list(blocks)} if blocks else {})
    if url:
        message = {"url": url, "response_type": "ephemeral", "replace_original": False, **message}
    asked = Promise(
        team_id=event.team_id,
        method="response_url" if url else "chat.postMessage",
        recipient=user,
        purpose="answer",
        period=event.event_id,
        arguments=message,
        lane=f"answer:{event.event_id}" if url else "",
        expires_at=now + (RESPONSE_URL_LIVES if url else FRESH),
    )
    outbox.promise(session, asked, now)
