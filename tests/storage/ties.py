"""What somebody said of the people around them, for the test of two workspaces."""

from typing import Any

from sqlmodel import Session

from storage import relationships
from storage.relationships import Kept
from tests.moments import stamp
from tests.storage.samples import NOW

_OF = {
    "person": "U2",
    "noted_by": "said",
    "but": "",
    "cadence": "quarter",
    "tag": "mentors",
    "among": ["U1", "U2"],
}
_NAMES = ("kept_of", "keep", "meetings", "met", "not_met", "set_tag", "colleagues")
SPECIAL: dict[str, dict[str, Any]] = {
    **{f"storage.relationships.{name}": _OF | {"said": Kept("U2", "week")} for name in _NAMES},
    "storage.talks.author": {"ts": stamp(NOW)},
    "storage.talks.involving": {"user_id": "U2"},
}


def fill(session: Session, team: str) -> None:
    """A row of each."""
    said = Kept("U2", "month", (f"{team} tag",), NOW)
    relationships.keep(session, team, "U1", said)
    relationships.met(session, team, "U1", "U2", "said", NOW)
    relationships.set_tag(session, team, "U1", f"{team} tag", "week")
