"""Slack's message timestamps: strings of seconds and exactly six decimals, compared to the microsecond."""

import re

_TS = re.compile(r"\d{1,12}(\.\d{1,6})?")
MICROS = 1_000_000


def ts_micros(ts: str) -> int:
    """Microseconds since 1970 of `ts`, exactly; raises ValueError when it is not a timestamp."""
    if not _TS.fullmatch(ts):
        raise ValueError(f"not a timestamp: {ts!r}")
    seconds, _, fraction = ts.partition(".")
    return int(seconds) * MICROS + int(fraction.ljust(6, "0"))


def micros_ts(micros: int) -> str:
    """The timestamp string for microseconds since 1970."""
    return f"{micros // MICROS}.{micros % MICROS:06d}"


def unix_micros(unix: float) -> int:
    """Microseconds for unix seconds."""
    return round(unix * MICROS)


def is_ts(value: object) -> bool:
    """Whether `value` can name a message: a string with seconds and six decimals."""
    return isinstance(value, str) and re.fullmatch(r"\d{9,11}\.\d{6}", value) is not None
