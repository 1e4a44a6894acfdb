"""The keeper: makes the key of a session when it is promised, and destroys it at close.

The sender of the party "keys" asks it as other senders ask Slack. So a key is destroyed even if Earshot is killed right after
a session was closed: the promise is kept again, and both are harmless when said twice.
"""

from typing import Any

from sqlalchemy import Engine

from handlers.edges.slack import Outcome
from storage.engine import forget_log
from storage.keys import Keys


class Keeper:
    """Keeps the keys of sessions."""

    def __init__(self, engine: Engine, keys: Keys) -> None:
        """`engine` is that of the database whose log may hold tags that were deleted at close."""
        self._engine, self._keys = engine, keys

    def call(self, method: str, arguments: dict[str, Any]) -> Outcome:
        """Make or destroy the key named `name`."""
        name = str(arguments["name"])
        try:
            if method == "keys.make":
                self._keys.make(name)
            else:
                self._keys.destroy(name)
                forget_log(self._engine)
        except OSError as problem:
            return Outcome("not_sent", problem=f"the key can't be written: {problem.strerror}")
        return Outcome("ok", {"name": name})
