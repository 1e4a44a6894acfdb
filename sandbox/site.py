"""One served workspace: the state and everything that works on it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from sandbox.delivery import Delivery
from sandbox.faults import Faults
from sandbox.guides import Guide
from sandbox.interactivity import Interactivity
from sandbox.limits import RateLimits
from sandbox.live import LiveTraffic
from sandbox.reading import Reading
from sandbox.socket_mode import SocketMode
from sandbox.workspace import Workspace


@dataclass
class Site:
    """What a request can reach. `acted` counts the open pages of each person by id; `live` is None where nobody lives."""

    workspace: Workspace
    delivery: Delivery
    interactivity: Interactivity
    limits: RateLimits = field(default_factory=RateLimits)
    faults: Faults = field(default_factory=Faults)
    guides: Sequence[Guide] = ()
    live: LiveTraffic | None = None
    acted: Counter[str] = field(default_factory=Counter)
    reading: Reading = field(init=False)

    def __post_init__(self) -> None:
        self.reading = Reading(self.workspace)

    @property
    def socket_mode(self) -> SocketMode | None:
        """The app's WebSocket connections; None when it is reached over HTTP."""
        return self.delivery.socket_mode
