"""How often two people talk, and how long a silence is long for them.

Contacts within a day are one conversation. The long gap of a pair is the 0.9 quantile of its gaps, pulled towards
PRIOR in logarithms with the weight of WEIGHT gaps, as a quantile of few is noise. A silence is long at FACTOR long
gaps. Why not sooner, and not later: people are bursty, so that a silence of twice the usual gap is nothing, while a
silence of 8 times the earlier mean gap most likely ends the tie (Navarro, Miritello, Canales, Moro: "Temporal
patterns behind the strength of persistent ties", EPJ Data Science 6:31, 2017). Where gaps are exponential, the 0.9
quantile is ln 10 = 2.3 mean gaps, and two of it 4.6: late enough to mean something, early enough to help.

gaps of a pair       | usual gap | long gap, pulled | a silence is long after
none                 |         - |         21.0 d   |  42 d
3, each of 7 days    |     7 d   |         12.1 d   |  24 d
12, each of 2 days   |     2 d   |          3.2 d   |  14 d (never sooner)
8, each of 30 days   |    30 d   |         27.2 d   |  54 d
20, each of 90 days  |    90 d   |         74.4 d   | 120 d (never later)
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from math import exp, log
from statistics import median

APART = timedelta(days=1)  # contacts that are closer belong to one conversation
QUANTILE = 0.9
PRIOR, WEIGHT = 21.0, 3.0  # days; gaps
FACTOR = 2.0
SHORTEST, LONGEST = timedelta(days=14), timedelta(days=120)
KNOWN_FROM = 3  # gaps from which the usual one is worth telling


def gaps(moments: Iterable[datetime]) -> list[float]:
    """The silences between the conversations of a pair, in days; each is longer than one day."""
    ordered = sorted(moments)
    between = [later - earlier for earlier, later in pairwise(ordered)]
    return [silence / timedelta(days=1) for silence in between if silence > APART]


def usual(silences: Sequence[float]) -> timedelta | None:
    """The median gap; None where there are too few to call anything usual."""
    return timedelta(days=median(silences)) if len(silences) >= KNOWN_FROM else None


def long_after(silences: Sequence[float]) -> timedelta:
    """After how much silence a pair with these gaps is going cold, by the formula above."""
    count = len(silences)
    logarithm = count * log(_quantile(silences)) if silences else 0.0
    pulled = exp((logarithm + WEIGHT * log(PRIOR)) / (count + WEIGHT))
    return min(max(timedelta(days=FACTOR * pulled), SHORTEST), LONGEST)


def _quantile(values: Sequence[float]) -> float:
    """The quantile with linear interpolation between the two nearest values (type 7 of Hyndman and Fan, 1996)."""
    ordered = sorted(values)
    place = QUANTILE * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])
