"""Whether what somebody said would work did as often as they said: from twenty reviewed presses on.

Fewer say nothing: of ten presses that each work half the time, seven or more work in one life out of six.
"""

from collections.abc import Sequence
from dataclasses import dataclass

ENOUGH = 20
WIDE = 10  # cells of a bar, one for each ten per cent
MUCH = 0.1  # of the share that worked; less is no difference that so few presses could show

BIN = "When you said {chance} in 10, it worked {worked} of {n}."
TIMES = {0: "none", 1: "1 time"}
TIMES_MORE = "{worked} times"
ONCE = {
    0: "The one time you said {chance} in 10, it didn't work.",
    1: "The one time you said {chance} in 10, it worked.",
}
WELL = "Taken together you guess well: {said} in 10 said, {happened} in 10 worked."
SHY = "Taken together more worked than you said: {happened} in 10, and you said {said}. Trust yourself a little more."
BOLD = "Taken together less worked than you said: {happened} in 10, and you said {said}. That's common with green."
FULL, EMPTY, HERE = "▓", "░", "│"


@dataclass(frozen=True)
class Said:
    """One reviewed press: the chance that was said before, in per cent, and whether it worked."""

    chance: int
    worked: bool


@dataclass(frozen=True)
class Bin:
    """All presses with the same chance said, in per cent: `worked` of `n` did."""

    chance: int
    n: int
    worked: int


@dataclass(frozen=True)
class Calibration:
    """`brier` is the mean squared difference of chance and outcome (Brier 1950; 0 is perfect, 0.25 a coin)."""

    bins: tuple[Bin, ...]
    brier: float
    n: int

    @property
    def said(self) -> float:
        """The mean chance that was said, from 0 to 1."""
        return sum(each.chance * each.n for each in self.bins) / 100 / self.n

    @property
    def happened(self) -> float:
        """The share that worked."""
        return sum(each.worked for each in self.bins) / self.n


def calibrated(said: Sequence[Said]) -> Calibration | None:
    """None below ENOUGH."""
    if len(said) < ENOUGH:
        return None
    chances = sorted({each.chance for each in said})
    bins = tuple(_bin(chance, [each for each in said if each.chance == chance]) for chance in chances)
    brier = sum((each.chance / 100 - each.worked) ** 2 for each in said) / len(said)
    return Calibration(bins, brier, len(said))


def in_words(calibration: Calibration) -> tuple[str, ...]:
    """The same in plain, kind sentences, one for each chance that was said and one for all of them."""
    return (*map(_said, calibration.bins), _taken_together(calibration))


def bars(calibration: Calibration) -> tuple[str, ...]:
    """The same as lines of equal width: the bar is what worked, the stroke in it what was said."""
    return tuple(_bar(each) for each in calibration.bins)


def _bin(chance: int, said: Sequence[Said]) -> Bin:
    return Bin(chance, len(said), sum(each.worked for each in said))


def _said(found: Bin) -> str:
    chance = _tenths(found.chance / 100)
    if found.n == 1:
        return ONCE[found.worked].format(chance=chance)
    worked = TIMES.get(found.worked, TIMES_MORE).format(worked=found.worked)
    return BIN.format(chance=chance, worked=worked, n=found.n)


def _taken_together(calibration: Calibration) -> str:
    gap = calibration.happened - calibration.said
    copy = WELL if abs(gap) <= MUCH else SHY if gap > 0 else BOLD
    return copy.format(said=_tenths(calibration.said), happened=_tenths(calibration.happened))


def _tenths(share: float) -> str:
    """Of ten, with a half where it is nearer: 7, 6½."""
    halves = round(share * 20)
    whole = str(halves // 2) if halves != 1 else ""
    return whole + ("½" if halves % 2 else "")


def _bar(found: Bin) -> str:
    cells = round(found.worked / found.n * WIDE)
    bar = FULL * cells + EMPTY * (WIDE - cells)
    place = round(found.chance / 100 * WIDE)
    return f"{found.chance:>3} % {bar[:place]}{HERE}{bar[place:]} {found.worked:>3} of {found.n}"
