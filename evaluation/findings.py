"""Everything that is measured on one workspace."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from evaluation import bootstrap
from evaluation.bootstrap import Estimate
from evaluation.calibration import Calibration, calibrated
from evaluation.cold_start import ColdStart, cold_starts
from evaluation.entrants import EARSHOT, EARSHOT_ONCE, ENTRANTS, YARDSTICK, Entrant
from evaluation.history import History
from evaluation.metrics import Measures, cases, mean, mean_measures, measure
from evaluation.replay import Scores, replay
from evaluation.task import Floats, Ints, Question, Task

Say = Callable[[str, int, int], None]
"""Is told what is being done, and how many of how many are done."""


@dataclass(frozen=True)
class Standing:
    """How one entrant did at one moment: for each person, on average, and how sure that average precision is.

    `drawn` [people, draws] is the average precision on each draw of digests.
    """

    people: list[Measures]
    mean: Measures
    precision: Estimate
    drawn: Floats = field(repr=False)


@dataclass(frozen=True)
class Moment:
    """One moment at which was asked: every entrant's standing by name."""

    question: Question
    standings: dict[str, Standing]


@dataclass(frozen=True)
class Comparison:
    """Earshot's average precision less the yardstick's when posted: the mean, and for each person."""

    mean: Estimate
    people: list[Estimate]

    @property
    def better(self) -> int:
        """How many people are ranked significantly better."""
        return sum(each.is_above_zero for each in self.people)

    @property
    def worse(self) -> int:
        """How many people are ranked significantly worse."""
        return sum(each.is_below_zero for each in self.people)


@dataclass(frozen=True)
class Findings:
    """What was measured, on what. `calibration` is of those entrants that say probabilities."""

    history: History
    task: Task
    when_posted: Moment
    at_digest_time: Moment
    comparison: Comparison
    calibration: dict[str, Calibration]
    cold_start: list[ColdStart] = field(default_factory=list)

    @property
    def periods(self) -> int:
        """How many digests the test covers."""
        return len(np.unique(self.when_posted.question.periods))


def find(history: History, task: Task, say: Say, *, with_cold_start: bool = True) -> Findings:
    """Measure every entrant on the task."""
    scores = {entrant.name: _replayed(task, entrant, say) for entrant in ENTRANTS}
    say("drawing digests by chance", 0, 1)
    posted = _moment(task.when_posted, {name: said.when_posted for name, said in scores.items()})
    digest = _moment(task.at_digest_time, {name: said.at_digest_time for name, said in scores.items()})
    return Findings(
        history=history,
        task=task,
        when_posted=posted,
        at_digest_time=digest,
        comparison=_compared(posted),
        calibration={
            name: calibrated(list(cases(task.when_posted, said.when_posted)))
            for name, said in scores.items()
            if said.are_probabilities
        },
        cold_start=_cold_starts(task, say) if with_cold_start else [],
    )


def _replayed(task: Task, entrant: Entrant, say: Say) -> Scores:
    return replay(task, entrant.factory, lambda done, of: say(f"ranking by {entrant.name}", done, of))


def _cold_starts(task: Task, say: Say) -> list[ColdStart]:
    what = "cold start: the same with most of a person's responses hidden"
    return cold_starts(task, (YARDSTICK, EARSHOT_ONCE), lambda done, of: say(what, done, of))


def _moment(question: Question, scores: dict[str, Floats]) -> Moment:
    drawn = bootstrap.draws(question.periods)
    return Moment(question, {name: _standing(question, said, drawn) for name, said in scores.items()})


def _standing(question: Question, scores: Floats, drawn: Ints) -> Standing:
    asked = list(cases(question, scores))
    people = [measure(case) for case in asked]
    average = mean_measures(people)
    precisions = bootstrap.drawn_precisions(asked, question.periods, drawn)
    precision = bootstrap.estimate(
        average.average_precision, bootstrap.mean_over_people(precisions), drawn.shape[1]
    )
    return Standing(people, average, precision, precisions)


def _compared(moment: Moment) -> Comparison:
    """Earshot against the yardstick, draw by draw."""
    ours, theirs = moment.standings[EARSHOT.name], moment.standings[YARDSTICK.name]
    drawn = ours.drawn - theirs.drawn
    periods = len(np.unique(moment.question.periods))
    values = [
        mine.average_precision - other.average_precision
        for mine, other in zip(ours.people, theirs.people, strict=True)
    ]
    return Comparison(
        mean=bootstrap.estimate(mean(values), bootstrap.mean_over_people(drawn), periods),
        people=[bootstrap.estimate(value, row, periods) for value, row in zip(values, drawn, strict=True)],
    )
