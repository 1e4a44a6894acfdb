"""The zones of the world from 2026 to 2030, one for each history of clock changes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

FIRST, LAST = datetime(2026, 1, 1, tzinfo=UTC), datetime(2030, 12, 31, tzinfo=UTC)
_BEGIN, _END = FIRST - timedelta(days=30), LAST + timedelta(days=30)
_STEP = timedelta(days=5)  # no zone changes its clocks twice in that time


@dataclass(frozen=True)
class Piece:
    """A time without a change: from `start` until before `end` the clock is `offset` ahead of UTC."""

    start: datetime
    end: datetime
    offset: timedelta


@dataclass(frozen=True)
class History:
    """The pieces of one zone, which touch."""

    zone: ZoneInfo
    pieces: tuple[Piece, ...]

    @property
    def changes(self) -> list[datetime]:
        """When its clocks are changed in these years."""
        return [piece.start for piece in self.pieces[1:] if FIRST < piece.start < LAST]

    def first_at(self, local: datetime) -> datetime:
        """The first moment at which the clock there shows `local` (naive) or later."""
        wanted = local.replace(tzinfo=UTC)
        moments = ((max(piece.start, wanted - piece.offset), piece.end) for piece in self.pieces)
        return min(moment for moment, end in moments if moment < end)


def histories() -> list[History]:
    """Every history that occurs, each with one zone that has it."""
    found: dict[tuple[Piece, ...], History] = {}
    for name in sorted(available_timezones()):
        zone = ZoneInfo(name)
        pieces = tuple(_pieces(zone))
        found.setdefault(pieces, History(zone, pieces))
    return list(found.values())


def _pieces(zone: ZoneInfo) -> Iterator[Piece]:
    start, probe = _BEGIN, _BEGIN
    while probe < _END:
        later = min(probe + _STEP, _END)
        if _offset(probe, zone) != _offset(later, zone):
            change = _change(probe, later, zone)
            yield Piece(start, change, _offset(start, zone))
            start = change
        probe = later
    yield Piece(start, _END, _offset(start, zone))


def _change(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before).total_seconds() // 2)
        if _offset(middle, zone) == _offset(before, zone):
            before = middle
        else:
            after = middle
    return after


def _offset(moment: datetime, zone: ZoneInfo) -> timedelta:
    offset = moment.astimezone(zone).utcoffset()
    assert offset is not None
    return offset
