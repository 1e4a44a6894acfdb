"""What Earshot says unasked, besides digests: all of it goes through here, within one budget."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session

from bot import nudges, schedule
from bot.call import Promise
from storage import follows, outbox
from storage import nudges as sent

LATEST = timedelta(hours=12)  # a nudge that could not go out by then would come at an odd time


def nudge(
    session: Session,
    team_id: str,
    user: str,
    what: tuple[str, str],
    message: Callable[[], dict[str, Any]],
    now: datetime,
) -> datetime | None:
    """Promise a message to somebody if it may go now; else the moment at which to try again.

    `what` is purpose and period, as in every promise.
    """
    session.flush()
    zone = schedule.zone_of(follows.zone(session, team_id, user))
    earlier = sent.sent_since(session, team_id, user, now - nudges.IN)
    is_quiet = sent.is_quiet(session, team_id, user)
    moment = nudges.not_before(earlier, now, zone, is_quiet=is_quiet)
    if moment > now:
        return moment
    purpose, period = what
    asked = Promise(
        team_id=team_id,
        method="chat.postMessage",
        recipient=user,
        purpose=purpose,
        period=period,
        arguments=message(),
        expires_at=now + LATEST,
    )
    if outbox.promise(session, asked, now):
        sent.sent(session, team_id, user, purpose, period, now)
    return None
