"""What there is to give to a person, found in the conversations that both can see."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from bot.relationships.contact import Said, Talk
from bot.relationships.offer import Gift

ASKED = timedelta(days=14)  # an older question has found its answer elsewhere
HELPED = timedelta(days=14)
NEWS = timedelta(days=7)
SHARED = 2  # rare words that two texts have in common, before it is one topic
RARE = 0.1  # of the conversations; a word in more of them says nothing
LEAST_TALKS = 10  # conversations, below which nobody can say which words are rare
MOST_TOLD = 3  # words of a topic

_NOISE = re.compile(r"<[^>]*>|```.*?```|`[^`]*`|:[\w+-]+:", re.DOTALL)  # links, mentions, code, emoji
_WORD = re.compile(r"[^\W\d_][\w'\u2019-]{3,}")


Topics = Mapping[str, frozenset[str]]  # by person, the rare words that they used


def gifts(
    me: str,
    person: str,
    talks: Sequence[Talk],
    now: datetime,
    met: Collection[str],
    known: Topics | None = None,
) -> list[Gift]:
    """Everything in the conversations of shared channels that `me` could give to `person`.

    `talks` are those that both can see, with their words. `met` are the people whom that person talks with already:
    nobody is introduced to them. Feedback is not found here: whoever knows that it is owed adds it. `known` saves
    counting the topics again for whoever asks of several people; they may come from more talks than these.
    """
    topics = topics_of(talks) if known is None else known
    return [
        *_questions(me, person, talks, now),
        *_thanks(me, person, talks, now),
        *_posts(person, talks, topics, now),
        *_introductions(me, person, talks, topics, met),
    ]


def _questions(me: str, person: str, talks: Sequence[Talk], now: datetime) -> Iterator[Gift]:
    for talk in talks:
        asked = talk.opening
        is_open = asked.author == person and "?" in _plain(asked) and talk.writers == {person}
        names_another = any(other != me for other in asked.mentions)
        if is_open and not names_another and now - asked.at <= ASKED:
            yield Gift("answer", person, talk.channel, talk.ts)


def _thanks(me: str, person: str, talks: Sequence[Talk], now: datetime) -> Iterator[Gift]:
    for talk in talks:
        helped = [said.at for said in talk.replies if said.author == person]
        if talk.opening.author != me or not helped or now - max(helped) > HELPED:
            continue
        wrote_since = any(said.author == me and said.at > helped[0] for said in talk.replies)
        if not wrote_since and "?" in _plain(talk.opening):
            yield Gift("thanks", person, talk.channel, talk.ts)


def _posts(person: str, talks: Sequence[Talk], topics: Topics, now: datetime) -> Iterator[Gift]:
    for talk in talks:
        seen = talk.writers | {user for user, _ in talk.reactions} | set(talk.opening.mentions)
        if person in seen or now - talk.opening.at > NEWS:
            continue
        shared = _words(talk.opening) & topics.get(person, frozenset())
        if len(shared) >= SHARED:
            yield Gift("post", person, talk.channel, talk.ts, _told(shared))


def _introductions(
    me: str, person: str, talks: Sequence[Talk], topics: Topics, met: Collection[str]
) -> Iterator[Gift]:
    for talk in talks:
        other = talk.opening.author
        if other in {me, person} or other in met or me not in talk.writers:
            continue
        shared = _words(talk.opening) & topics.get(person, frozenset()) & topics.get(other, frozenset())
        if len(shared) >= SHARED:
            yield Gift("introduction", person, talk.channel, talk.ts, _told(shared), other)


def topics_of(talks: Sequence[Talk]) -> Topics:
    """The rare words that each person used: those in few of the conversations, but in more than one."""
    if len(talks) < LEAST_TALKS:
        return {}
    said = [[(each.author, _words(each)) for each in (talk.opening, *talk.replies)] for talk in talks]
    counts = Counter(word for messages in said for word in set().union(*(words for _, words in messages)))
    most = max(2, RARE * len(talks))
    used: dict[str, set[str]] = {}
    for author, words in (message for messages in said for message in messages):
        used.setdefault(author, set()).update(word for word in words if 2 <= counts[word] <= most)
    return {person: frozenset(words) for person, words in used.items()}


def _words(said: Said) -> set[str]:
    if not said.text:
        return set()
    return {word.casefold() for word in _WORD.findall(_plain(said))}


def _plain(said: Said) -> str:
    return _NOISE.sub(" ", said.text or "")


def _told(shared: Collection[str]) -> str:
    """A few of the words, the longest first: those say most."""
    told = sorted(shared, key=lambda word: (-len(word), word))[:MOST_TOLD]
    return f"{', '.join(told[:-1])} and {told[-1]}"
