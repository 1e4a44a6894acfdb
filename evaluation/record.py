"""The findings as JSON: everything in the report, for each person too, and no texts."""

import math
from dataclasses import asdict
from typing import Any

from evaluation.bootstrap import Estimate
from evaluation.calibration import Calibration
from evaluation.entrants import EARSHOT, YARDSTICK
from evaluation.findings import Findings, Moment, Standing
from evaluation.metrics import auc_reach, mean


def record(findings: Findings, export: str) -> dict[str, Any]:
    """A value that JSON can hold; figures that aren't defined are null."""
    task, people = findings.task, findings.task.people
    found = {
        "export": export,
        "oddities": list(findings.history.oddities),
        "posts": len(task.candidates),
        "tested_posts": len(task.test_posts),
        "test_begins": task.begin.isoformat(),
        "digest_days": task.digest_days,
        "digests": findings.periods,
        "people": [{"id": user, "name": findings.history.names.get(user, user)} for user in people],
        "when_posted": _moment(findings.when_posted, people),
        "at_digest_time": _moment(findings.at_digest_time, people),
        "difference_in_average_precision": _comparison(findings),
        "calibration": {name: _calibration(each, people) for name, each in findings.calibration.items()},
        "cold_start": [asdict(each) | {"mean": each.mean} for each in findings.cold_start],
    }
    return {key: _defined(value) for key, value in found.items()}


def _moment(moment: Moment, people: tuple[str, ...]) -> dict[str, Any]:
    return {name: _standing(each, people) for name, each in moment.standings.items()}


def _standing(standing: Standing, people: tuple[str, ...]) -> dict[str, Any]:
    each_person = {
        user: asdict(each)
        | {"roc_auc_reach": auc_reach(each.roc_auc, each.responses, each.posts - each.responses)}
        for user, each in zip(people, standing.people, strict=True)
    }
    return {
        "mean": asdict(standing.mean),
        "average_precision_interval": _interval(standing.precision),
        "people": each_person,
    }


def _comparison(findings: Findings) -> dict[str, Any]:
    found = findings.comparison
    return {
        "of": EARSHOT.name,
        "from": YARDSTICK.name,
        "mean": _estimate(found.mean),
        "people": dict(zip(findings.task.people, map(_estimate, found.people), strict=True)),
        "significantly_better": found.better,
        "significantly_worse": found.worse,
    }


def _calibration(calibration: Calibration, people: tuple[str, ...]) -> dict[str, Any]:
    by_person = zip(calibration.brier, calibration.brier_of_rate, calibration.error, strict=True)
    return {
        "brier": mean(calibration.brier),
        "brier_of_rate": mean(calibration.brier_of_rate),
        "calibration_error": mean(calibration.error),
        "people": {
            user: {"brier": brier, "brier_of_rate": rate, "calibration_error": error}
            for user, (brier, rate, error) in zip(people, by_person, strict=True)
        },
        "bins": [asdict(each) for each in calibration.bins],
    }


def _estimate(estimate: Estimate) -> dict[str, Any]:
    return {"value": estimate.value, "interval": _interval(estimate)}


def _interval(estimate: Estimate) -> list[float] | None:
    return None if math.isnan(estimate.low) else [estimate.low, estimate.high]


def _defined(value: Any) -> Any:
    """The same with None in place of nan, which JSON doesn't have."""
    if isinstance(value, dict):
        return {key: _defined(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_defined(each) for each in value]
    return None if isinstance(value, float) and math.isnan(value) else value
