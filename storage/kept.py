"""How much is kept for one person."""

from sqlmodel import Session, col, func, select

from storage.follows import OWN


def counts(session: Session, team_id: str, user_id: str) -> dict[str, int]:
    """The rows that go with somebody when they stop, by table, in the order in which they are forgotten."""
    found = {}
    for table in OWN:
        own = (col(table.team_id) == team_id, col(table.user_id) == user_id)
        query = select(func.count()).select_from(table).where(*own)
        found[str(table.__tablename__)] = session.exec(query).one()
    return found
