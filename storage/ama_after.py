"""What hosts did, for everybody to read, and the two taps afterwards."""

from sqlmodel import Session, col, select

from bot.ama.act import Act
from bot.ama.after import Answer
from bot.ama.moderation import Entry, Verb
from storage.tables import AmaLog, AmaPoll


def log(session: Session, team_id: str, ama_id: str, entry: Entry) -> None:
    """Write down what a host did."""
    session.add(
        AmaLog(
            team_id=team_id, ama_id=ama_id, at=entry.at, host=entry.host, verb=entry.verb,
            question_id=entry.question_id, detail=entry.detail,
        )
    )  # fmt: skip


def entries(session: Session, team_id: str, ama_id: str) -> list[Entry]:
    """What hosts did, in order."""
    query = select(AmaLog).where(AmaLog.team_id == team_id, AmaLog.ama_id == ama_id)
    return [_entry(row) for row in session.exec(query.order_by(col(AmaLog.id)))]


def tapped(session: Session, team_id: str, act: Act) -> None:
    """Remember one of the two taps of the poll; `act.place.choice` is "useful:yes" or "next:longer". The last one counts."""
    name, _, value = act.place.choice.partition(":")
    key = (team_id, act.place.ama, act.tag)
    row = session.get(AmaPoll, key) or AmaPoll(team_id=team_id, ama_id=act.place.ama, tag=act.tag)
    if name == "useful":
        row.useful = value
    elif name == "next":
        row.next_time = value
    session.add(row)
    session.flush()


def answers(session: Session, team_id: str, ama_id: str) -> list[Answer]:
    """What people tapped, in no order that means anything."""
    query = select(AmaPoll).where(AmaPoll.team_id == team_id, AmaPoll.ama_id == ama_id)
    return [Answer(row.useful, row.next_time) for row in session.exec(query.order_by(col(AmaPoll.tag)))]


def forget_tags(session: Session, team_id: str, ama_id: str, fresh: list[str]) -> None:
    """Replace the tags of a poll that has ended by `fresh` random ones, so that only the counts are left."""
    query = select(AmaPoll).where(AmaPoll.team_id == team_id, AmaPoll.ama_id == ama_id)
    for row, tag in zip(session.exec(query).all(), fresh, strict=False):
        kept = AmaPoll(team_id=team_id, ama_id=ama_id, tag=tag, useful=row.useful, next_time=row.next_time)
        session.delete(row)
        session.add(kept)
    session.flush()


def _entry(row: AmaLog) -> Entry:
    verb: Verb = row.verb  # type: ignore[assignment]  # written from a Verb
    return Entry(row.at, row.host, verb, row.question_id, row.detail)
