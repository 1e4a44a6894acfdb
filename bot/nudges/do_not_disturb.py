"""Slack's do-not-disturb, as dnd.info and dnd.teamInfo tell it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.nudges.calm import Silence

_FOREVER = 253_402_300_799  # s; the last second that a date can hold


def silences(info: Mapping[str, Any]) -> tuple[Silence, ...]:
    """The spans in which Slack keeps quiet for somebody: the next scheduled one, and a snooze that is on.

    Slack gives moments in seconds since 1970, and 1 or nothing where there is none. A snooze is told of the asking user
    only, so that of others the schedule is what is known. Anything malformed is no silence.
    """
    begin, end = _moment(info.get("next_dnd_start_ts")), _moment(info.get("next_dnd_end_ts"))
    snoozed_until = _moment(info.get("snooze_endtime"))
    found = []
    if info.get("dnd_enabled") and begin and end and begin < end:
        found.append(Silence(begin, end))
    if info.get("snooze_enabled") and snoozed_until:
        found.append(Silence(datetime.fromtimestamp(0, UTC), snoozed_until))
    return tuple(found)


def _moment(value: object) -> datetime | None:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 < value <= _FOREVER:
        return None
    return datetime.fromtimestamp(value, UTC)
