"""The findings in plain words, for somebody who doesn't know the figures."""

from collections import Counter
from collections.abc import Iterator

from evaluation.entrants import EARSHOT, LEARNS_EVERY, YARDSTICK
from evaluation.findings import Findings, Standing
from evaluation.meaning import doubts, meaning
from evaluation.metrics import auc_reach, mean
from evaluation.tables import count, difference, figure, interval, paragraph, percent, table

HOW_POSTS_ARE_RANKED = "How well posts are ranked at the moment they are posted"
HOW_AT_DIGEST_TIME = "How well posts are ranked when the digest is made"
PERSON_BY_PERSON = "Person by person, when posted"
LITTLE_KNOWN = "When little is known of somebody (AP, when posted)"
SAID_AND_HAPPENED = "Does it happen as often as Earshot says?"
WHAT_IT_MEANS = "What it means"
WHAT_TO_DOUBT = "What to be careful with"

GLOSSARY = (
    (
        "AP (average precision): go down the ranking, and at each post with a response note which share of the posts so far"
        " has one; AP is the mean of these shares. 1 is perfect, chance reaches about {rate}, the share of posts with a"
        " response. In brackets its 95 % interval."
    ),
    "AUC: of two posts, one with a response and one without, how often the right one is ranked higher; chance is 0.5.",
    "P@5: when each digest shows the five best posts, the share of those shown that the person responds to.",
    "NDCG@5: the same, but a better place among the five counts more, and the best order possible is 1.",
)
STILL = (
    "Asked again at the end of each digest's days, about the posts of these days that the person has not responded to by"
    " then: will they still? {rate} of these get a response, so compare AP within this table only."
)
KNOWN = (
    "Everything that the person did with others' posts is hidden, during the test too, but for the last few responses"
    " before it. Their own posts and what others did are shown. One person is hidden at a time. Here Earshot"
    ' learned its weights once, before the test; under "all" it learned them again every {days} days.'
)
MISSES = (
    "Brier score {brier} (mean squared miss; always saying each person's own rate would give {rate}), calibration error"
    " {error} (how far what is said is from what happens, on average)."
)


def report(findings: Findings, export: str) -> str:
    """The whole report on an export of this name."""
    parts = (_setting(findings, export), _when_posted(findings), _at_digest_time(findings), _people(findings))
    rest = (_cold_start(findings), _calibration(findings), _meaning(findings), _doubts(findings))
    lines = [list(part) for part in (*parts, *rest)]
    return "\n\n".join("\n".join(part) for part in lines if part) + "\n"


def _setting(findings: Findings, export: str) -> Iterator[str]:
    task, history = findings.task, findings.history
    tested = len(task.test_posts)
    first, last = history.candidates[0].at, history.candidates[-1].at
    private = len({post.channel for post in history.posts if post.is_private})
    yield from paragraph(f"How well Earshot ranks posts, measured on {export}")
    yield ""
    yield from paragraph(
        "A response is an emoji on somebody else's post, or a reply in its thread within a week. Each ranker saw everything"
        " in the order in which it became known, and scored each post before anything later."
    )
    channels = count(len({post.channel for post in history.posts}), "channel")
    yield from paragraph(
        f"There are {count(len(task.candidates), 'post')} by people in {channels} ({private} private),"
        f" {first:%Y-%m-%d} to {last:%Y-%m-%d}. The rankers learned from {len(task.candidates) - tested:,} of them, up to"
        f" {task.begin:%Y-%m-%d}, and were tested on the {tested:,} after that, in"
        f" {count(findings.periods, 'digest')} of {count(task.digest_days, 'day')}."
    )
    for oddity in history.oddities:
        yield from paragraph(f"Left out or repaired: {oddity}")


def _when_posted(findings: Findings) -> Iterator[str]:
    moment = findings.when_posted
    rows = [
        [name, *_precision(theirs), *(figure(each) for each in _of_five(theirs))]
        for name, theirs in moment.standings.items()
    ]
    best = moment.standings[EARSHOT.name].mean
    rows.append(["best possible", figure(1), "", figure(1), figure(best.best_precision_at_5), figure(1)])
    yield from _titled(HOW_POSTS_ARE_RANKED)
    yield from table(["ranked by", "AP", "[95 % interval]", "AUC", "P@5", "NDCG@5"], rows)
    yield ""
    for words in GLOSSARY:
        yield from paragraph(words.format(rate=figure(best.rate)), "  ")


def _precision(theirs: Standing) -> tuple[str, str]:
    return figure(theirs.precision.value), interval(theirs.precision)


def _of_five(theirs: Standing) -> tuple[float, float, float]:
    return theirs.mean.roc_auc, theirs.mean.precision_at_5, theirs.mean.ndcg_at_5


def _at_digest_time(findings: Findings) -> Iterator[str]:
    standings = findings.at_digest_time.standings
    rows = [[name, *_precision(theirs), figure(theirs.mean.roc_auc)] for name, theirs in standings.items()]
    figures = standings[EARSHOT.name].mean
    yield from _titled(HOW_AT_DIGEST_TIME)
    yield from paragraph(STILL.format(rate=percent(figures.rate)))
    yield from table(["ranked by", "AP", "[95 % interval]", "AUC"], rows)


def names(findings: Findings) -> list[str]:
    """The people's names as in the export, with the id where two have the same one."""
    known = findings.history.names
    called = Counter(known.get(user, user) for user in findings.task.people)
    return [
        user if user not in known else known[user] if called[known[user]] == 1 else f"{known[user]} {user}"
        for user in findings.task.people
    ]


def _people(findings: Findings) -> Iterator[str]:
    standings = findings.when_posted.standings
    ours, theirs = standings[EARSHOT.name].people, standings[YARDSTICK.name].people
    rows = [
        [
            name,
            f"{mine.responses:.0f} of {mine.posts:,.0f}",
            figure(mine.average_precision),
            figure(other.average_precision),
            difference(compared.value),
            interval(compared, signed=True),
            figure(mine.roc_auc, 2),
            figure(auc_reach(mine.roc_auc, mine.responses, mine.posts - mine.responses), 2),
        ]
        for name, mine, other, compared in zip(
            names(findings), ours, theirs, findings.comparison.people, strict=True
        )
    ]
    yield from _titled(PERSON_BY_PERSON)
    header = ["person", "responses", "AP", "by c+a", "difference", "[95 % interval]", "AUC", "+-95 %"]
    yield from table(header, rows)
    yield ""
    yield from paragraph(f"by c+a: AP when ranked by {YARDSTICK.name}, what a simple count reaches.", "  ")


def _cold_start(findings: Findings) -> Iterator[str]:
    if not findings.cold_start:
        return
    by_entrant: dict[str, dict[int, str]] = {}
    for each in findings.cold_start:
        by_entrant.setdefault(each.entrant, {})[each.last] = figure(each.mean)
    lasts = sorted({each.last for each in findings.cold_start})
    standings = findings.when_posted.standings
    rows = [
        [name, *(found[last] for last in lasts), figure(standings[name].mean.average_precision)]
        for name, found in by_entrant.items()
    ]
    yield from _titled(LITTLE_KNOWN)
    yield from paragraph(KNOWN.format(days=LEARNS_EVERY.days))
    yield from table(
        ["known of the person", *(f"last {last}" if last else "nothing" for last in lasts), "all"], rows
    )


def _calibration(findings: Findings) -> Iterator[str]:
    theirs = findings.calibration.get(EARSHOT.name)
    if theirs is None:
        return
    rows = [
        [
            f"{100 * each.low:g} to {100 * each.high:g} %",
            percent(each.said),
            percent(each.happened),
            f"[{percent(each.least)}, {percent(each.most)}]",
            f"{each.pairs:,}",
        ]
        for each in theirs.bins
    ]
    yield from _titled(SAID_AND_HAPPENED)
    yield from table(["likely, it said", "on average", "it happened", "[95 % interval]", "times"], rows)
    yield ""
    brier, rate, error = map(mean, (theirs.brier, theirs.brier_of_rate, theirs.error))
    yield from paragraph(MISSES.format(brier=figure(brier), rate=figure(rate), error=figure(error)), "  ")


def _meaning(findings: Findings) -> Iterator[str]:
    yield from _titled(WHAT_IT_MEANS)
    for words in meaning(findings):
        yield from paragraph(f"- {words}")


def _doubts(findings: Findings) -> Iterator[str]:
    yield from _titled(WHAT_TO_DOUBT)
    for words in doubts(findings):
        yield from paragraph(f"- {words}")


def _titled(title: str) -> Iterator[str]:
    yield title
    yield "-" * len(title)
