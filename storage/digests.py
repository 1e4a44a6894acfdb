"""Digests that were promised, their items, and what readers said of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast

from sqlmodel import Session, col, func, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from bot.attention import Evidence, Guess, Press, Ranked
from bot.attention.exploration import Shown
from bot.attention.taste import Verdict
from storage.tables import Digest, DigestItem, Engagement


@dataclass(frozen=True)
class Item:
    """One line of a digest as it was shown, with what was known then.

    `guess` is None for those from before guesses were kept. `score` is its probability after the reader's presses; it
    had to reach `threshold`, unless the item was `explored` or a followed person was in it `already` (None: nobody
    knows any more).
    """

    id: int
    channel: str
    ts: str
    author: str
    watched: str
    reason: str
    verdict: str
    guess: Guess | None = None
    score: float = 0.0
    threshold: float = 0.0
    explored: bool = False
    already: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Sent:
    """A digest as it was shown. `channel` and `ts` are empty until it arrived; `line` says why it is shorter."""

    id: int
    user_id: str
    title: str
    changed_by: str
    channel: str
    ts: str
    items: tuple[Item, ...]
    created_at: datetime
    line: str = ""
    is_answered: bool = False


def write(
    session: Session,
    team_id: str,
    user_id: str,
    *,
    period: str,
    title: str,
    changed_by: str,
    lines: list[tuple[Ranked, str]],
    threshold: float,
    now: datetime,
    line: str = "",
) -> Sent:
    """Store a digest with its items (ranked post and reason) and return it."""
    digest = Digest(
        team_id=team_id, user_id=user_id, period=period, created_at=now, title=title, changed_by=changed_by,
        line=line,
    )  # fmt: skip
    session.add(digest)
    session.flush()
    assert digest.id is not None
    for position, (ranked, reason) in enumerate(lines):
        item = _item(digest, ranked)
        item.position, item.reason, item.threshold = position, reason, threshold
        session.add(item)
    session.flush()
    return _sent(session, digest)


def _item(digest: Digest, ranked: Ranked) -> DigestItem:
    assert digest.id is not None
    return DigestItem(
        team_id=digest.team_id,
        digest_id=digest.id,
        user_id=digest.user_id,
        channel_id=ranked.post.channel,
        ts=ranked.post.ts,
        author=ranked.post.author,
        watched=ranked.guess.watched,
        already=list(ranked.already),
        position=0,
        score=ranked.score,
        reason="",
        probability=ranked.guess.probability,
        evidence=_snapshot(ranked.guess),
        explored=ranked.explored,
        propensity=ranked.propensity,
    )


def _snapshot(guess: Guess) -> dict[str, Any]:
    parts = [
        {
            "scope": part.scope,
            "key": part.key,
            "engaged": part.engaged,
            "seen": part.seen,
            "delays": [delay.total_seconds() for delay in part.delays],
            "weight": part.weight,
        }
        for part in guess.evidence
    ]
    return {"base": guess.base, "engaged": guess.engaged, "seen": guess.seen, "parts": parts}


def _guess(row: DigestItem) -> Guess | None:
    told = row.evidence
    if not told:
        return None
    evidence = tuple(
        Evidence(**{**part, "delays": tuple(timedelta(seconds=each) for each in part["delays"])})
        for part in told["parts"]
    )
    return Guess(row.watched, row.probability, told["base"], told["engaged"], told["seen"], evidence)


def of_item(session: Session, team_id: str, item_id: int, reader: str) -> tuple[Sent, Item] | None:
    """The digest that holds an item, and the item; None unless it was sent to that reader."""
    row = session.get(DigestItem, item_id)
    if row is None or row.team_id != team_id or row.user_id != reader:
        return None
    sent = _sent(session, session.get_one(Digest, row.digest_id))
    return sent, next(item for item in sent.items if item.id == item_id)


def by_id(session: Session, digest_id: int) -> Sent:
    """A digest as it stands now."""
    session.flush()
    return _sent(session, session.get_one(Digest, digest_id))


def presses(session: Session, team_id: str, reader: str) -> list[Press]:
    """What the reader's presses that stand say, oldest item first."""
    rows = session.exec(_pressed(team_id, reader)).all()
    return [_press(row) for row in rows]


def last_presses(session: Session, team_id: str, reader: str) -> list[Press]:
    """Those of them that are on the latest digest."""
    rows = session.exec(_pressed(team_id, reader)).all()
    latest = _latest(session, team_id, reader)
    return [_press(row) for row in rows if row.digest_id == latest]


def _pressed(team_id: str, reader: str) -> SelectOfScalar[DigestItem]:
    query = select(DigestItem).where(
        DigestItem.team_id == team_id, DigestItem.user_id == reader, DigestItem.verdict != ""
    )
    return query.order_by(col(DigestItem.id))


def _press(row: DigestItem) -> Press:
    return Press(cast("Verdict", row.verdict), row.channel_id, row.author, row.watched)


def _latest(session: Session, team_id: str, reader: str) -> int | None:
    query = select(Digest.id).where(Digest.team_id == team_id, Digest.user_id == reader)
    return session.exec(query.order_by(col(Digest.id).desc()).limit(1)).first()


def count(session: Session, team_id: str, reader: str) -> int:
    """How many digests the reader has had."""
    query = select(func.count()).select_from(Digest)
    return session.exec(query.where(Digest.team_id == team_id, Digest.user_id == reader)).one()


def unmute(session: Session, team_id: str, reader: str, channel: str) -> None:
    """Take back every press that muted a channel."""
    rows = session.exec(
        select(DigestItem).where(
            DigestItem.team_id == team_id, DigestItem.user_id == reader, DigestItem.channel_id == channel
        )
    ).all()
    for row in rows:
        row.verdict = "" if row.verdict == "mute" else row.verdict
        session.add(row)


def with_post(session: Session, team_id: str, channel: str, ts: str) -> list[Sent]:
    """The digests in which a post was shown."""
    rows = session.exec(
        select(DigestItem.digest_id).where(
            DigestItem.team_id == team_id, DigestItem.channel_id == channel, DigestItem.ts == ts
        )
    ).all()
    return [_sent(session, session.get_one(Digest, digest_id)) for digest_id in rows]


def arrived(session: Session, digest_id: int, channel: str, ts: str) -> None:
    """Note where a digest stands."""
    row = session.get(Digest, digest_id)
    if row is not None:
        row.channel_id, row.ts = channel, ts
        session.add(row)


def say(session: Session, item_id: int, verdict: str) -> None:
    """Store what the reader said of an item; "" takes it back."""
    row = session.get_one(DigestItem, item_id)
    row.verdict = verdict
    session.add(row)


def shown(session: Session, team_id: str, reader: str) -> set[tuple[str, str]]:
    """The posts (channel, ts) that a reader has been shown before."""
    query = select(DigestItem.channel_id, DigestItem.ts).where(
        DigestItem.team_id == team_id, DigestItem.user_id == reader
    )
    return set(session.exec(query).all())


def last(session: Session, team_id: str, reader: str) -> datetime | None:
    """When the reader's last digest was made."""
    query = select(Digest.created_at).where(Digest.team_id == team_id, Digest.user_id == reader)
    return session.exec(query.order_by(col(Digest.created_at).desc()).limit(1)).first()


def muted(session: Session, team_id: str, reader: str) -> list[tuple[int, str]]:
    """What the reader muted: (item id, channel)."""
    query = select(DigestItem).where(
        DigestItem.team_id == team_id, DigestItem.user_id == reader, DigestItem.verdict == "mute"
    )
    return [(row.id or 0, row.channel_id) for row in session.exec(query).all()]


def _sent(session: Session, digest: Digest) -> Sent:
    assert digest.id is not None
    rows = session.exec(
        select(DigestItem).where(DigestItem.digest_id == digest.id).order_by(col(DigestItem.position))
    ).all()
    items = tuple(
        Item(
            row.id or 0, row.channel_id, row.ts, row.author, row.watched, row.reason, row.verdict,
            guess=_guess(row), score=row.score, threshold=row.threshold, explored=row.explored,
            already=None if row.already is None else tuple(row.already),
        )
        for row in rows
    )  # fmt: skip
    return Sent(
        digest.id, digest.user_id, digest.title, digest.changed_by, digest.channel_id, digest.ts, items,
        digest.created_at, digest.line, digest.answered_at is not None,
    )  # fmt: skip


def outcomes(session: Session, team_id: str, until: datetime) -> tuple[list[Shown], list[Shown]]:
    """What became of the items of digests made before then: whether the person responded, and whether it was useful.

    Each list is for `exploration.rate`. Items with somebody watched in them already are left out: they were no guess.
    """
    answered = (
        select(Engagement.user_id)
        .where(Engagement.team_id == DigestItem.team_id, Engagement.channel_id == DigestItem.channel_id)
        .where(Engagement.ts == DigestItem.ts, Engagement.user_id == DigestItem.watched)
        .where(~col(Engagement.is_gone))
        .exists()
    )
    guessed = or_(col(DigestItem.explored), col(DigestItem.score) >= col(DigestItem.threshold))
    query: Any = (
        select(DigestItem.explored, DigestItem.propensity, DigestItem.verdict, answered)
        .join(Digest, col(Digest.id) == DigestItem.digest_id)
        .where(DigestItem.team_id == team_id, Digest.created_at < until, guessed)
        .where(col(DigestItem.threshold) > 0)  # known since 0004
        .order_by(col(DigestItem.id))
    )
    rows = session.exec(query).all()
    responses = [Shown(explored, chance, has_answered) for explored, chance, _, has_answered in rows]
    useful = [Shown(explored, chance, verdict == "useful") for explored, chance, verdict, _ in rows]
    return responses, useful
