"""Digests that were promised, their items, and what readers said of them."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from bot.attention import Ranked, Taste
from bot.digest import NOT_FOR_ME, USEFUL
from storage.tables import Digest, DigestItem

_FACTOR = {"useful": USEFUL, "not_for_me": NOT_FOR_ME}


@dataclass(frozen=True)
class Item:
    """One line of a digest as it was shown."""

    id: int
    channel: str
    ts: str
    author: str
    watched: str
    reason: str
    verdict: str


@dataclass(frozen=True)
class Sent:
    """A digest as it was shown. `channel` and `ts` are empty until it arrived."""

    id: int
    user_id: str
    title: str
    changed_by: str
    channel: str
    ts: str
    items: tuple[Item, ...]


def write(
    session: Session,
    team_id: str,
    user_id: str,
    *,
    period: str,
    title: str,
    changed_by: str,
    lines: list[tuple[Ranked, str]],
    now: datetime,
) -> Sent:
    """Store a digest with its items (ranked post and reason) and return it."""
    digest = Digest(
        team_id=team_id, user_id=user_id, period=period, created_at=now, title=title, changed_by=changed_by
    )
    session.add(digest)
    session.flush()
    assert digest.id is not None
    for position, (ranked, reason) in enumerate(lines):
        item = DigestItem(
            team_id=team_id,
            digest_id=digest.id,
            user_id=user_id,
            channel_id=ranked.post.channel,
            ts=ranked.post.ts,
            author=ranked.post.author,
            watched=ranked.guess.watched,
            position=position,
            score=ranked.score,
            reason=reason,
        )
        session.add(item)
    session.flush()
    return _sent(session, digest)


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


def last_verdicts(session: Session, team_id: str, reader: str) -> list[tuple[str, str, str]]:
    """What the reader said of their latest digest: (verdict, author, channel)."""
    query = select(Digest.id).where(Digest.team_id == team_id, Digest.user_id == reader)
    latest = session.exec(query.order_by(col(Digest.id).desc()).limit(1)).first()
    rows = session.exec(
        select(DigestItem).where(DigestItem.digest_id == latest, DigestItem.verdict != "")
    ).all()
    return [(row.verdict, row.author, row.channel_id) for row in rows]


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


def taste(session: Session, team_id: str, reader: str) -> Taste:
    """What the reader's presses so far mean for the next digest."""
    query = select(DigestItem).where(
        DigestItem.team_id == team_id, DigestItem.user_id == reader, DigestItem.verdict != ""
    )
    rows = session.exec(query.order_by(col(DigestItem.id))).all()
    return Taste(
        muted_channels=frozenset(row.channel_id for row in rows if row.verdict == "mute"),
        factors=tuple(
            (row.channel_id, row.author, _FACTOR[row.verdict]) for row in rows if row.verdict in _FACTOR
        ),
    )


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
        Item(row.id or 0, row.channel_id, row.ts, row.author, row.watched, row.reason, row.verdict)
        for row in rows
    )
    return Sent(
        digest.id, digest.user_id, digest.title, digest.changed_by, digest.channel_id, digest.ts, items
    )
