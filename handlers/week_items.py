"""What somebody's week is made of: only what they can see anyway, and what people chose to share with them."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlmodel import Session

from bot import managers_week, thanks
from bot.ama.question import Question
from bot.attention import Ranked, reasons
from bot.hand_on import asks_for_somebody
from bot.managers_week import AGAIN, LEAST_GROUP, Item
from bot.posts import moment
from handlers.attention import weigh
from handlers.views import text
from storage import ama, ama_questions, feedback, follows, people, week_finds, weeks
from storage.weeks import Lead

NEWS, SHARED = timedelta(days=7), timedelta(days=14)
QUESTION, OVERDUE, HAND_ON, TAKEN, FEEDBACK, THANKS, GROUP = (
    0.7,
    0.9,
    0.65,
    0.4,
    0.6,
    0.5,
    0.2,
)  # how much each is worth
MANY = 3  # people in the thread; by then somebody may have been found
A_VOTE, MOST_VOTES = 0.02, 10  # what each vote adds to a question


@dataclass(frozen=True)
class _Reader:
    session: Session
    team_id: str
    user: str
    channels: Sequence[str]  # that they are in right now
    now: datetime


def items(
    session: Session, team_id: str, user: str, lead: Lead, visible: Collection[str], now: datetime
) -> list[Item]:
    """The things of somebody's week, best first; those they were shown before are left out."""
    reader = _Reader(session, team_id, user, sorted(visible), now)
    found = [
        *_questions(reader),
        *_to_hand_on(reader),
        *_strategic(reader),
        *_feedback(reader),
        *_thanks(reader),
        *_group(reader, lead.people),
    ]
    before = weeks.shown(session, team_id, user)
    fresh = [item for item in found if item.kind in AGAIN or (item.kind, item.about) not in before]
    return managers_week.choose(fresh, managers_week.LESS if lead.wants_less else managers_week.MOST)


def _questions(reader: _Reader) -> Iterator[Item]:
    """Questions in sessions that they host, and answers that they promised and that are due."""
    for held in ama.unclosed(reader.session, reader.team_id):
        if reader.user in held.plan.hosts and held.plan.channel in reader.channels:
            for each in ama_questions.all_of(reader.session, reader.team_id, held.ama_id):
                if each.state in {"open", "answering"} and each.ts:
                    worth = QUESTION + A_VOTE * min(each.votes, MOST_VOTES)
                    yield _question(worth, each, held.plan.channel, reader.now)
    for ama_id, each in ama_questions.promised_by(reader.session, reader.team_id, reader.user):
        session = ama.get(reader.session, reader.team_id, ama_id)
        is_due = each.due_on is not None and each.due_on <= reader.now.date()
        if session is not None and session.plan.channel in reader.channels and is_due and each.ts:
            yield _question(OVERDUE, each, session.plan.channel, reader.now)


def _question(worth: float, question: Question, channel: str, now: datetime) -> Item:
    return managers_week.question(worth, (now - moment(question.ts)).days, channel, question.ts)


def _to_hand_on(reader: _Reader) -> Iterator[Item]:
    since = reader.now - NEWS
    for channel, ts, author, words in week_finds.worded(
        reader.session, reader.team_id, reader.channels, since
    ):
        if author != reader.user and asks_for_somebody(words):
            answered = {
                each.author for each in week_finds.replies(reader.session, reader.team_id, channel, ts)
            }
            worth = TAKEN if len(answered - {author}) >= MANY else HAND_ON
            yield managers_week.hand_on(worth, channel, ts)


def _strategic(reader: _Reader) -> Iterator[Item]:
    """Posts that the people above them are likely to answer, or have answered, besides those of their digests."""
    following = follows.following(reader.session, reader.team_id, reader.user)
    if following is None:
        return
    above = tuple(each for each in following.watched if each.level > 0) or following.watched
    channels = [each for each in following.channels if each in reader.channels]
    narrowed = replace(following, watched=above)
    weighed = weigh(reader.session, reader.team_id, narrowed, channels, reader.now)
    for ranked in weighed.judged:
        if ranked.already or ranked.score >= weighed.threshold:
            yield _worth_attention(ranked)


def _worth_attention(ranked: Ranked) -> Item:
    reason = reasons(ranked, text.person, text.channel)
    return managers_week.strategic(min(ranked.score, 1.0), reason, ranked.post.channel, ranked.post.ts)


def _feedback(reader: _Reader) -> Iterator[Item]:
    since = reader.now - SHARED
    for author, person in feedback.shared_with(reader.session, reader.team_id, reader.user, since):
        yield managers_week.feedback(FEEDBACK, author, person, is_shared=True)


def _thanks(reader: _Reader) -> Iterator[Item]:
    since = reader.now - 2 * thanks.REMEMBERED
    for channel, ts, author, words in week_finds.worded(
        reader.session, reader.team_id, reader.channels, since
    ):
        if author != reader.user or "?" not in words:
            continue
        replies = week_finds.replies(reader.session, reader.team_id, channel, ts)
        stamps = [each.ts for each in replies]
        thanked = week_finds.reacted_to(reader.session, reader.team_id, reader.user, channel, stamps)
        helped = thanks.unthanked(reader.user, words, replies, thanked, reader.now)
        gone = people.unable_to_react(reader.session, reader.team_id, [each.author for each in helped])
        for each in [each for each in helped if each.author not in gone][:1]:
            yield managers_week.thanks(THANKS, each.author, channel, ts)


def _group(reader: _Reader, led: Sequence[str]) -> Iterator[Item]:
    """The channel where most of their people wrote, as a number, where that names nobody."""
    since = reader.now - NEWS
    counts = week_finds.writers(reader.session, reader.team_id, led, reader.channels, since) if led else {}
    found = [(count, channel) for channel, count in counts.items() if count >= LEAST_GROUP]
    if found:
        count, channel = max(found)
        yield managers_week.group(GROUP, count, len(led), channel)
