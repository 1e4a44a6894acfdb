"""The Events API over HTTP: signed requests to the app's request URL, for events, commands and interactions."""

import asyncio
import hashlib
import hmac
import json
import secrets
import time
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import aiohttp

from sandbox.envelopes import Envelope, Receipt

MAX_REDIRECTS = 2
_FORM = "application/x-www-form-urlencoded"


class VerificationError(Exception):
    """The request URL did not answer Slack's challenge; the message says how it answered."""


class HttpEvents:
    """Requests to one URL, signed with the app's signing secret. `real` gives the unix seconds that are signed."""

    def __init__(self, request_url: str, signing_secret: str, real: Callable[[], float] = time.time) -> None:
        self.request_url = request_url
        self._secret = signing_secret
        self._real = real
        self._session: aiohttp.ClientSession | None = None

    @property
    def is_reachable(self) -> bool:
        """A URL can always be tried."""
        return True

    async def wait_reachable(self, timeout_s: float) -> bool:  # noqa: ARG002 the Transport's signature
        """A URL can always be tried."""
        return True

    async def deliver(self, envelope: Envelope, timeout_s: float) -> Receipt:
        """Post once; any answer but 2xx in time is a failure with Slack's word for it."""
        body, content_type = _encode(envelope)
        headers = {"Content-Type": content_type}
        if envelope.attempt:
            headers |= {"X-Slack-Retry-Num": str(envelope.attempt), "X-Slack-Retry-Reason": envelope.reason}
        try:
            async with asyncio.timeout(timeout_s):
                status, answer_headers, answer = await self._post(body, headers)
        except TimeoutError:
            return Receipt(acknowledged=False, reason="http_timeout")
        except aiohttp.TooManyRedirects:
            return Receipt(acknowledged=False, reason="too_many_redirects")
        except aiohttp.ClientSSLError:
            return Receipt(acknowledged=False, reason="ssl_error")
        except (aiohttp.ClientError, OSError):
            return Receipt(acknowledged=False, reason="connection_failed")
        if 200 <= status < 300:
            return Receipt(acknowledged=True, payload=_decode(answer))
        retry_allowed = answer_headers.get("X-Slack-No-Retry") != "1"
        return Receipt(acknowledged=False, reason="http_error", retry_allowed=retry_allowed)

    async def verify(self) -> None:
        """Send Slack's url_verification challenge; raises VerificationError unless it comes back within 3 seconds."""
        challenge = secrets.token_urlsafe(32)
        body = json.dumps(
            {"token": "local-verification-token", "challenge": challenge, "type": "url_verification"}
        )
        try:
            async with asyncio.timeout(3.0):
                status, _, answer = await self._post(body, {"Content-Type": "application/json"})
        except (TimeoutError, aiohttp.ClientError, OSError) as error:
            raise VerificationError(f"{self.request_url} did not answer: {type(error).__name__}.") from error
        if status != 200 or challenge not in (answer, (_decode(answer) or {}).get("challenge")):
            raise VerificationError(f"{self.request_url} answered {status} without the challenge.")

    async def close(self) -> None:
        """Close the connections to the app."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _post(self, body: str, headers: dict[str, str]) -> tuple[int, Any, str]:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                headers={"User-Agent": "Slackbot 1.0 (+https://api.slack.com/robots)"}
            )
        async with self._session.post(
            self.request_url,
            data=body.encode(),
            headers=headers | self._signature(body),
            max_redirects=MAX_REDIRECTS,
        ) as answer:
            content = await answer.read()
            return answer.status, answer.headers, content.decode(errors="replace").strip()

    def _signature(self, body: str) -> dict[str, str]:
        timestamp = str(int(self._real()))
        digest = hmac.new(
            self._secret.encode(), f"v0:{timestamp}:{body}".encode(), hashlib.sha256
        ).hexdigest()
        return {"X-Slack-Request-Timestamp": timestamp, "X-Slack-Signature": f"v0={digest}"}


def _encode(envelope: Envelope) -> tuple[str, str]:
    if envelope.kind == "events_api":
        return json.dumps(envelope.payload), "application/json"
    if envelope.kind == "slash_commands":
        return urlencode(envelope.payload), _FORM
    return urlencode({"payload": json.dumps(envelope.payload)}), _FORM


def _decode(answer: str) -> dict[str, Any] | None:
    if not answer:
        return None
    try:
        decoded = json.loads(answer)
    except ValueError:
        return {"text": answer}
    return decoded if isinstance(decoded, dict) else None
