"""What of feedback is open for somebody, for their Home tab."""

from datetime import datetime, timedelta

from sqlmodel import Session

from handlers.feedback.owed import waiting
from handlers.views.feedback_home import NOTHING, State
from storage import feedback, feedback_wishes, nudges

LATELY = timedelta(days=21)  # letters that may still be on their way, over holidays


def home_state(session: Session, team_id: str, user: str, now: datetime) -> State:
    """Who waits for feedback of somebody's, to whom they could write, and what is on its way."""
    session.flush()
    if not nudges.has_started(session, team_id, user):
        return NOTHING
    return State(
        asked=feedback_wishes.asked(session, team_id, user),
        drafts=feedback.drafts(session, team_id, user),
        owed=[each.person for each in waiting(session, team_id, user, now)],
        on_the_way=feedback.on_the_way(session, team_id, user, now - LATELY),
    )
