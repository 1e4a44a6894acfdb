"""Rate limits as Slack sets them: by method in tiers, and by channel for posting."""

import math
import time
from collections import defaultdict, deque
from collections.abc import Callable

WINDOW_S = 60.0
# Tier 1 promises one call a minute and tolerates bursts: an app may open its ten Socket Mode connections at once.
TIERS = {1: 10, 2: 20, 3: 50, 4: 100}
POSTING_TIER = 0
POSTS_PER_MINUTE = 300
POST_BURST = 5


class RateLimits:
    """Calls per minute and method, times `scale`; 0 switches every limit off. `clock` gives real seconds."""

    def __init__(self, scale: float = 1.0, clock: Callable[[], float] = time.monotonic) -> None:
        self.scale = scale
        self._clock = clock
        self._calls: defaultdict[str, deque[float]] = defaultdict(deque)
        self._bursts: dict[str, tuple[float, float]] = {}

    def check(self, method: str, tier: int, channel: str = "") -> int:
        """Count a call and return 0, or refuse it and return how many seconds to wait (at least 1).

        Tier 0 is the special one for posting: about one message a second in each `channel`, with short bursts.
        """
        if self.scale <= 0:
            return 0
        allowed = POSTS_PER_MINUTE if tier == POSTING_TIER else TIERS[tier]
        wait = self._wait_for_window(method, max(1, int(allowed * self.scale)))
        if not wait and tier == POSTING_TIER and channel:
            wait = self._wait_for_burst(channel)
        if not wait:
            self._calls[method].append(self._clock())
        return wait

    def _wait_for_window(self, method: str, allowed: int) -> int:
        now = self._clock()
        calls = self._calls[method]
        while calls and calls[0] <= now - WINDOW_S:
            calls.popleft()
        if len(calls) < allowed:
            return 0
        return max(1, math.ceil(calls[-allowed] + WINDOW_S - now))

    def _wait_for_burst(self, channel: str) -> int:
        now = self._clock()
        most = max(1.0, POST_BURST * self.scale)
        left, since = self._bursts.get(channel, (most, now))
        left = min(most, left + (now - since) * self.scale)
        if left < 1:
            self._bursts[channel] = (left, now)
            return max(1, math.ceil((1 - left) / self.scale))
        self._bursts[channel] = (left - 1, now)
        return 0
