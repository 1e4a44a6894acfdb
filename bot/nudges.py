"""When Earshot may speak unasked: rarely, by day, and never to somebody who wants silence."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

MOST = 3  # nudges
IN = timedelta(days=7)
DAY_BEGINS, DAY_ENDS = time(8), time(20)  # on the person's own clock
SATURDAY = 5
SILENT = timedelta(days=1)  # how long until somebody who wants silence is thought of again


def not_before(sent: Sequence[datetime], now: datetime, zone: ZoneInfo, *, is_quiet: bool) -> datetime:
    """The first moment for another nudge: `now`, if it may go at once.

    `sent` are the nudges of at least the last seven days. By day on a weekday, and at most three in seven days.
    """
    if is_quiet:
        return now + SILENT
    recent = sorted(at for at in sent if at > now - IN)
    moment = recent[-MOST] + IN if len(recent) >= MOST else now
    return _by_day(moment, zone)


def _by_day(moment: datetime, zone: ZoneInfo) -> datetime:
    local = moment.astimezone(zone)
    day = local.date()
    if local.time() >= DAY_ENDS:
        day += timedelta(days=1)
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    if day == local.date() and local.time() >= DAY_BEGINS:
        return moment
    return datetime.combine(day, DAY_BEGINS, tzinfo=zone).astimezone(moment.tzinfo)
