"""What a durable insert before the acknowledgement costs, against a Bolt listener that does nothing.

Both receive the same events in the same process, in turn, 32 in flight; the figure is the ratio of CPU seconds
(all threads, the writer included), pair by pair. Below 1 the durable door is the cheaper one. The database is
SQLite with synchronous=FULL. Run: python benchmarks/ingest.py [events]
"""

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest
from sqlmodel import Session

from handlers.edges.bell import Bell
from handlers.edges.door import Door
from handlers.edges.install import Installed
from handlers.edges.writer import Writer
from storage import inbox
from storage.engine import open_engine
from storage.migrations import migrate

PAIRS, IN_FLIGHT = 5, 32
MET = Installed("T0BENCH", "https://example.com/", "Bench", "U0BOT", "B0BOT", "xoxb-bench", None)


def event(number: int) -> dict[str, Any]:
    """A message event of about the size that Slack sends."""
    said = "The rounds of Thursday were planned twice, and the second plan is the better one. " * 4
    inner = {"type": "message", "channel": "C0BENCH", "channel_type": "channel", "user": "U0ANN",
             "text": said, "ts": f"{1_700_000_000 + number}.000100"}  # fmt: skip
    return {"type": "event_callback", "team_id": "T0BENCH", "event_id": f"Ev{number}", "event": inner}


def noop() -> AsyncApp:
    """The usual app: one listener for messages, which does nothing."""

    async def authorize() -> AuthorizeResult:
        return AuthorizeResult(
            enterprise_id=None, team_id="T0BENCH", bot_token="xoxb-bench", bot_user_id="U0BOT"
        )

    async def listener() -> None:
        return None

    app = AsyncApp(authorize=authorize, request_verification_enabled=False)
    app.event("message")(listener)
    return app


async def dispatched(app: AsyncApp, numbers: range) -> float:
    """CPU seconds for dispatching these events, `IN_FLIGHT` at a time."""
    waiting = iter(numbers)

    async def one_lane() -> None:
        for number in waiting:
            answer = await app.async_dispatch(AsyncBoltRequest(body=event(number), mode="socket_mode"))
            assert answer.status == 200, answer.status

    began = time.process_time()
    await asyncio.gather(*(one_lane() for _ in range(IN_FLIGHT)))
    return time.process_time() - began


async def measure(count: int, folder: Path) -> list[float]:
    """The ratio durable / no-op of each pair."""
    engine = open_engine(f"sqlite:///{folder / 'bench.sqlite'}")
    migrate(engine)
    writer = Writer(engine, Bell())
    writer.start()
    durable = Door(MET, writer, lambda _event: None, lambda _event: None, lambda: datetime.now(UTC)).app
    usual = noop()
    run: Callable[[AsyncApp, range], Awaitable[float]] = dispatched
    await run(usual, range(count // 4))
    await run(durable, range(count // 4))
    ratios = []
    for pair in range(1, PAIRS + 1):
        numbers = range(pair * count, (pair + 1) * count)
        ratios.append(await run(durable, numbers) / await run(usual, numbers))
    writer.stop()
    with Session(engine) as session:
        assert inbox.waiting(session) == PAIRS * count + count // 4
    return ratios


def main() -> None:
    """Print the ratio."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 3000
    with tempfile.TemporaryDirectory() as folder:
        ratios = asyncio.run(measure(count, Path(folder)))
    print(f"durable door / no-op Bolt listener, CPU: median {statistics.median(ratios):.2f}, "
          f"{min(ratios):.2f} to {max(ratios):.2f} over {PAIRS} pairs of {count} events")  # fmt: skip


if __name__ == "__main__":
    main()
