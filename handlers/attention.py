"""The attention of the people somebody follows: what is known of it now, and when it is learned anew.

Learning takes seconds, so no handler does it: it is promised like a call to Slack, and made by edges/learner.py.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlmodel import Session

from bot import digest
from bot.attention import Counts, Guess, Post, Watched, Weighed, rank, taste
from bot.attention.learning import NIGHT, REACHES_BACK
from bot.attention.packing import StateError
from bot.attention.ranker import Ranker
from bot.call import Promise
from bot.event import Event
from handlers import digest_times
from storage import attention, channels, digests, outbox, people, posts
from storage.attention import Version
from storage.follows import Following

Reason = Literal["schedule", "feedback", "follow", "read back", "start"]

_HOUR = timedelta(hours=1)
_CLOCKS_DIFFER = timedelta(minutes=5)  # Slack's clock may be ahead of ours, and so may its posts

log = logging.getLogger("earshot.attention")


@dataclass(frozen=True)
class _Present:
    """What is known at one moment: chances from the ranker, counts from what the reader can see."""

    ranker: Ranker
    counts: Counts
    now: datetime

    def chances(self, post: Post) -> Mapping[str, float]:
        return dict(zip(self.ranker.people, self.ranker.score_later(post, self.now), strict=True))

    def guess(self, post: Post, person: str) -> Guess:
        return self.counts.explain(self.ranker.guess(post, person, self.now), post)


def weigh(
    session: Session, team_id: str, following: Following, visible: Sequence[str], now: datetime
) -> Weighed:
    """Every post that could be shown to somebody now, and those that a digest would hold."""
    reader = following.user_id
    wishes = taste(digests.presses(session, team_id, reader))
    since = digest.since(now, digests.last(session, team_id, reader))
    shown = digests.shown(session, team_id, reader)
    found = posts.candidates(session, team_id, visible, since, reader)
    fresh = [each for each in found if (each.post.channel, each.post.ts) not in shown]
    watched = _able(session, team_id, following)
    if not fresh or not watched:
        return Weighed((), wishes.threshold, ())
    users = [each.user for each in watched]
    counts = _counts(session, team_id, visible, users, (now - digest.LEARNING, since))
    present = _Present(ranker(session, team_id, users, now), counts, now)
    judged = rank(fresh, watched, present, wishes)
    most = digest_times.pace(session, team_id, following).most
    return Weighed(tuple(judged), wishes.threshold, tuple(digest.choose(judged, wishes.threshold, most)))


def _able(session: Session, team_id: str, following: Following) -> list[Watched]:
    unable = people.unable_to_react(session, team_id, [each.user for each in following.watched])
    return [each for each in following.watched if each.user not in unable]


def _counts(
    session: Session,
    team_id: str,
    visible: Sequence[str],
    users: Sequence[str],
    period: tuple[datetime, datetime],
) -> Counts:
    counts = Counts()
    for seen in posts.log(session, team_id, visible, users, period):
        counts.observe(seen)
    return counts


def ranker(session: Session, team_id: str, users: Sequence[str], now: datetime) -> Ranker:
    """A ranker that knows these people, and everything up to now.

    It goes on from the latest version. Where that is missing, damaged, or without one of the people, it sees the whole
    log again, with the weights there are, and learning anew is promised.
    """
    version = attention.latest(session, team_id)
    known = _restored(session, team_id, version) if version else None
    if version and known and set(users) <= set(known.people):
        since = version.until
    else:
        _promise_instead(session, team_id, version, known, now)
        since = now - REACHES_BACK
        everybody = sorted({*attention.followed(session, team_id), *users})
        known = Ranker(everybody, known.weights if known else None)
    for event, at in attention.log(session, team_id, since, now + _CLOCKS_DIFFER):
        known.observe(event, at)
    return known


def _restored(session: Session, team_id: str, version: Version) -> Ranker | None:
    before = attention.learned_before(session, team_id, version)
    try:
        return Ranker.from_bytes(before.state) if before else None
    except StateError:
        return None


def _promise_instead(
    session: Session, team_id: str, version: Version | None, known: Ranker | None, now: datetime
) -> None:
    is_promised = learn(session, team_id, "follow" if known else "start", now, period=f"{now:%Y-%m-%dT%H}")
    if version and not known and is_promised:
        log.warning("version %s of what was learned can't be read; the log is read instead", version.version)


def learn(
    session: Session,
    team_id: str,
    reason: Reason,
    now: datetime,
    *,
    period: str,
    not_before: datetime | None = None,
) -> bool:
    """Promise to learn anew; False where that is promised already for this reason and period."""
    lane = f"attention:{reason}"
    if outbox.is_waiting(session, team_id, lane):
        return False  # it will see what is there by then
    asked = Promise(
        team_id=team_id,
        method="attention.fit",
        recipient=team_id,
        purpose=f"attention.{reason}",
        period=period,
        arguments={"team": team_id, "reason": reason},
        lane=lane,
        answer="attention.fitted",
        context={"reason": reason, "lane": "attention"},
        not_before=not_before,
    )
    return outbox.promise(session, asked, now)


def on_night(session: Session, team_id: str, now: datetime) -> None:
    """Learn anew once a night; a night that was missed is made up for as soon as Earshot runs."""
    if people.workspace(session, team_id) is not None:
        learn(session, team_id, "schedule", now, period=f"{(now - NIGHT).date()}")


def on_feedback(session: Session, event: Event, now: datetime) -> None:
    """Somebody pressed a button: learn anew at the end of the hour, once for all presses in it."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    learn(session, event.team_id, "feedback", now, period=hour.isoformat(), not_before=hour + _HOUR)


def on_followed(session: Session, event: Event, following: Sequence[str], now: datetime) -> None:
    """Learn anew where somebody is followed whom the latest version doesn't know, or it went with a channel."""
    version = attention.latest(session, event.team_id)
    if version is None or not set(following) <= set(version.people):
        learn(session, event.team_id, "follow", now, period=event.event_id)


def on_read_back(session: Session, team_id: str, channel: str, now: datetime) -> None:
    """A channel was read back; if it was the last one, learn anew. Half of what was said would teach wrong things."""
    session.flush()
    if channels.are_read(session, team_id):
        learn(session, team_id, "read back", now, period=f"{channel}:{now.isoformat()}")


def on_fitted(event: Event, session: Session, now: datetime) -> None:
    """What was promised was learned: digests use it from now on."""
    reason = event.payload["context"]["reason"]
    if event.payload["ok"]:
        log.info("learned anew (%s): %s", reason, event.payload["answer"])
    else:
        log.warning("could not learn anew (%s): %s", reason, event.payload["error"])


HANDLERS = {"answer.attention.fitted": on_fitted}
