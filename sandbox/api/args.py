"""Arguments of a call: strings out of forms and queries, or any JSON out of a JSON body."""

import json
from typing import Any

from sandbox.errors import SlackError
from sandbox.timestamps import is_ts

MOST_ITEMS = 1_000


def invalid_arguments(*faults: str) -> SlackError:
    """The refusal that lists what is wrong with the arguments."""
    return SlackError(
        "invalid_arguments", response_metadata={"messages": [f"[ERROR] {fault}" for fault in faults]}
    )


class Args:
    """The arguments of one call; each reader raises invalid_arguments or the code it is given."""

    def __init__(self, values: dict[str, Any]) -> None:
        self._values = {key: value for key, value in values.items() if value is not None}

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def names(self) -> list[str]:
        """Which arguments were passed, for the log."""
        return sorted(set(self._values) - {"token"})

    def shown(self) -> dict[str, Any]:
        """Everything but the token."""
        return {key: value for key, value in self._values.items() if key != "token"}

    def text(self, name: str, default: str = "") -> str:
        """A string; numbers are taken as they are written."""
        value = self._values.get(name, default)
        if isinstance(value, bool | dict | list):
            raise invalid_arguments(f"must be a string [json-pointer:/{name}]")
        return str(value)

    def required(self, name: str) -> str:
        """A string that must not be empty."""
        value = self.text(name)
        if not value:
            raise invalid_arguments(f"missing required field: {name}")
        return value

    def flag(self, name: str, *, default: bool = False) -> bool:
        """A yes or no: true, 1, "true", "1" and their opposites."""
        value = self._values.get(name)
        if value is None:
            return default
        text = str(value).lower()
        if text not in {"true", "1", "false", "0", ""}:
            raise invalid_arguments(f"must be a boolean [json-pointer:/{name}]")
        return text in {"true", "1"}

    def limit(self, default: int, most: int, *, is_strict: bool = False) -> int:
        """The argument `limit`, cut to `most`; raises invalid_limit when it is no number, or with `is_strict` above 1,000."""
        text = self.text("limit")
        if text in {"", "0"}:
            return default
        if not text.isdecimal() or (is_strict and int(text) > MOST_ITEMS):
            raise SlackError("invalid_limit")
        return min(int(text), most)

    def ts(self, name: str, error: str = "message_not_found") -> str:
        """A message's ts; a number whose last zeros are lost names no message, as in Slack."""
        value = self.required(name)
        if not is_ts(value):
            raise SlackError(error)
        return value

    def optional_ts(self, name: str, error: str) -> str | None:
        """A message's ts, or None when the argument is missing or empty."""
        return self.ts(name, error) if self.text(name) else None

    def listing(self, name: str) -> list[str]:
        """Comma-separated strings, or a JSON list of strings."""
        value = self._values.get(name)
        parts = value if isinstance(value, list) else self.text(name).split(",")
        return [str(part).strip() for part in parts if str(part).strip()]

    def structure(self, name: str, kind: type, error: str) -> Any:
        """JSON of a `kind` (list or dict), also when it comes as a string; None when missing, `error` when it is neither."""
        value = self._values.get(name)
        if value is None or value == "":
            return None
        if isinstance(value, str):
            try:
                value = json.loads(value)
            except ValueError as problem:
                raise SlackError(error) from problem
        if not isinstance(value, kind):
            raise SlackError(error)
        return value
