"""Moments, written as people write them."""

from datetime import UTC, datetime


def at(written: str) -> datetime:
    """The moment in UTC that is written as 2026-03-02 09:00."""
    return datetime.fromisoformat(written).replace(tzinfo=UTC)


def stamp(moment: datetime, micros: int = 0) -> str:
    """The Slack timestamp of a moment."""
    return f"{int(moment.timestamp())}.{micros:06d}"


class StandingClock:
    """A clock that moves only when a test moves it."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        """The moment it was set to."""
        return self.moment
