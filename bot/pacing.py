"""How long to wait before a call, so that Slack's limits are obeyed ahead of time.

A token bucket: `burst` calls at once, then `per_second`. Slack counts within a minute, so in any window of
60 seconds at most `burst + 60 * per_second` calls go out; both are chosen to stay below the published tier.
"""

import threading
from dataclasses import dataclass, field

from bot.slack_methods import METHODS

_SHARE = 0.9  # of the published limit that we use; the rest is room for clocks and other callers
_BURST = 0.2  # of that share, available at once
_POST_BURST = 2  # Slack allows short bursts above one post a second in one conversation


@dataclass
class Bucket:
    """One limit. Times are seconds of any steady clock."""

    per_second: float
    burst: float
    level: float = field(init=False)
    at: float = 0.0
    closed_until: float = 0.0

    def __post_init__(self) -> None:
        """Start full."""
        self.level = self.burst

    def wait(self, now: float) -> float:
        """Seconds until a call may go out; 0 when it may go now."""
        self.level = min(self.burst, self.level + max(0.0, now - self.at) * self.per_second)
        self.at = max(self.at, now)
        short = max(0.0, 1.0 - self.level) / self.per_second
        return max(short if short > 1e-9 else 0.0, self.closed_until - now, 0.0)

    def take(self) -> None:
        """Count one call."""
        self.level -= 1.0


class Pacer:
    """All limits of one process: by method and workspace, and by conversation where Slack has one."""

    def __init__(self, rate: float = 1.0) -> None:
        """`rate` multiplies Slack's published limits, for workspaces that grant more."""
        self._rate = rate
        self._lock = threading.Lock()  # the senders of one process share one pacer
        self._buckets: dict[tuple[str, ...], Bucket] = {}

    def wait(self, method: str, team_id: str, channel: str, now: float) -> float:
        """Seconds to wait before this call; 0 when it may go now."""
        with self._lock:
            return max(bucket.wait(now) for bucket in self._of(method, team_id, channel))

    def take(self, method: str, team_id: str, channel: str) -> None:
        """Count a call that goes out now."""
        with self._lock:
            for bucket in self._of(method, team_id, channel):
                bucket.take()

    def close(self, method: str, team_id: str, until: float) -> None:
        """Slack said Retry-After: nothing of this method and workspace goes out before `until`."""
        with self._lock:
            bucket = self._of(method, team_id, "")[0]
            bucket.closed_until = max(bucket.closed_until, until)

    def _of(self, method: str, team_id: str, channel: str) -> list[Bucket]:
        limit = METHODS[method]
        per_minute = limit.per_minute * _SHARE * self._rate
        buckets = [
            self._bucket((method, team_id), per_minute * (1 - _BURST) / 60, max(1.0, per_minute * _BURST))
        ]
        if limit.per_channel_second and channel:
            buckets.append(self._bucket((method, team_id, channel), _SHARE * self._rate, _POST_BURST))
        return buckets

    def _bucket(self, key: tuple[str, ...], per_second: float, burst: float) -> Bucket:
        if key not in self._buckets:
            self._buckets[key] = Bucket(per_second, burst)
        return self._buckets[key]
