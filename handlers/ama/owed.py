"""The answers that somebody promised in sessions, for their Home tab."""

from datetime import datetime

from sqlmodel import Session

from handlers.views.ama.owed import Owed
from storage import ama as amas
from storage import ama_questions as questions


def home_state(session: Session, team_id: str, user: str, now: datetime) -> list[Owed]:
    """What they still have to answer, the soonest first."""
    found = questions.promised_by(session, team_id, user)
    sessions = {ama_id: amas.get(session, team_id, ama_id) for ama_id, _question in found}
    return [Owed(ama, question) for ama_id, question in found if (ama := sessions[ama_id]) is not None]
