"""The local workspace as an HTTP server on 127.0.0.1."""

import asyncio
import contextlib
import inspect
import socket
import threading
from collections.abc import AsyncIterator, Callable, Generator, Sequence
from concurrent.futures import Future
from typing import Any, Self

import uvicorn
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sandbox import control, pages, response_url, socket_mode, uploads
from sandbox.api.endpoint import ApiEndpoint
from sandbox.site import Site

HOST = "127.0.0.1"
PORTS_TRIED = 21
START_TIMEOUT_S = 10.0


class PortError(OSError):
    """There is no port to listen on; the message says so in one line."""


def create_app(site: Site) -> Starlette:
    """Everything that `site` serves: the Web API, Socket Mode, response URLs, uploads, the control interface and pages."""
    routes: Sequence[BaseRoute] = [
        Route("/api/{method}", ApiEndpoint(site), methods=["GET", "POST"]),
        *socket_mode.routes(site),
        *response_url.routes(site),
        *control.routes(site),
        *uploads.routes(site.workspace),
        *pages.routes(site),
    ]
    return Starlette(routes=routes)


@contextlib.asynccontextmanager
async def serving(site: Site, port: int = 0) -> AsyncIterator[str]:
    """Serve `site` on the running event loop; gives the address (http://127.0.0.1:PORT), also in `workspace.url` with a slash.

    Port 0 takes any free one; another port that is taken gives way to one of the next 20. Raises PortError when all are taken.
    """
    listener = _bound_socket(port)
    url = f"http://{HOST}:{listener.getsockname()[1]}"
    site.workspace.url = f"{url}/"
    app = _Interruptible(create_app(site))
    server = _Server(
        uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            lifespan="off",
            ws="websockets-sansio",
            timeout_graceful_shutdown=1,
        )
    )
    task = asyncio.create_task(server.serve([listener]))
    try:
        async with asyncio.timeout(START_TIMEOUT_S):
            await server.is_listening.wait()
        site.delivery.start()
        yield url
    finally:
        await site.delivery.close()
        app.interrupt()
        server.should_exit = True
        await task
        listener.close()


class LocalWorkspaceServer:
    """Serves a site from a background thread, for tests and for whoever has no event loop."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.url = ""
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None
        self._stopping: asyncio.Event | None = None

    @property
    def api_url(self) -> str:
        """The base address for Web API clients."""
        return f"{self.url}/api/"

    def start(self, port: int = 0) -> Self:
        """Start serving; see `serving` for how the port is chosen and what is raised."""
        started: Future[str] = Future()
        self._thread = threading.Thread(
            target=self._run, args=(port, started), name="local-workspace", daemon=True
        )
        self._thread.start()
        self.url = started.result(START_TIMEOUT_S)
        return self

    def stop(self) -> None:
        """Stop serving; a second call does nothing."""
        if self._loop is None or self._stopping is None or self._thread is None:
            return
        self._loop.call_soon_threadsafe(self._stopping.set)
        self._thread.join(START_TIMEOUT_S)
        self._loop = self._stopping = self._thread = None

    def call(self, function: Callable[[], Any], timeout_s: float = 10.0) -> Any:
        """Run `function`, or await what it returns, where the state lives; returns or raises what it does."""
        if self._loop is None:
            raise RuntimeError("the server is not running")
        return asyncio.run_coroutine_threadsafe(_outcome_of(function), self._loop).result(timeout_s)

    def __enter__(self) -> Self:
        return self if self._thread else self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _run(self, port: int, started: "Future[str]") -> None:
        asyncio.run(self._serve(port, started))

    async def _serve(self, port: int, started: "Future[str]") -> None:
        self._loop, self._stopping = asyncio.get_running_loop(), asyncio.Event()
        try:
            async with serving(self.site, port) as url:
                started.set_result(url)
                await self._stopping.wait()
        except BaseException as problem:
            if started.done():
                raise
            started.set_exception(problem)


class _Interruptible:
    """Ends requests that still wait for something, so that stopping does not have to wait for them."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._waiting: set[asyncio.Task[Any]] = set()

    def interrupt(self) -> None:
        """Answer every open request with 503."""
        for task in tuple(self._waiting):
            task.cancel()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        task = asyncio.current_task()
        if scope["type"] != "http" or task is None:
            await self._app(scope, receive, send)
            return
        self._waiting.add(task)
        is_answering = False

        async def noticing_send(message: Message) -> None:
            nonlocal is_answering
            is_answering = True
            await send(message)

        try:
            await self._app(scope, receive, noticing_send)
        except asyncio.CancelledError:
            if is_answering:
                await send({"type": "http.response.body", "body": b"", "more_body": False})
            else:
                await PlainTextResponse("The local workspace stops.", 503)(scope, receive, send)
        finally:
            self._waiting.discard(task)


class _Server(uvicorn.Server):
    """Leaves signals to the program around it, and tells when it listens."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.is_listening = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.is_listening.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None]:
        yield


async def _outcome_of(function: Callable[[], Any]) -> Any:
    outcome = function()
    return await outcome if inspect.isawaitable(outcome) else outcome


def _bound_socket(port: int) -> socket.socket:
    candidates = range(port, min(port + PORTS_TRIED, 65_536)) if port else range(1)
    for candidate in candidates:
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        # Without this a port stays taken for a minute after a restart.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, candidate))
        except OSError:
            listener.close()
            continue
        return listener
    raise PortError(f"no free port from {port} to {port + PORTS_TRIED - 1}: choose another one")
