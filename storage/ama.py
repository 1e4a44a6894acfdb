"""Sessions: set up, opened, run and closed."""

from datetime import datetime

from sqlmodel import Session, col, delete, select

from bot.ama.ama import Ama, Plan, Slot, State
from storage import ama_questions
from storage.tables import AmaFlag, AmaQuestion, AmaSession, AmaSlot, AmaVote


def set_up(session: Session, team_id: str, ama_id: str, plan: Plan) -> Ama:
    """Remember a session that was planned. `ama_id` is random; the same one again changes nothing."""
    row = session.get(AmaSession, (team_id, ama_id))
    if row is None:
        row = AmaSession(
            team_id=team_id, ama_id=ama_id, channel_id=plan.channel, kind=plan.kind,
            edition=len(editions(session, team_id, plan.channel, plan.kind)) + 1,
            title=plan.title, hosts=list(plan.hosts),
            opens_at=plan.opens_at, closes_at=plan.closes_at, live_at=plan.live_at,
            schedule=[[slot.at.isoformat(), slot.what] for slot in plan.schedule],
            zone=plan.zone, naming=plan.naming, is_moderated=plan.is_moderated, rules=plan.rules,
            most_questions=plan.most_questions, we_did=[list(each) for each in plan.we_did],
        )  # fmt: skip
        session.add(row)
        session.flush()
    return _ama(row)


def get(session: Session, team_id: str, ama_id: str) -> Ama | None:
    """A session; None where there is none of that id."""
    row = session.get(AmaSession, (team_id, ama_id))
    return _ama(row) if row else None


def ids(session: Session, team_id: str) -> list[str]:
    """The ids of all sessions of a workspace, closed ones too."""
    return list(session.exec(select(AmaSession.ama_id).where(AmaSession.team_id == team_id)))


def unclosed(session: Session, team_id: str, channel: str = "") -> list[Ama]:
    """The sessions that have not closed, of one channel or of all, by when they open."""
    query = select(AmaSession).where(AmaSession.team_id == team_id, AmaSession.state != "closed")
    if channel:
        query = query.where(AmaSession.channel_id == channel)
    return [
        _ama(row) for row in session.exec(query.order_by(col(AmaSession.opens_at), col(AmaSession.ama_id)))
    ]


def polled(session: Session, team_id: str) -> list[Ama]:
    """The closed sessions whose poll has not ended."""
    query = select(AmaSession).where(
        AmaSession.team_id == team_id, AmaSession.state == "closed", col(AmaSession.poll_until).is_not(None)
    )
    return [_ama(row) for row in session.exec(query.order_by(col(AmaSession.ama_id)))]


def editions(session: Session, team_id: str, channel: str, kind: str) -> list[Ama]:
    """All sessions of one kind in a channel, the first one first."""
    query = select(AmaSession).where(
        AmaSession.team_id == team_id, AmaSession.channel_id == channel, AmaSession.kind == kind
    )
    return [_ama(row) for row in session.exec(query.order_by(col(AmaSession.edition)))]


def state_is(session: Session, team_id: str, ama_id: str, state: State) -> None:
    """Remember how far a session is; to close it, use `close`."""
    row = session.get_one(AmaSession, (team_id, ama_id))
    row.state = state
    session.add(row)


def board_is(session: Session, team_id: str, ama_id: str, ts: str) -> None:
    """Remember which message in the channel is the board; "" when it was deleted."""
    row = session.get_one(AmaSession, (team_id, ama_id))
    row.board_ts = ts
    session.add(row)


def shown_is(session: Session, team_id: str, ama_id: str, shown: str) -> None:
    """Remember what the board shows, by its fingerprint."""
    row = session.get_one(AmaSession, (team_id, ama_id))
    row.shown = shown
    session.add(row)


def moved_to(session: Session, team_id: str, channel: str, new_channel: str) -> None:
    """Follow a channel that got another id, as it does when it is shared with another company."""
    query = select(AmaSession).where(AmaSession.team_id == team_id, AmaSession.channel_id == channel)
    for row in session.exec(query).all():
        row.channel_id = new_channel
        session.add(row)


def hosts_are(session: Session, team_id: str, ama_id: str, hosts: tuple[str, ...]) -> None:
    """Replace the hosts."""
    row = session.get_one(AmaSession, (team_id, ama_id))
    row.hosts = list(hosts)
    session.add(row)


def poll_is(session: Session, team_id: str, ama_id: str, ts: str, until: datetime | None) -> None:
    """Remember the poll's message and its end; with None it has ended."""
    row = session.get_one(AmaSession, (team_id, ama_id))
    row.poll_ts, row.poll_until = ts, until
    session.add(row)


def close(session: Session, team_id: str, ama_id: str, now: datetime) -> bool:
    """Close for good: counts are fixed, and every tag goes. False when it was closed already.

    The ledger has to be complete before (bot.ama.ledger). The key is destroyed by the promise that goes with it.
    """
    row = session.get_one(AmaSession, (team_id, ama_id), with_for_update=True)
    if row.state == "closed":
        return False
    counted = {each.question_id: each for each in ama_questions.all_of(session, team_id, ama_id)}
    mine = (col(AmaQuestion.team_id) == team_id, col(AmaQuestion.ama_id) == ama_id)
    for question in session.exec(select(AmaQuestion).where(*mine)):
        now_counted = counted[question.question_id]
        question.final_votes, question.final_active = now_counted.votes, now_counted.active
        question.owner_tag = ""
        session.add(question)
    for table in (AmaVote, AmaFlag, AmaSlot):
        session.exec(delete(table).where(col(table.team_id) == team_id, col(table.ama_id) == ama_id))
    row.state, row.closed_at = "closed", now
    session.add(row)
    return True


def _ama(row: AmaSession) -> Ama:
    plan = Plan(
        channel=row.channel_id,
        kind="topics" if row.kind == "topics" else "ama",
        title=row.title,
        hosts=tuple(row.hosts),
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        zone=row.zone,
        naming=row.naming,  # type: ignore[arg-type]  # written from a Naming
        is_moderated=row.is_moderated,
        rules=row.rules,
        schedule=tuple(Slot(datetime.fromisoformat(at), what) for at, what in row.schedule),
        we_did=tuple((said, did) for said, did in row.we_did),
        most_questions=row.most_questions,
    )
    state: State = row.state  # type: ignore[assignment]  # written from a State
    return Ama(
        row.ama_id,
        row.edition,
        plan,
        state,
        row.board_ts,
        row.closed_at,
        row.poll_ts,
        row.poll_until,
        row.shown,
    )
