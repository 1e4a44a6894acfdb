"""Failures on request, so that tests can see what a bot does when Slack misbehaves."""

import random
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, get_args

FaultKind = Literal[
    "drop_before", "drop_after", "http_500_before", "http_500_after", "ratelimited", "delay", "error"
]
_KINDS = get_args(FaultKind)


@dataclass
class Fault:
    """One armed failure of a `method` ("*" = every one).

    It strikes `times` calls (None = until cleared), each with the chance `share`. drop_* closes the connection without an
    answer before or after the effect; http_500_* answers 500; ratelimited and delay use `seconds`; error answers `error`.
    """

    method: str
    kind: FaultKind
    times: int | None = 1
    share: float = 1.0
    seconds: float = 1.0
    error: str = "internal_error"
    struck: int = field(default=0, init=False)

    @property
    def is_before(self) -> bool:
        """Whether the call has no effect."""
        return self.kind not in {"drop_after", "http_500_after", "delay"}


class Faults:
    """The armed failures. `history_lag_s` keeps fresh messages out of history and replies for that many real seconds."""

    def __init__(self, seed: int = 0) -> None:
        self._random = random.Random(seed)  # noqa: S311 chance for tests, not for secrets
        self._armed: list[Fault] = []
        self.history_lag_s = 0.0

    def arm(self, spec: dict[str, Any]) -> None:
        """Arm a failure given as JSON: the fields of Fault, or {"history_lag_s": seconds}; "seed" makes `share` repeatable.

        Raises ValueError with one line that says what is wrong.
        """
        fields = dict(spec)
        if "seed" in fields:
            self._random.seed(fields.pop("seed"))
        if "history_lag_s" in fields:
            self.history_lag_s = float(fields.pop("history_lag_s"))
        if fields:
            self._armed.append(_checked(fields))

    def clear(self) -> None:
        """Disarm everything."""
        self._armed.clear()
        self.history_lag_s = 0.0

    def take(self, method: str) -> Fault | None:
        """The failure that strikes this call, if any."""
        for fault in self._armed:
            if fault.method not in {method, "*"} or fault.times == fault.struck:
                continue
            if fault.share < 1 and self._random.random() >= fault.share:
                continue
            fault.struck += 1
            return fault
        return None

    def to_json(self) -> dict[str, Any]:
        """What is armed and how often it struck."""
        return {"history_lag_s": self.history_lag_s, "faults": [asdict(fault) for fault in self._armed]}


def _checked(fields: dict[str, Any]) -> Fault:
    unknown = set(fields) - {"method", "kind", "times", "share", "seconds", "error"}
    if unknown:
        raise ValueError(f"a fault has no {', '.join(sorted(unknown))}")
    if fields.get("kind") not in _KINDS:
        raise ValueError(f"kind must be one of {', '.join(_KINDS)}")
    if not fields.get("method"):
        raise ValueError('method is missing: name a Web API method, or "*" for all')
    times, share, seconds = fields.get("times", 1), fields.get("share", 1.0), fields.get("seconds", 1.0)
    if times is not None and (not isinstance(times, int) or times < 1):
        raise ValueError("times must be a whole number from 1, or null for always")
    if not isinstance(share, int | float) or not 0 < share <= 1:
        raise ValueError("share must be above 0 and at most 1")
    if not isinstance(seconds, int | float) or seconds < 0:
        raise ValueError("seconds must not be negative")
    return Fault(**fields)
