"""What goes into a digest, and whether there is one at all."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from bot.attention import Press, Ranked, taste

MOST_ITEMS = 5
REPEATED = 0.7  # what a further post by the same author, or for the same person, is worth
KEPT_FOR_LIKELY = 3  # of five items, for posts that nobody followed has responded to yet; 2 of three
WINDOW = timedelta(days=7)  # a post older than this is no news
FIRST_WINDOW = timedelta(
    days=14
)  # the first digest reaches further back, so that there is something to judge by
LATEST = timedelta(hours=12)  # a scheduled digest that late is skipped, the next one comes anyway
LEARNING = timedelta(days=90)  # how far back the counts reach

TITLE = "Likely to get a reaction"
TITLE_ALREADY = "Conversations you may want to be in"
NOTHING_NEW = "Nothing new worth your time right now. I'll write when there is."
NOTHING_LEARNED = (
    "I haven't seen the people you follow react or reply in these channels yet. "
    "I'll write as soon as I have something with a reason."
)
STILL_READING = "I'm still reading the last 90 days ({read:,} posts so far). Try again in a minute."
NOT_FOLLOWING = "You don't follow anyone yet. Type `/earshot follow`, it takes under a minute."
CHANGED = "After what you pressed last time: {changes}."
MORE, LESS = "more by {author} in {channel}", "less by {author} in {channel}"
NOTHING_FROM = "nothing from {channel}"
PICKIER, A_BIT_MORE = "I'm pickier in general", "a bit more in general"
_FELT = 1e-9  # log-odds; less is rounding, as where two presses cancel each other
ON_ITS_WAY = "Your digest is on its way, in your messages with me."

Name = Callable[[str], str]


def choose(ranked: Sequence[Ranked], threshold: float, most: int = MOST_ITEMS) -> list[Ranked]:
    """The items of one digest, at most `most`; an empty list means silence.

    Likely are posts whose score reaches the reader's threshold; the others are left out.

    Conversations that a watched person is in already leave room for those that are likely next: being early
    is what this is for. Five posts by one author are one piece of news, so each repetition counts for less.
    """
    already = [item for item in ranked if item.already]
    likely = [item for item in ranked if not item.already and item.score >= threshold]
    room = most - min(len(likely), round(most * KEPT_FOR_LIKELY / MOST_ITEMS))
    chosen = _varied(already, room)
    return chosen + _varied(likely, most - len(chosen))


def _varied(items: Sequence[Ranked], most: int) -> list[Ranked]:
    """The best items, where each earlier one by the same author, or for the same person, makes one worth less."""
    left, chosen = list(items), list[Ranked]()
    while left and len(chosen) < most:
        authors = Counter(item.post.author for item in chosen)
        people = Counter(item.guess.watched for item in chosen)
        best = max(
            left,
            key=lambda item: (
                item.score * REPEATED ** (authors[item.post.author] + people[item.guess.watched])
            ),
        )
        left.remove(best)
        chosen.append(best)
    return chosen


def unlikely(ranked: Sequence[Ranked], threshold: float) -> list[Ranked]:
    """What is not worth a message, except to find out whether that is true."""
    return [item for item in ranked if not item.already and item.score < threshold]


def changes(before: Sequence[Press], last: Sequence[Press], person: Name, channel: Name) -> list[str]:
    """What is different because of the last presses, after those before: what really is, not what was pressed.

    `person` and `channel` turn an id into what Slack shows as a name.
    """
    old, new = taste(before), taste([*before, *last])
    said = [
        NOTHING_FROM.format(channel=channel(each)) for each in sorted(new.muted_channels - old.muted_channels)
    ]
    for press in last:
        place = press.channel, press.author, press.watched
        moved = new.offset(*place) - old.offset(*place)
        if press.verdict != "mute" and abs(moved) > _FELT:
            copy = MORE if moved > 0 else LESS
            said.append(copy.format(author=person(press.author), channel=channel(press.channel)))
    if new.threshold != old.threshold:
        said.append(PICKIER if new.threshold > old.threshold else A_BIT_MORE)
    return list(dict.fromkeys(said))


def since(now: datetime, last: datetime | None) -> datetime:
    """Where the window of a digest begins; `last` is when the reader's last one was made."""
    return now - (WINDOW if last is not None else FIRST_WINDOW)


def is_too_late(due: datetime, now: datetime) -> bool:
    """Whether a scheduled digest missed its moment by so much that it would only confuse."""
    return now - due > LATEST


def title(ranked: Sequence[Ranked]) -> str:
    """The headline, which is also the notification."""
    count = len(ranked)
    headline = TITLE_ALREADY if any(item.already for item in ranked) else TITLE
    return f"{headline}: {count} post{'' if count == 1 else 's'}"
