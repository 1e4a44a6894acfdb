"""Which channels somebody is in right now, asked from Slack each time it matters.

What a person may see is checked when it is shown, never taken from memory: whoever left a channel a minute
ago is shown nothing of it. The answer goes on as the event `visible.<then>`.
"""

from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.call import Promise
from bot.event import Event
from storage import channels, inbox, outbox

PAGE = 200
TYPES = "public_channel,private_channel"


def ask_channels(
    session: Session, event: Event, user: str, then: str, context: dict[str, Any], now: datetime
) -> None:
    """Ask which channels the person shares with Earshot, or could (public ones); then `visible.<then>`."""
    whole = {**context, "user": user, "then": then, "lane": user, "period": event.event_id}
    _ask_page(session, event.team_id, whole, {}, "", now)


def _ask_page(
    session: Session,
    team_id: str,
    context: dict[str, Any],
    found: dict[str, Any],
    cursor: str,
    now: datetime,
) -> None:
    arguments: dict[str, Any] = {
        "user": context["user"],
        "types": TYPES,
        "exclude_archived": "redraw" not in context["then"],  # what was shown may still be seen there
        "limit": PAGE,
    }
    asked = Promise(
        team_id=team_id,
        method="users.conversations",
        recipient=context["user"],
        purpose=f"visible.{context['then']}",
        period=f"{context['period']}:{cursor}",
        arguments=arguments | ({"cursor": cursor} if cursor else {}),
        lane=f"visible:{context['user']}",
        answer="visible.page",
        context={**context, "found": found},
    )
    outbox.promise(session, asked, now)


def on_page(event: Event, session: Session, now: datetime) -> None:
    """Take one page of channels; ask for the next, or pass on what was found."""
    context = dict(event.payload["context"])
    found = dict(context.pop("found"))
    answer = event.payload.get("answer") or {}
    for each in answer.get("channels") or ():
        found[each["id"]] = {"name": each.get("name", ""), "is_private": bool(each.get("is_private"))}
    cursor = (answer.get("response_metadata") or {}).get("next_cursor") or ""
    if event.payload["ok"] and cursor:
        _ask_page(session, event.team_id, context, found, cursor, now)
        return
    for channel_id, seen in found.items():
        _name(session, event.team_id, channel_id, seen)
    payload = {"context": context, "channels": found, "error": event.payload.get("error", "")}
    kind, known = f"visible.{context['then']}", f"{event.event_id}:known"
    inbox.happened(session, Event(event.team_id, known, kind, event.lane, payload, now))


def _name(session: Session, team_id: str, channel_id: str, seen: dict[str, Any]) -> None:
    row = channels.channel(session, team_id, channel_id)
    row.name, row.is_private = seen["name"] or row.name, seen["is_private"]
    session.add(row)


HANDLERS = {"answer.visible.page": on_page}
