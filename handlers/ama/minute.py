"""What is due in sessions: they open, go live and close by their plan, polls end, and promises are followed up."""

from datetime import datetime

from sqlmodel import Session

from handlers.ama import board, closing, polls, promises, setup
from storage import ama as amas


def on_minute(session: Session, team_id: str, now: datetime) -> None:
    """Begin what is due, and draw every board that is out of date, for whatever reason."""
    closing.on_due(session, team_id, now)
    for ama in amas.unclosed(session, team_id):
        setup.begin(session, team_id, ama, now)
        board.changed(session, team_id, ama.ama_id, now)
    polls.on_due(session, team_id, now)
    promises.on_due(session, team_id, now)
