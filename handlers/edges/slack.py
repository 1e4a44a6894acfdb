"""One call to Slack, and what is known about it afterwards."""

import errno
import http.client
import json
import re
import socket
from dataclasses import dataclass, field
from typing import Any, Literal
from urllib.error import HTTPError, URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.webhook import WebhookClient

from handlers.edges.files import share

End = Literal["ok", "refused", "wait", "not_sent", "unknown"]

# Slack's own words for "something broke on our side": nobody knows whether the call took effect.
_BROKEN = {"internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org"}
_CODE = re.compile("[a-z][a-z0-9_]*")
_UNREACHABLE = {errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN}


@dataclass(frozen=True)
class Outcome:
    """How a call ended.

    ok: Slack did it. refused: Slack will not do it. wait: Slack asked to call again after `retry_after`
    seconds. not_sent: it certainly did not arrive. unknown: it may or may not have taken effect.
    """

    end: End
    data: dict[str, Any] = field(default_factory=dict)
    problem: str = ""
    retry_after: float = 0.0


class Slack:
    """Calls Slack without any automatic retry: after a dropped connection a retry could post twice."""

    def __init__(self, token: str, api_url: str, timeout: int = 20) -> None:
        """`timeout` is in seconds, for one call."""
        self._client = WebClient(token, base_url=api_url, timeout=timeout, retry_handlers=[])
        self._timeout = timeout

    def call(self, method: str, arguments: dict[str, Any]) -> Outcome:
        """Make one call of any method, or of a response_url, or share files (several calls that count as one)."""
        try:
            if method == "response_url":
                return self._respond(dict(arguments))
            if method == "files.share":
                return Outcome("ok", share(self._ask, arguments, self._timeout))
            answer = (
                self._client.api_call(method, json=arguments)
                if _is_json(method)
                else self._client.api_call(method, params=arguments)
            )
        except SlackApiError as problem:
            return _refused(problem)
        except (URLError, OSError, http.client.HTTPException, SlackClientError) as problem:
            return _failed(problem)
        assert isinstance(answer.data, dict)
        return Outcome("ok", answer.data)

    def _ask(self, method: str, arguments: dict[str, Any]) -> dict[str, Any]:
        answer = self._client.api_call(method, params=arguments)
        assert isinstance(answer.data, dict)
        return answer.data

    def _respond(self, arguments: dict[str, Any]) -> Outcome:
        client = WebhookClient(arguments.pop("url"), timeout=self._timeout, retry_handlers=[])
        answer = client.send_dict(arguments)
        if answer.status_code == 429:
            return Outcome("wait", retry_after=_seconds(answer.headers), problem="ratelimited")
        if answer.status_code >= 500:
            return Outcome("unknown", problem=f"status {answer.status_code}")
        if answer.status_code != 200:
            return Outcome("refused", problem=answer.body[:200])
        return Outcome("ok")


def _is_json(method: str) -> bool:
    return method.startswith(("chat.", "views."))


def _refused(problem: SlackApiError) -> Outcome:
    response = problem.response
    status, headers = response.status_code, response.headers
    data = response.data if isinstance(response.data, dict) else {}
    code = str(data.get("error", ""))
    if status == 429 or code in {"ratelimited", "rate_limited"}:
        return Outcome("wait", retry_after=_seconds(headers), problem="ratelimited")
    if status >= 500 or code in _BROKEN or not _CODE.fullmatch(code):  # other words are not Slack's
        return Outcome("unknown", problem=code or f"status {status}")
    needed = f" (needs {data['needed']})" if data.get("needed") else ""
    detail = json.dumps((data.get("response_metadata") or {}).get("messages", ""))
    return Outcome("refused", data, problem=f"{code}{needed}" + (f" {detail}" if detail != '""' else ""))


def _failed(problem: Exception) -> Outcome:
    cause = (
        problem.reason if isinstance(problem, URLError) and not isinstance(problem, HTTPError) else problem
    )
    # Refused, unknown or unreachable hosts never saw the request; with anything else nobody can tell.
    unreachable = isinstance(cause, OSError) and cause.errno in _UNREACHABLE
    never = unreachable or isinstance(cause, ConnectionRefusedError | socket.gaierror)
    return Outcome("not_sent" if never else "unknown", problem=f"{type(cause).__name__}: {cause}")


def _seconds(headers: Any) -> float:
    for name, value in dict(headers).items():
        if name.lower() == "retry-after":
            first = value[0] if isinstance(value, list) else value
            return max(1.0, float(first)) if str(first).replace(".", "", 1).isdecimal() else 30.0
    return 30.0
