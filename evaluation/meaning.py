"""What the figures of a measurement mean, in sentences, and what they don't mean."""

import math
from collections.abc import Iterator

from evaluation.bootstrap import FEWEST_PERIODS
from evaluation.entrants import EARSHOT, YARDSTICK
from evaluation.findings import Findings, Moment
from evaluation.metrics import Measures
from evaluation.tables import count, difference, interval
from evaluation.task import MIN_LEARNED, MIN_RESPONSES, MIN_TESTED, MOST_PEOPLE, tally

NEWEST = "newest first"


def meaning(findings: Findings) -> Iterator[str]:
    """What somebody may take from it."""
    ours = findings.when_posted.standings[EARSHOT.name].mean
    if math.isnan(ours.average_precision):
        yield "There is no response in the test, so that nothing can be said about the ranking."
        return
    yield _shown(findings, ours)
    yield (
        f"Of two posts, one with a response and one without, Earshot ranks the right one higher in"
        f" {100 * ours.roc_auc:.0f} of 100 cases; by {YARDSTICK.name} it is"
        f" {100 * findings.when_posted.standings[YARDSTICK.name].mean.roc_auc:.0f}, by chance 50."
    )
    yield _compared(findings)
    yield from _counted(findings)


def _shown(findings: Findings, ours: Measures) -> str:
    others = findings.when_posted.standings
    days = findings.task.digest_days
    span = {1: "day", 7: "week"}.get(days, f"{days} days")
    caught, by_counts, newest = (
        100 * others[name].mean.precision_at_5 / ours.best_precision_at_5
        for name in (EARSHOT.name, YARDSTICK.name, NEWEST)
    )
    return (
        f"Of 100 posts shown, five a {span} to each person, {100 * ours.precision_at_5:.1f} get a response;"
        f" {100 * ours.best_precision_at_5:.1f} could, if the future were known. So five posts a {span} catch {caught:.0f}"
        f" of 100 responses that they can catch; by {YARDSTICK.name} it is {by_counts:.0f}, newest first {newest:.0f}."
    )


def _compared(findings: Findings) -> str:
    mean = findings.comparison.mean
    if math.isnan(mean.low):
        return f"Whether Earshot ranks better than by {YARDSTICK.name} can't be told from so little."
    figures = f"its AP differs by {difference(mean.value)}, 95 % interval {interval(mean, signed=True)}"
    if mean.is_above_zero or mean.is_below_zero:
        verdict = "better" if mean.is_above_zero else "worse"
        return f"On average Earshot ranks significantly {verdict} than by {YARDSTICK.name}: {figures}."
    return f"On average Earshot ranks neither significantly better nor worse than by {YARDSTICK.name}: {figures}."


def _counted(findings: Findings) -> Iterator[str]:
    found, people = findings.comparison, len(findings.task.people)
    if people == 1 or all(math.isnan(each.low) for each in found.people):
        return
    yield (
        f"{found.better or 'None'} of {people} people are ranked significantly better than by {YARDSTICK.name},"
        f" {found.worse or 'none'} significantly worse; for the others it may be chance."
    )


def doubts(findings: Findings) -> Iterator[str]:
    """What nobody may take from it."""
    yield from _who_was_measured(findings)
    yield (
        "Nothing here is a claim about a single person: with 30 responses in the test, an AUC can be off by 0.1 to either"
        f" side by chance alone. In this test it is {_fewest_to_most(findings.when_posted)}."
    )
    if findings.periods < FEWEST_PERIODS:
        yield (
            f"The test covers {count(findings.periods, 'digest')}; for intervals it takes {FEWEST_PERIODS}. A longer export"
            " or a smaller --digest-days helps."
        )
    yield (
        "An export doesn't tell when somebody reacted, so a reaction counts as known a day after its post, and as late as"
        f" that at digest time. After their digest it is only {_fewest_to_most(findings.at_digest_time)}."
    )
    yield "Nobody knows who saw a post: somebody who was away, or is not in the channel, counts as not responding."


def _fewest_to_most(moment: Moment) -> str:
    responses = [each.responses for each in moment.standings[EARSHOT.name].people]
    fewest, most = min(responses), max(responses)
    return count(most, "response") if fewest == most else f"{fewest:.0f} to {count(most, 'response')}"


def _who_was_measured(findings: Findings) -> Iterator[str]:
    task, history = findings.task, findings.history
    tallies = {user: tally(task.responses[user], task.begin, history) for user in task.people}
    needed = f"{MIN_RESPONSES} responses, {MIN_LEARNED} of them to learn from and {MIN_TESTED} in the test"
    for user, theirs in tallies.items():
        if not theirs.is_enough:
            yield (
                f"{history.names.get(user, user)} has too few responses for a measurement that means something:"
                f" {theirs.learned} to learn from and {theirs.tested} in the test. It takes {needed}."
            )
    if not task.is_about_one and len(task.people) < MOST_PEOPLE:
        found = count(len(task.people), "person", "people")
        yield f"Only {found} had enough responses, of {MOST_PEOPLE} that would be measured. It takes {needed}."
