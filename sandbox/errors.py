"""The one exception by which the local workspace refuses a request."""

from typing import Any


class SlackError(Exception):
    """A refusal in Slack's words: `code` is what Slack puts into `error`, `extra` what it adds beside it."""

    def __init__(self, code: str, **extra: Any) -> None:
        super().__init__(code)
        self.code = code
        self.extra: dict[str, Any] = extra

    def to_json(self) -> dict[str, Any]:
        """The body that Slack answers with."""
        return {"ok": False, "error": self.code, **self.extra}
