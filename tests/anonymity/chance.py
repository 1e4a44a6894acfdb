"""Telling luck from knowledge."""

from math import comb


def at_least(hits: int, tries: int, chance: float) -> float:
    """The probability of that many hits or more by luck alone (binomial)."""
    return sum(comb(tries, k) * chance**k * (1 - chance) ** (tries - k) for k in range(hits, tries + 1))
