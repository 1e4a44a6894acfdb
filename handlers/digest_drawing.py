"""A digest as it is drawn at one moment: its posts with their words as they are then, and who came since."""

from collections.abc import Container, Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot import digest_since
from bot.digest_since import EDITED_FOR
from handlers import small_actions
from handlers.views import digest as view
from handlers.views import text
from storage import digest_since as stored
from storage import follows, people, posts
from storage.digests import Sent


def drawn(
    session: Session, team_id: str, sent: Sent, visible: Container[str], now: datetime
) -> dict[str, Any]:
    """The message, for a reader who is in the `visible` channels."""
    met = people.workspace(session, team_id)
    words = {item.id: posts.text_of(session, team_id, item.channel, item.ts) for item in sent.items}
    mentioned = {user for said in words.values() if said for user in text.mentioned(said)}
    channel_names = people.channel_names(session, team_id)
    names = people.names(session, team_id, mentioned) | channel_names
    since = _since(session, team_id, sent, now)
    shown = {
        item.id: view.Shown(
            words=None if (said := words[item.id]) is None else text.plain(said, names),
            is_gone=item.channel not in visible or posts.is_gone(session, team_id, item.channel, item.ts),
            since=since.get(item.id, ""),
        )
        for item in sent.items
    }
    following = follows.following(session, team_id, sent.user_id)
    wants_less = following is not None and following.wants_less
    is_fresh = now - sent.created_at <= EDITED_FOR
    foot = small_actions.line(session, team_id, sent.user_id, now) if is_fresh else ""
    url = met.url if met else ""
    return view.message(sent, shown, url, channel_names, wants_less=wants_less, foot=foot)


def _since(session: Session, team_id: str, sent: Sent, now: datetime) -> Mapping[int, str]:
    known = [item for item in sent.items if item.already is not None]
    lines = [digest_since.Line(item.id, item.already or ()) for item in known]
    engaged = {
        item.id: stored.followed_in(session, team_id, sent.user_id, item.channel, item.ts, but=item.author)
        for item in known
    }
    # Whoever draws it anew for another reason later leaves the line there.
    return digest_since.since_sent(lines, engaged, sent.created_at, min(now, sent.created_at + EDITED_FOR))
