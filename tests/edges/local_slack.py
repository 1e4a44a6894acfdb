"""A server on this machine that answers every request as a test says, for clients that speak HTTP themselves."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Answer:
    """What one method answers; `drops` closes the connection after the request was read instead."""

    body: dict[str, Any] | str = field(default_factory=lambda: {"ok": True})
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    drops: bool = False


class LocalSlack(ThreadingHTTPServer):
    """`answers` are by the last part of the address; `asked` remembers which were asked for, with what."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, str]] = []
        self.before: Callable[[str], object] = lambda _method: None

    @property
    def url(self) -> str:
        """The base address for Web API clients."""
        return f"http://127.0.0.1:{self.server_port}/api/"


class _Handler(BaseHTTPRequestHandler):
    server: LocalSlack

    def do_GET(self) -> None:
        """As for POST."""
        self.do_POST()

    def do_POST(self) -> None:
        """Answer as scripted, or with ok."""
        method = self.path.split("?")[0].rsplit("/", 1)[-1]
        body = self.rfile.read(int(self.headers.get("content-length") or 0)).decode()
        self.server.asked.append((method, body or self.path))
        self.server.before(method)
        answer = self.server.answers.get(method, Answer())
        if answer.drops:
            self.close_connection = True
            return
        content = answer.body if isinstance(answer.body, str) else json.dumps(answer.body)
        self.send_response(answer.status)
        for name, value in {"Content-Type": "application/json", **answer.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content.encode())))
        self.end_headers()
        self.wfile.write(content.encode())

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Say nothing."""


@contextmanager
def local_slack() -> Iterator[LocalSlack]:
    """Served until the block ends."""
    with LocalSlack() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join(10)
