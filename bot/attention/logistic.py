"""Logistic regression by Newton's method, with a Gaussian prior around given weights.

The objective is the weighted log-loss plus half of precision * (weight - prior)^2 summed over the weights; it is
convex, and a halved step wherever a full one would not lower it makes Newton's method always arrive.
"""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_STEPS = 25
_SMALLEST_STEP = 1e-6
_GOOD_ENOUGH = 1e-2  # of the objective, which is a sum over rows: far below what changes a ranking


def fit(
    rows: NDArray[np.float32],
    answers: Floats,
    prior: Floats,
    precision: Floats,
    *,
    importance: Floats | None = None,
    offset: Floats | None = None,
) -> Floats:
    """The weights, one per column of `rows` and the intercept last, as `prior` and `precision` have them.

    `answers` are 0 or 1 per row, `importance` is how often a row counts, `offset` are log-odds that others have
    given already.
    """
    columns = np.hstack([rows, np.ones((len(rows), 1), rows.dtype)])
    counted = np.ones(len(rows)) if importance is None else importance
    given = np.zeros(len(rows)) if offset is None else offset
    weights = prior.copy()
    loss = _loss(columns, answers, counted, given, weights) + _distance(weights, prior, precision)
    for _ in range(_STEPS):
        step = _newton_step(columns, answers, counted, given, (weights, prior, precision))
        shorter, lower = 1.0, loss
        while shorter > _SMALLEST_STEP:
            tried = weights - shorter * step
            lower = _loss(columns, answers, counted, given, tried) + _distance(tried, prior, precision)
            if lower <= loss:
                break
            shorter /= 2
        if lower > loss:
            break
        gained, loss, weights = loss - lower, lower, tried
        if gained < _GOOD_ENOUGH:
            break
    return weights


def probability(log_odds: NDArray[np.floating]) -> Floats:
    """The probabilities of log-odds, also of very large ones."""
    return 1 / (1 + np.exp(-np.clip(log_odds.astype(np.float64), -40, 40)))


def _log_odds(columns: NDArray[np.float32], weights: Floats, offset: Floats) -> Floats:
    odds: Floats = (columns @ weights.astype(columns.dtype)).astype(np.float64) + offset
    return odds


def _loss(
    columns: NDArray[np.float32], answers: Floats, counted: Floats, offset: Floats, weights: Floats
) -> float:
    odds = _log_odds(columns, weights, offset)
    return float((counted * (np.logaddexp(0, odds) - answers * odds)).sum())


def _distance(weights: Floats, prior: Floats, precision: Floats) -> float:
    return float((precision * (weights - prior) ** 2).sum() / 2)


def _newton_step(
    columns: NDArray[np.float32],
    answers: Floats,
    counted: Floats,
    offset: Floats,
    around: tuple[Floats, Floats, Floats],
) -> Floats:
    weights, prior, precision = around
    said = probability(_log_odds(columns, weights, offset))
    slope = (counted * (said - answers)).astype(columns.dtype) @ columns + precision * (weights - prior)
    bend = (counted * said * (1 - said)).astype(columns.dtype)
    curvature = ((columns * bend[:, None]).T @ columns).astype(np.float64) + np.diag(precision)
    return np.linalg.solve(curvature, slope).astype(np.float64)
