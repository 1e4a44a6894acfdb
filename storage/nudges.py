"""Who started Earshot and when their day is, and what was said to them unasked."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time

from sqlmodel import Session, col, delete, select, update

from bot import nudges
from bot.nudges import Day, Sent, Silence, Source, weekend
from bot.nudges.calm import SLEEPS, WAKES
from bot.schedule import zone_of
from storage.tables import Listener, Nudge, Person

_ALWAYS = Silence(datetime.fromtimestamp(0, UTC))  # for whoever has no account any more


@dataclass(frozen=True)
class Said:
    """A nudge that was said, and where it stands: `channel_id` and `ts` are empty until it arrived."""

    id: int
    team_id: str
    user_id: str
    kind: str
    about: str
    sent_at: datetime
    answered_at: datetime | None
    channel_id: str
    ts: str
    title: str
    words: str
    quote: str
    draft: str
    source: Source | None


@dataclass(frozen=True)
class Hours:
    """What somebody chose: their hours, their days off, and a pause; `pause_end` None means until they resume."""

    wakes: time
    sleeps: time
    days_off: tuple[date, ...]
    pause_begin: datetime | None
    pause_end: datetime | None


def start(session: Session, team_id: str, user_id: str, now: datetime) -> None:
    """Note that somebody started Earshot, by following, weighing, writing feedback or anything else of their own."""
    if session.get(Listener, (team_id, user_id)) is None:
        session.add(Listener(team_id=team_id, user_id=user_id, started_at=now, look_at=now))
        session.flush()


def has_started(session: Session, team_id: str, user_id: str) -> bool:
    """Whether somebody ever started Earshot, and did not stop it."""
    return session.get(Listener, (team_id, user_id)) is not None


def listener(session: Session, team_id: str, user_id: str) -> nudges.Listener:
    """Somebody as the budget sees them; also of people who never started, with the usual hours of their zone."""
    row, person = session.get(Listener, (team_id, user_id)), session.get(Person, (team_id, user_id))
    zone, locale = (person.zone, person.locale) if person else ("UTC", "")
    hours = _hours(row)
    day = Day(zone_of(zone), hours.wakes, hours.sleeps, weekend(locale, zone), frozenset(hours.days_off))
    silences = _silences(row) if person is None or not person.is_deleted else (_ALWAYS,)
    sent = _sent(session, team_id, user_id)
    return nudges.Listener(day, has_started=row is not None, silences=silences, sent=sent)


def _sent(session: Session, team_id: str, user_id: str) -> tuple[Sent, ...]:
    query = select(Nudge.sent_at, Nudge.kind, Nudge.about, Nudge.answered_at)
    query = query.where(Nudge.team_id == team_id, Nudge.user_id == user_id)
    rows = session.exec(query.order_by(col(Nudge.sent_at), col(Nudge.id))).all()
    return tuple(Sent(at, kind, about, answered is not None) for at, kind, about, answered in rows)


def hours(session: Session, team_id: str, user_id: str) -> Hours:
    """What somebody chose, or what everybody has."""
    return _hours(session.get(Listener, (team_id, user_id)))


def _hours(row: Listener | None) -> Hours:
    if row is None:
        return Hours(WAKES, SLEEPS, (), None, None)
    days_off = tuple(date.fromisoformat(each) for each in row.days_off)
    wakes, sleeps = time.fromisoformat(row.wakes), time.fromisoformat(row.sleeps)
    return Hours(wakes, sleeps, days_off, row.pause_begin, row.pause_end)


def _silences(row: Listener | None) -> tuple[Silence, ...]:
    if row is None:
        return ()
    disturbed = [Silence(*map(datetime.fromisoformat, span)) for span in row.dnd]
    paused = [Silence(row.pause_begin, row.pause_end)] if row.pause_begin else []
    return (*paused, *disturbed)


def set_hours(
    session: Session, team_id: str, user_id: str, wakes: time, sleeps: time, days_off: Sequence[date]
) -> None:
    """Replace somebody's hours and days off; they have started."""
    row = session.get_one(Listener, (team_id, user_id))
    row.wakes, row.sleeps = f"{wakes:%H:%M}", f"{sleeps:%H:%M}"
    row.days_off = [each.isoformat() for each in sorted(set(days_off))]
    session.add(row)


def pause(session: Session, team_id: str, user_id: str, until: datetime | None, now: datetime) -> None:
    """Begin somebody's silence, up to a moment or until they resume; whoever never started hears nothing anyway."""
    row = session.get(Listener, (team_id, user_id))
    if row is not None:
        row.pause_begin, row.pause_end = now, until
        session.add(row)


def resume(session: Session, team_id: str, user_id: str) -> None:
    """End somebody's silence."""
    row = session.get(Listener, (team_id, user_id))
    if row is not None:
        row.pause_begin = row.pause_end = None
        session.add(row)


def rested(session: Session, now: datetime) -> list[tuple[str, str]]:
    """Whose dated pause is over: (team, person)."""
    rows = session.exec(select(Listener).where(col(Listener.pause_end) <= now)).all()
    return [(row.team_id, row.user_id) for row in rows]


def keep_quiet(session: Session, team_id: str, user_id: str, silences: Sequence[Silence]) -> bool:
    """Store when Slack keeps quiet for somebody; whether that is news."""
    row = session.get(Listener, (team_id, user_id))
    spans = [[each.begin.isoformat(), each.end.isoformat()] for each in silences if each.end is not None]
    if row is None or row.dnd == spans:
        return False
    row.dnd = spans
    session.add(row)
    return True


def listeners(session: Session, team_id: str) -> list[str]:
    """Everybody who started Earshot in a workspace."""
    query = select(Listener.user_id).where(Listener.team_id == team_id).order_by(col(Listener.user_id))
    return list(session.exec(query).all())


def due(session: Session, now: datetime) -> list[tuple[str, str]]:
    """Whom to think of now: (team, person)."""
    rows = session.exec(
        select(Listener).where(col(Listener.look_at) <= now).order_by(col(Listener.look_at))
    ).all()
    return [(row.team_id, row.user_id) for row in rows]


def look_at(session: Session, team_id: str, user_id: str, at: datetime) -> None:
    """Set when to think of somebody next, if they started."""
    row = session.get(Listener, (team_id, user_id))
    if row is not None:
        row.look_at = at
        session.add(row)


def say(session: Session, team_id: str, user_id: str, nudge: nudges.Nudge, now: datetime) -> Said:
    """Note that a nudge is said to somebody; it must not have been said before."""
    source = nudge.source
    row = Nudge(
        team_id=team_id,
        user_id=user_id,
        kind=nudge.kind,
        about=nudge.about,
        sent_at=now,
        title=nudge.title,
        words=nudge.words,
        quote=nudge.quote,
        draft=nudge.draft,
        source=asdict(source) if source else {},
    )
    session.add(row)
    session.flush()
    return _said(row)


def arrived(session: Session, team_id: str, nudge_id: int, channel_id: str, ts: str) -> None:
    """Remember where a nudge stands; one that was forgotten meanwhile stays forgotten."""
    row = session.get(Nudge, nudge_id)
    if row is not None and row.team_id == team_id:
        row.channel_id, row.ts = channel_id, ts
        session.add(row)


def own(session: Session, team_id: str, user_id: str, nudge_id: int) -> Said | None:
    """A nudge by its number; None unless it was said to that person."""
    row = session.get(Nudge, nudge_id)
    return _said(row) if row and (row.team_id, row.user_id) == (team_id, user_id) else None


def said(session: Session, team_id: str, user_id: str, kind: str, about: str) -> Said | None:
    """A nudge by what it was about."""
    query = select(Nudge).where(Nudge.team_id == team_id, Nudge.user_id == user_id)
    row = session.exec(query.where(Nudge.kind == kind, Nudge.about == about)).first()
    return _said(row) if row else None


def about_post(session: Session, team_id: str, channel_id: str, ts: str) -> list[Said]:
    """The nudges whose source is that post, of whomever: what they quote of it goes with it."""
    source = col(Nudge.source)
    at = (source["channel"].as_string() == channel_id, source["ts"].as_string() == ts)
    rows = session.exec(select(Nudge).where(Nudge.team_id == team_id, Nudge.title != "", *at)).all()
    return [_said(row) for row in rows]


def answer(session: Session, team_id: str, nudge_id: int, now: datetime) -> None:
    """Note the first press on a nudge."""
    unanswered = (col(Nudge.team_id) == team_id, col(Nudge.id) == nudge_id, col(Nudge.answered_at).is_(None))
    session.exec(update(Nudge).where(*unanswered).values(answered_at=now))


def forget_quote(session: Session, team_id: str, nudge_id: int) -> None:
    """Remove what a nudge quotes, and a draft that may quote it too."""
    mine = (col(Nudge.team_id) == team_id, col(Nudge.id) == nudge_id)
    session.exec(update(Nudge).where(*mine).values(quote="", draft=""))


def forget_words(session: Session, before: datetime) -> None:
    """Remove the words of what was said before; that it was said stays, so that it isn't said again."""
    empty = {"title": "", "words": "", "quote": "", "draft": ""}
    session.exec(update(Nudge).where(col(Nudge.sent_at) < before, col(Nudge.title) != "").values(**empty))


def forget_old(session: Session, before: datetime) -> None:
    """Remove what no budget counts any more."""
    session.exec(delete(Nudge).where(col(Nudge.sent_at) < before))


def _said(row: Nudge) -> Said:
    assert row.id is not None
    given = ("team_id", "user_id", "kind", "about", "sent_at", "answered_at", "channel_id", "ts")
    words = ("title", "words", "quote", "draft")
    values = {name: getattr(row, name) for name in (*given, *words)}
    return Said(id=row.id, source=Source(**row.source) if row.source else None, **values)
